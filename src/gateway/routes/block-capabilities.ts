import { Router } from 'express';
import type { GatewayDeps } from '../deps.ts';

/** `/api/block_capabilities`: what the schemas of all block types can do. */
export function blockCapabilityRoutes({ store }: GatewayDeps): Router {
  const routes = Router();
  routes.get('/', async (_req, res) => {
    res.json(await store.blocks.schemas.capabilities());
  });
  return routes;
}
