import { Router, type Request } from 'express';
import {
  blockDocumentCountBodySchema,
  blockDocumentCreateSchema,
  blockDocumentFilterBodySchema,
  blockDocumentUpdateSchema,
} from '../../schemas/blocks.ts';
import { blockTestSchema } from '../../schemas/block-tests.ts';
import { isObject } from '../../schemas/scalars.ts';
import { parseBody } from '../../schemas/validation.ts';
import type { StoredBlockDocument } from '../../store/blocks/block-documents.ts';
import { createDocument, updateDocument } from '../blocks/documents.ts';
import { testBlock } from '../blocks/test-block.ts';
import { BlockViews } from '../blocks/view.ts';
import { jsonBody } from '../body.ts';
import type { GatewayDeps } from '../deps.ts';
import { DetailError } from '../errors.ts';
import { flagParam, idParam } from './params.ts';

/** `/api/block_documents`. What is sent here may hold secrets: errors never repeat it. */
export function blockDocumentRoutes({ store, settings }: GatewayDeps): Router {
  const routes = Router();
  const { documents } = store.blocks;
  const existing = async (req: Request): Promise<StoredBlockDocument> => {
    const document = await documents.get(idParam(req));
    if (document === undefined) throw new DetailError(404, 'Block document not found');
    return document;
  };

  routes.post('/', jsonBody(), async (req, res) => {
    const body = parseBody(blockDocumentCreateSchema, req.body, { echoInput: false });
    const document = await createDocument(store, body);
    res.status(201).json(await new BlockViews(store).document(document));
  });
  routes.post('/filter', jsonBody(), async (req, res) => {
    const { include_secrets, ...query } = parseBody(blockDocumentFilterBodySchema, req.body);
    const found = await documents.list(query);
    res.json(await new BlockViews(store, include_secrets).documents(found));
  });
  routes.post('/count', jsonBody(), async (req, res) => {
    res.json(await documents.count(parseBody(blockDocumentCountBodySchema, req.body)));
  });
  routes.get('/:id', async (req, res) => {
    const views = new BlockViews(store, flagParam(req, 'include_secrets'));
    res.json(await views.document(await existing(req)));
  });
  routes.post('/:id/test', jsonBody(), async (req, res) => {
    const request = parseBody(blockTestSchema, req.body);
    const block = await documents.load((await existing(req)).id);
    if (block === null) throw new DetailError(404, 'Block document not found');
    res.json(await testBlock(block, request, settings.allowPrivateHosts ?? []));
  });
  routes.patch('/:id', jsonBody(), async (req, res) => {
    const body = parseBody(blockDocumentUpdateSchema, req.body, { echoInput: false });
    const dataGiven = isObject(req.body) && Object.hasOwn(req.body, 'data');
    await updateDocument(store, await existing(req), body, dataGiven);
    res.status(204).end();
  });
  routes.delete('/:id', async (req, res) => {
    await documents.delete((await existing(req)).id);
    res.status(204).end();
  });
  return routes;
}
