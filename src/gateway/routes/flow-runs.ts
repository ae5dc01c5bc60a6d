import { Router } from 'express';
import {
  flowRunCountBodySchema,
  flowRunCreateSchema,
  flowRunFilterBodySchema,
  flowRunUpdateSchema,
  labelsUpdateSchema,
  resumeBodySchema,
} from '../../schemas/flow-runs.ts';
import { setStateBodySchema } from '../../schemas/states.ts';
import { parseBody } from '../../schemas/validation.ts';
import { jsonBody } from '../body.ts';
import type { GatewayDeps } from '../deps.ts';
import { DetailError } from '../errors.ts';
import { setClientState } from '../flow-runs/client-state.ts';
import { createClientRun } from '../flow-runs/create.ts';
import { existing, idParam } from './params.ts';

/** `/api/flow_runs`. */
export function flowRunRoutes({ store, control }: GatewayDeps): Router {
  const routes = Router();
  const { flowRuns } = store;

  routes.post('/', jsonBody(), async (req, res) => {
    const { run, created } = await createClientRun(store, parseBody(flowRunCreateSchema, req.body));
    res.status(created ? 201 : 200).json(run);
  });
  routes.post('/filter', jsonBody(), async (req, res) => {
    res.json(await flowRuns.filter(parseBody(flowRunFilterBodySchema, req.body)));
  });
  routes.post('/count', jsonBody(), async (req, res) => {
    res.json(await flowRuns.count(parseBody(flowRunCountBodySchema, req.body)));
  });
  routes.get('/:id', async (req, res) => {
    res.json(existing(await flowRuns.get(idParam(req)), 'Flow run'));
  });
  routes.patch('/:id', jsonBody(), async (req, res) => {
    const body = parseBody(flowRunUpdateSchema, req.body);
    await flowRuns.patch(existing(await flowRuns.get(idParam(req)), 'Flow run').id, body);
    res.status(204).end();
  });
  routes.patch('/:id/labels', jsonBody(), async (req, res) => {
    const labels = parseBody(labelsUpdateSchema, req.body);
    await flowRuns.patch(existing(await flowRuns.get(idParam(req)), 'Flow run').id, { labels });
    res.status(204).end();
  });
  routes.delete('/:id', async (req, res) => {
    const { id } = existing(await flowRuns.get(idParam(req)), 'Flow run');
    await (control ?? flowRuns).delete(id);
    res.status(204).end();
  });
  routes.post('/:id/set_state', jsonBody(), async (req, res) => {
    const { state, force } = parseBody(setStateBodySchema, req.body);
    const run = existing(await flowRuns.row(idParam(req)), 'Flow run');
    const result =
      run.carrier === 'client'
        ? await setClientState(store, run.id, state, force)
        : await needed(control).setState(run.id, state, force);
    res.status(result.status === 'ACCEPT' ? 201 : 200).json(result);
  });
  routes.post('/:id/resume', jsonBody(), async (req, res) => {
    parseBody(resumeBodySchema, req.body);
    const { id } = existing(await flowRuns.row(idParam(req)), 'Flow run');
    const result = await needed(control).resume(id);
    res.status(result.status === 'ACCEPT' ? 201 : 200).json(result);
  });
  return routes;
}

function needed<T>(control: T | undefined): T {
  if (control === undefined) throw new DetailError(503, 'No orchestrator is connected');
  return control;
}
