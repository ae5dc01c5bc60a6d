import { Router, type Request } from 'express';
import {
  blockTypeCreateSchema,
  blockTypeFilterBodySchema,
  blockTypeUpdateSchema,
  type BlockType,
} from '../../schemas/blocks.ts';
import { parseBody } from '../../schemas/validation.ts';
import { registerBlockTypes } from '../blocks/register.ts';
import { BlockViews } from '../blocks/view.ts';
import { jsonBody } from '../body.ts';
import type { GatewayDeps } from '../deps.ts';
import { DetailError } from '../errors.ts';
import { flagParam, idParam, textParam } from './params.ts';

/** `/api/block_types`. */
export function blockTypeRoutes({ store }: GatewayDeps): Router {
  const routes = Router();
  const { types, documents } = store.blocks;
  const byId = async (req: Request): Promise<BlockType> => existing(await types.get(idParam(req)));
  const bySlug = async (req: Request): Promise<BlockType> =>
    existing(await types.getBySlug(textParam(req, 'slug')));

  routes.post('/', jsonBody(), async (req, res) => {
    const body = parseBody(blockTypeCreateSchema, req.body);
    if (body.name.toLowerCase().startsWith('prefect')) {
      throw new DetailError(403, "Block type names beginning with 'Prefect' are reserved.");
    }
    res.status(201).json(await types.create(body));
  });
  routes.post('/filter', jsonBody(), async (req, res) => {
    res.json(await types.list(parseBody(blockTypeFilterBodySchema, req.body)));
  });
  routes.post('/install_system_block_types', async (_req, res) => {
    await registerBlockTypes(store);
    res.json(null);
  });
  routes.get('/slug/:slug', async (req, res) => {
    res.json(await bySlug(req));
  });
  routes.get('/slug/:slug/block_documents', async (req, res) => {
    const type = await bySlug(req);
    const found = await documents.list({ block_types: { name: null, slug: { any_: [type.slug] } } });
    res.json(await new BlockViews(store, flagParam(req, 'include_secrets')).documents(found));
  });
  routes.get('/slug/:slug/block_documents/name/:name', async (req, res) => {
    const type = await types.getBySlug(textParam(req, 'slug'));
    const document = type && (await documents.getByName(type.id, textParam(req, 'name')));
    if (document === undefined) throw new DetailError(404, 'Block document not found');
    res.json(await new BlockViews(store, flagParam(req, 'include_secrets')).document(document));
  });
  routes.get('/:id', async (req, res) => {
    res.json(await byId(req));
  });
  routes.patch('/:id', jsonBody(), async (req, res) => {
    const body = parseBody(blockTypeUpdateSchema, req.body);
    await types.update((await byId(req)).id, body);
    res.status(204).end();
  });
  routes.delete('/:id', async (req, res) => {
    const type = await byId(req);
    if (type.is_protected) throw new DetailError(403, 'protected block types cannot be deleted.');
    await types.delete(type.id);
    res.status(204).end();
  });
  return routes;
}

function existing(type: BlockType | undefined): BlockType {
  if (type === undefined) throw new DetailError(404, 'Block type not found');
  return type;
}
