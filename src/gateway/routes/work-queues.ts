import { Router, type Request } from 'express';
import {
  workQueueCreateSchema,
  workQueueFilterBodySchema,
  workQueueUpdateSchema,
  type WorkQueue,
} from '../../schemas/work-pools.ts';
import { concurrencyStatusBodySchema } from '../../schemas/slots.ts';
import { queueRunsBodySchema } from '../../schemas/scheduled-runs.ts';
import { parseBody } from '../../schemas/validation.ts';
import { jsonBody } from '../body.ts';
import type { GatewayDeps } from '../deps.ts';
import { scheduledRuns } from '../flow-runs/scheduled.ts';
import { workQueueSlots } from '../flow-runs/slots.ts';
import { existing, idParam, textParam } from './params.ts';

/** Without a poller for longer than this a queue is not healthy, in seconds. */
const POLLED_WITHIN_SECONDS = 60;

/** `/api/work_queues`: queues of all pools. */
export function workQueueRoutes({ store, control, clock = Date.now }: GatewayDeps): Router {
  const routes = Router();
  const { workQueues, flowRuns } = store;
  const queueOf = async (req: Request): Promise<WorkQueue> =>
    existing(await workQueues.get(idParam(req)), 'Work queue');

  routes.post('/', jsonBody(), async (req, res) => {
    res.status(201).json(await workQueues.create(parseBody(workQueueCreateSchema, req.body)));
  });
  routes.post('/filter', jsonBody(), async (req, res) => {
    const { work_queues: filter, ...page } = parseBody(workQueueFilterBodySchema, req.body);
    res.json(await workQueues.filter({ filter, ...page }));
  });
  routes.get('/name/:name', async (req, res) => {
    res.json(existing(await workQueues.getByName(textParam(req, 'name')), 'Work queue'));
  });
  routes.get('/:id', async (req, res) => {
    res.json(await queueOf(req));
  });
  routes.get('/:id/status', async (req, res) => {
    const { id, last_polled: polled } = await queueOf(req);
    const late = await flowRuns.countLate(id);
    const isPolled = polled !== null && clock() - Date.parse(polled) <= POLLED_WITHIN_SECONDS * 1000;
    res.json({
      healthy: isPolled && late === 0,
      late_runs_count: late,
      last_polled: polled,
      health_check_policy: {
        maximum_late_runs: 0,
        maximum_seconds_since_last_polled: POLLED_WITHIN_SECONDS,
      },
    });
  });
  routes.post('/:id/concurrency_status', jsonBody(), async (req, res) => {
    const body = parseBody(concurrencyStatusBodySchema, req.body);
    res.json(await workQueueSlots(store, await queueOf(req), body));
  });
  routes.post('/:id/get_runs', jsonBody(), async (req, res) => {
    const body = parseBody(queueRunsBodySchema, req.body);
    res.json(await scheduledRuns(store, { ...body, queueIds: [(await queueOf(req)).id] }));
  });
  routes.patch('/:id', jsonBody(), async (req, res) => {
    const body = parseBody(workQueueUpdateSchema, req.body);
    const { id } = await queueOf(req);
    await workQueues.patch(id, body);
    await (body.is_paused === undefined ? control?.recheck : control?.pausesChanged)?.({ workQueueId: id });
    res.status(204).end();
  });
  routes.delete('/:id', async (req, res) => {
    const queue = await queueOf(req);
    await workQueues.delete(queue.id);
    await control?.queuesRemoved([queue]);
    res.status(204).end();
  });
  return routes;
}
