import { Router, type Request, type RequestHandler } from 'express';
import {
  blockDocumentCountBodySchema,
  blockDocumentFilterBodySchema,
  blockSchemaFilterBodySchema,
  blockTypeFilterBodySchema,
} from '../../schemas/blocks.ts';
import { isObject, readUuid } from '../../schemas/scalars.ts';
import { parseBody } from '../../schemas/validation.ts';
import { by } from '../../store/listing.ts';
import type { Store } from '../../store/store.ts';
import type { UpstreamClient } from '../../upstream/client.ts';
import { BlockViews } from '../blocks/view.ts';
import { jsonBody } from '../body.ts';
import { flagParam, textParam } from '../routes/params.ts';
import { inBoth, type Listed } from './in-both.ts';

/**
 * `/api/block_*` in front of a Prefect server. Blocks of the types that automations use are kept here, so that an alert
 * needs nobody else to go out; all other blocks are the server's. Which is which follows from what is asked for: a type,
 * schema or document that there is here is ours, anything else is passed on. Lists hold both; of two documents of the same
 * type and name, ours is the one that is seen.
 *
 * @param passOn serves a call from the server behind; what is ours goes on to the next handler
 */
export function blocksOfBoth(store: Store, client: UpstreamClient, passOn: RequestHandler): Router {
  const routes = Router();
  const { types, schemas, documents } = store.blocks;
  /** Goes on to our own routes when the answer is yes, else to the server behind. */
  const ours =
    (isOurs: (req: Request) => Promise<unknown>): RequestHandler =>
    async (req, res, next) => {
      if (await isOurs(req)) next();
      else await passOn(req, res, next);
    };
  const both = inBoth(client);
  const slugOf = (req: Request) => textParam(req, 'slug');
  const idOf = (req: Request) => readUuid(textParam(req, 'id')) ?? '';
  const typeOfBody = async (req: Request) => {
    const id = isObject(req.body) ? req.body['block_type_id'] : undefined;
    return typeof id === 'string' && (await types.get(readUuid(id) ?? ''));
  };

  routes.post('/block_types/filter', jsonBody(), async (req, res) => {
    const { limit, offset, ...query } = parseBody(blockTypeFilterBodySchema, req.body);
    const list = await both.list('/block_types/filter', query, { limit, offset }, await types.list(query), {
      key: ({ slug }) => String(slug),
      order: by((type) => String(type['name'])),
    });
    res.json(list);
  });
  routes.post('/block_types/install_system_block_types', passOn);
  routes.post(
    '/block_types/',
    jsonBody(),
    ours((req) =>
      types.getBySlug(isObject(req.body) && typeof req.body['slug'] === 'string' ? req.body['slug'] : ''),
    ),
  );
  routes.get('/block_types/slug/:slug/block_documents', async (req, res, next) => {
    const type = await types.getBySlug(slugOf(req));
    if (type === undefined) return passOn(req, res, next);
    const secrets = flagParam(req, 'include_secrets');
    const own = await documents.list({ typeId: type.id });
    const query = { include_secrets: secrets, block_types: { slug: { any_: [type.slug] } } };
    const views = await new BlockViews(store, secrets).documents(own);
    res.json(await both.list('/block_documents/filter', query, {}, views, documentList('NAME_ASC')));
  });
  routes.get(
    '/block_types/slug/:slug/block_documents/name/:name',
    ours(async (req) => {
      const type = await types.getBySlug(slugOf(req));
      return type && documents.getByName(type.id, textParam(req, 'name'));
    }),
  );
  routes.get(
    '/block_types/slug/:slug',
    ours((req) => types.getBySlug(slugOf(req))),
  );
  routes.all(
    '/block_types/:id',
    ours((req) => types.get(idOf(req))),
  );

  routes.post('/block_schemas/filter', jsonBody(), async (req, res) => {
    const { limit, offset, ...query } = parseBody(blockSchemaFilterBodySchema, req.body);
    const views = new BlockViews(store);
    const own = await Promise.all((await schemas.list(query)).map((schema) => views.schema(schema)));
    const list = await both.list('/block_schemas/filter', query, { limit, offset }, own, {
      key: ({ checksum, version }) => `${String(checksum)} ${String(version)}`,
      order: by((schema) => Date.parse(String(schema['created'])), true),
    });
    res.json(list);
  });
  routes.post('/block_schemas/', jsonBody(), ours(typeOfBody));
  routes.get(
    '/block_schemas/checksum/:checksum',
    ours((req) => {
      const version: unknown = req.query['version'];
      const wanted = typeof version === 'string' && version !== '' ? version : undefined;
      return schemas.getByChecksum(textParam(req, 'checksum'), wanted);
    }),
  );
  routes.all(
    '/block_schemas/:id',
    ours((req) => schemas.get(idOf(req))),
  );

  routes.post('/block_documents/filter', jsonBody(), async (req, res) => {
    const { limit, offset, sort, ...query } = parseBody(blockDocumentFilterBodySchema, req.body);
    const own = await documents.list({ ...query, sort });
    const views = await new BlockViews(store, query.include_secrets).documents(own);
    const page = { limit, offset };
    res.json(await both.list('/block_documents/filter', { ...query, sort }, page, views, documentList(sort)));
  });
  routes.post('/block_documents/count', jsonBody(), async (req, res) => {
    const query = parseBody(blockDocumentCountBodySchema, req.body);
    const own = await new BlockViews(store).documents(await documents.list(query));
    // Counted as they are listed: two of the same name are one.
    const list = await both.list('/block_documents/filter', query, {}, own, documentList('NAME_ASC'));
    res.json(list.length);
  });
  routes.post('/block_documents/', jsonBody(), ours(typeOfBody));
  routes.all(
    '/block_documents/:id',
    ours((req) => documents.get(idOf(req))),
  );

  routes.get('/block_capabilities', async (_req, res) => {
    const theirs = await both.get('/block_capabilities/');
    const list = [...(await schemas.capabilities()), ...(Array.isArray(theirs) ? theirs : [])];
    res.json([...new Set(list.map(String))].sort());
  });
  return routes;
}

/** Documents are told apart by type and name, and listed in one of Prefect's orders. */
function documentList(sort: 'NAME_ASC' | 'NAME_DESC' | 'BLOCK_TYPE_AND_NAME_ASC') {
  const slug = (document: Listed): string =>
    isObject(document['block_type']) ? String(document['block_type']['slug']) : '';
  const byName = by((document: Listed) => String(document['name'] ?? ''), sort === 'NAME_DESC');
  const byType = by((document: Listed) => String(document['block_type_name'] ?? ''));
  return {
    key: (document: Listed) => `${slug(document)} ${String(document['name'])}`,
    order: (a: Listed, b: Listed) => (sort === 'BLOCK_TYPE_AND_NAME_ASC' ? byType(a, b) : 0) || byName(a, b),
  };
}
