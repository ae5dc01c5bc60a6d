import { Router } from 'express';
import {
  blockSchemaCreateSchema,
  blockSchemaFilterBodySchema,
  type BlockSchema,
} from '../../schemas/blocks.ts';
import { parseBody } from '../../schemas/validation.ts';
import { bodyChecksum } from '../blocks/checksum.ts';
import { BlockViews } from '../blocks/view.ts';
import { bodyText, jsonBody } from '../body.ts';
import type { GatewayDeps } from '../deps.ts';
import { DetailError } from '../errors.ts';
import { idParam, textParam } from './params.ts';

/** `/api/block_schemas`. */
export function blockSchemaRoutes({ store }: GatewayDeps): Router {
  const routes = Router();
  const { types, schemas } = store.blocks;
  const existing = (schema: BlockSchema | undefined): BlockSchema => {
    if (schema === undefined) throw new DetailError(404, 'Block schema not found');
    return schema;
  };

  const view = (schema: BlockSchema) => new BlockViews(store).schema(schema);

  routes.post('/', jsonBody(), async (req, res) => {
    const body = parseBody(blockSchemaCreateSchema, req.body);
    if ((await types.get(body.block_type_id)) === undefined) {
      throw new DetailError(404, `Block type ${body.block_type_id} not found.`);
    }
    const checksum = bodyChecksum(bodyText(req));
    const isNew = (await schemas.getByChecksum(checksum, body.version)) === undefined;
    const schema = await schemas.create({ ...body, checksum });
    res.status(isNew ? 201 : 200).json(await view(schema));
  });
  routes.post('/filter', jsonBody(), async (req, res) => {
    const found = await schemas.list(parseBody(blockSchemaFilterBodySchema, req.body));
    res.json(await Promise.all(found.map(view)));
  });
  routes.get('/checksum/:checksum', async (req, res) => {
    const version: unknown = req.query['version'];
    const wanted = typeof version === 'string' && version !== '' ? version : undefined;
    res.json(await view(existing(await schemas.getByChecksum(textParam(req, 'checksum'), wanted))));
  });
  routes.get('/:id', async (req, res) => {
    res.json(await view(existing(await schemas.get(idParam(req)))));
  });
  routes.delete('/:id', async (req, res) => {
    const schema = await view(existing(await schemas.get(idParam(req))));
    if (schema.block_type?.is_protected === true) {
      throw new DetailError(403, 'Block schemas for protected block types cannot be deleted.');
    }
    await schemas.delete(schema.id);
    res.status(204).end();
  });
  return routes;
}
