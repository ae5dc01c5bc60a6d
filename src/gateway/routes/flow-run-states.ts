import { Router } from 'express';
import { readUuid } from '../../schemas/scalars.ts';
import type { GatewayDeps } from '../deps.ts';
import { DetailError } from '../errors.ts';
import { existing, idParam } from './params.ts';

/** `/api/flow_run_states`: the states that flow runs have been in. */
export function flowRunStateRoutes({ store: { flowRuns } }: GatewayDeps): Router {
  const routes = Router();
  routes.get('/', async (req, res) => {
    const id = typeof req.query['flow_run_id'] === 'string' ? readUuid(req.query['flow_run_id']) : undefined;
    if (id === undefined) throw new DetailError(422, 'flow_run_id: a UUID is required');
    res.json(await flowRuns.states(id));
  });
  routes.get('/:id', async (req, res) => {
    res.json(existing(await flowRuns.state(idParam(req)), 'Flow run state'));
  });
  return routes;
}
