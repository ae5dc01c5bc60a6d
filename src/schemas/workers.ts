import { z } from 'zod';
import { limitSchema, offsetSchema, optionalBody } from './pages.ts';
import { uuid } from './scalars.ts';
import { dateTime } from './times.ts';

const workerStatus = z.enum(['ONLINE', 'OFFLINE']);
const statuses = z.array(workerStatus).nullable().default(null);
const time = dateTime.nullable().default(null);

/** Which workers are meant: the last poll in a span of time, the state; criteria that are null do not count. */
export const workerFilterSchema = z.strictObject({
  operator: z.enum(['and_', 'or_']).default('and_'),
  last_heartbeat_time: z.strictObject({ before_: time, after_: time }).nullable().default(null),
  status: z.strictObject({ any_: statuses, not_any_: statuses }).nullable().default(null),
});
export type WorkerFilter = z.infer<typeof workerFilterSchema>;

/** The body of `POST /api/work_pools/{name}/workers/filter`. */
export const workerFilterBodySchema = optionalBody({
  workers: workerFilterSchema.nullable().default(null),
  limit: limitSchema,
  offset: offsetSchema,
});

/** A worker of a work pool: on Temporal whoever polls one of its task queues, under the identity that it gives. */
export const workPoolWorkerSchema = z.object({
  id: uuid,
  created: dateTime.nullable(),
  updated: dateTime.nullable(),
  name: z.string(),
  work_pool_id: uuid,
  last_heartbeat_time: dateTime.nullable(),
  /** Seconds. */
  heartbeat_interval_seconds: z.int().nullable(),
  status: workerStatus,
});
export type WorkPoolWorker = z.infer<typeof workPoolWorkerSchema>;
