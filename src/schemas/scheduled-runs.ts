import { z } from 'zod';
import { flowRunSchema } from './flow-runs.ts';
import { limitSchema, optionalBody } from './pages.ts';
import { uuid } from './scalars.ts';
import { dateTime } from './times.ts';

const time = dateTime.nullable().default(null);

/** The body of `POST /api/work_queues/{id}/get_runs`. */
export const queueRunsBodySchema = optionalBody({ limit: limitSchema, scheduled_before: time });

/** The body of `POST /api/work_pools/{name}/get_scheduled_flow_runs`. */
export const poolRunsBodySchema = optionalBody({
  limit: limitSchema,
  scheduled_before: time,
  scheduled_after: time,
  work_queue_names: z.array(z.string()).nullable().default(null),
});

/** The body of `POST /api/deployments/get_scheduled_flow_runs`. */
export const deploymentRunsBodySchema = z.object({
  deployment_ids: z.array(uuid),
  limit: limitSchema,
  scheduled_before: time,
});

/** A run that is scheduled in a work pool. */
export const poolRunSchema = z.object({ work_pool_id: uuid, work_queue_id: uuid, flow_run: flowRunSchema });
