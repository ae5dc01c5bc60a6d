import { Router, type Request } from 'express';
import {
  workPoolCountBodySchema,
  workPoolCreateSchema,
  workPoolFilterBodySchema,
  workPoolUpdateSchema,
  workQueueCreateSchema,
  workQueueFilterBodySchema,
  workQueueUpdateSchema,
  type WorkPool,
  type WorkQueue,
} from '../../schemas/work-pools.ts';
import { concurrencyStatusBodySchema } from '../../schemas/slots.ts';
import { poolRunsBodySchema } from '../../schemas/scheduled-runs.ts';
import { workerFilterBodySchema } from '../../schemas/workers.ts';
import { parseBody } from '../../schemas/validation.ts';
import { jsonBody } from '../body.ts';
import type { GatewayDeps } from '../deps.ts';
import { scheduledRuns } from '../flow-runs/scheduled.ts';
import { workPoolSlots } from '../flow-runs/slots.ts';
import { workPoolWorkers } from '../work-pool-workers.ts';
import { existing, textParam } from './params.ts';

/** `/api/work_pools`, with the queues of each pool. */
export function workPoolRoutes({ store, control }: GatewayDeps): Router {
  const routes = Router();
  const { workPools, workQueues } = store;
  const poolOf = async (req: Request): Promise<WorkPool> =>
    existing(await workPools.getByName(textParam(req, 'pool')), 'Work pool');
  const queueOf = async (req: Request): Promise<WorkQueue> =>
    existing(await workQueues.getByName(textParam(req, 'name'), textParam(req, 'pool')), 'Work queue');

  routes.post('/', jsonBody(), async (req, res) => {
    res.status(201).json(await workPools.create(parseBody(workPoolCreateSchema, req.body)));
  });
  routes.post('/filter', jsonBody(), async (req, res) => {
    const { work_pools: filter, ...page } = parseBody(workPoolFilterBodySchema, req.body);
    res.json(await workPools.filter({ filter, ...page }));
  });
  routes.post('/count', jsonBody(), async (req, res) => {
    res.json(await workPools.count(parseBody(workPoolCountBodySchema, req.body).work_pools));
  });
  routes.get('/:pool', async (req, res) => {
    res.json(await poolOf(req));
  });
  routes.patch('/:pool', jsonBody(), async (req, res) => {
    const body = parseBody(workPoolUpdateSchema, req.body);
    const { id } = await poolOf(req);
    await workPools.patch(id, body);
    await (body.is_paused == null ? control?.recheck : control?.pausesChanged)?.({ workPoolId: id });
    res.status(204).end();
  });
  routes.delete('/:pool', async (req, res) => {
    const { id, name } = await poolOf(req);
    const queues = await workQueues.filter({ pool: name });
    await workPools.delete(id);
    await control?.queuesRemoved(queues);
    res.status(204).end();
  });
  routes.post('/:pool/concurrency_status', jsonBody(), async (req, res) => {
    const body = parseBody(concurrencyStatusBodySchema, req.body);
    res.json(await workPoolSlots(store, await poolOf(req), body));
  });
  routes.post('/:pool/get_scheduled_flow_runs', jsonBody(), async (req, res) => {
    const { work_queue_names: names, ...body } = parseBody(poolRunsBodySchema, req.body);
    const { name: pool } = await poolOf(req);
    const queueIds =
      names &&
      (await Promise.all(
        names.map(async (name) => existing(await workQueues.getByName(name, pool), 'Work queue').id),
      ));
    const runs = await scheduledRuns(store, { ...body, pool, ...(queueIds?.length && { queueIds }) });
    res.json(
      runs.map((run) => ({
        work_pool_id: run.work_pool_id,
        work_queue_id: run.work_queue_id,
        flow_run: run,
      })),
    );
  });
  routes.post('/:pool/workers/filter', jsonBody(), async (req, res) => {
    const body = parseBody(workerFilterBodySchema, req.body);
    res.json(await workPoolWorkers(store, control, await poolOf(req), body));
  });
  routes.post('/:pool/queues', jsonBody(), async (req, res) => {
    const body = parseBody(workQueueCreateSchema, req.body);
    res.status(201).json(await workQueues.create(body, (await poolOf(req)).name));
  });
  routes.post('/:pool/queues/filter', jsonBody(), async (req, res) => {
    const { work_queues: filter, ...page } = parseBody(workQueueFilterBodySchema, req.body);
    res.json(await workQueues.filter({ filter, pool: (await poolOf(req)).name, ...page }));
  });
  routes.get('/:pool/queues/:name', async (req, res) => {
    res.json(await queueOf(req));
  });
  routes.patch('/:pool/queues/:name', jsonBody(), async (req, res) => {
    const body = parseBody(workQueueUpdateSchema, req.body);
    const { id } = await queueOf(req);
    await workQueues.patch(id, body);
    await (body.is_paused === undefined ? control?.recheck : control?.pausesChanged)?.({ workQueueId: id });
    res.status(204).end();
  });
  routes.delete('/:pool/queues/:name', async (req, res) => {
    const queue = await queueOf(req);
    await workQueues.delete(queue.id);
    await control?.queuesRemoved([queue]);
    res.status(204).end();
  });
  return routes;
}
