import { Router, type Request } from 'express';
import { NotFoundError } from '../../errors.ts';
import { firingQuerySchema } from '../../schemas/firings.ts';
import { parseBody } from '../../schemas/validation.ts';
import type { GatewayDeps } from '../deps.ts';
import { DetailError } from '../errors.ts';
import { firingReplies } from '../firings/reply.ts';
import { idParam, textParam } from './params.ts';

/** `/api/automations/{id}/firings` and `/api/firings`: what fired, why, and how each action went. */
export function firingRoutes({ store, retryAction }: GatewayDeps): Router {
  const routes = Router();
  const pageOf = (req: Request) => parseBody(firingQuerySchema, req.query, { from: 'query' });

  routes.get('/automations/:id/firings', async (req, res) => {
    const automationId = idParam(req);
    const { firings } = await store.firings.list({ automationId, ...pageOf(req) });
    // One that is deleted keeps its firings for a while.
    if (firings.length === 0 && (await store.automations.get(automationId)) === undefined) {
      throw new NotFoundError('Automation');
    }
    res.json(await firingReplies(store, firings));
  });
  routes.get('/firings/dead-letters', async (req, res) => {
    const { firings } = await store.firings.list({ status: 'failed', ...pageOf(req) });
    res.json(await firingReplies(store, firings));
  });
  routes.get('/firings/:id', async (req, res) => {
    const firing = await store.firings.get(idParam(req));
    if (firing === null) throw new NotFoundError('Firing');
    const [reply] = await firingReplies(store, [firing]);
    res.json(reply);
  });
  routes.post('/firings/:id/actions/:index/retry', async (req, res) => {
    if (!/^\d{1,6}$/.test(textParam(req, 'index'))) throw new DetailError(404, 'Not Found');
    const id = idParam(req);
    const index = Number(textParam(req, 'index'));
    await retryAction(id, index);
    const firing = await store.firings.get(id);
    const [reply] = firing === null ? [] : await firingReplies(store, [firing]);
    res.status(202).json(reply?.actions.find((action) => action.index === index) ?? null);
  });
  return routes;
}
