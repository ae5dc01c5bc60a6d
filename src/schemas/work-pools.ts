import { z } from 'zod';
import { objectName } from './names.ts';
import { workPoolFilterSchema, workQueueFilterSchema } from './object-filters.ts';
import { limitSchema, offsetSchema, optionalBody } from './pages.ts';
import { jsonObject, looseBoolean, looseInteger, uuid } from './scalars.ts';
import { dateTime } from './times.ts';

const slots = looseInteger
  .refine((limit) => limit >= 0, { error: 'Input should be greater than or equal to 0' })
  .nullable();
const priority = looseInteger
  .refine((value) => value > 0, { error: 'Input should be greater than 0' })
  .nullable();
const status = z.enum(['READY', 'NOT_READY', 'PAUSED']);

/** A body of `POST /api/work_pools/`. On Temporal a work pool is a named group of task queues. */
export const workPoolCreateSchema = z.strictObject({
  name: objectName,
  description: z.string().nullable().default(null),
  type: z.string().default('temporal'),
  base_job_template: jsonObject.default(() => ({})),
  is_paused: looseBoolean.default(false),
  concurrency_limit: slots.default(null),
  storage_configuration: jsonObject.default(() => ({})),
});
export type WorkPoolCreate = z.infer<typeof workPoolCreateSchema>;

/** A body of `PATCH /api/work_pools/{name}`: what is absent stays. */
export const workPoolUpdateSchema = z.strictObject({
  description: z.string().nullable().optional(),
  is_paused: looseBoolean.nullable().optional(),
  base_job_template: jsonObject.nullable().optional(),
  concurrency_limit: slots.optional(),
  storage_configuration: jsonObject.nullable().optional(),
});
export type WorkPoolUpdate = z.infer<typeof workPoolUpdateSchema>;

/** A work pool as it is read. */
export const workPoolSchema = z.object({
  id: uuid,
  created: dateTime,
  updated: dateTime,
  name: z.string(),
  description: z.string().nullable(),
  type: z.string(),
  base_job_template: jsonObject,
  is_paused: z.boolean(),
  concurrency_limit: z.int().nullable(),
  active_slots: z.int(),
  status,
  default_queue_id: uuid,
  storage_configuration: jsonObject,
});
export type WorkPool = z.infer<typeof workPoolSchema>;

const page = { limit: limitSchema, offset: offsetSchema };
const workPools = workPoolFilterSchema.nullable().default(null);
const workQueues = workQueueFilterSchema.nullable().default(null);

/** The body of `POST /api/work_pools/filter`. */
export const workPoolFilterBodySchema = optionalBody({ work_pools: workPools, ...page });
/** The body of `POST /api/work_pools/count`. */
export const workPoolCountBodySchema = optionalBody({ work_pools: workPools });

/** A body of `POST /api/work_queues/` and `POST /api/work_pools/{name}/queues`. On Temporal a work queue is a task queue. */
export const workQueueCreateSchema = z.strictObject({
  name: objectName,
  description: z.string().nullable().default(''),
  is_paused: looseBoolean.default(false),
  concurrency_limit: slots.default(null),
  priority: priority.default(null),
  filter: z.unknown().optional(),
});
export type WorkQueueCreate = z.infer<typeof workQueueCreateSchema>;

/** A body of `PATCH` on a work queue: what is absent stays. */
export const workQueueUpdateSchema = z.strictObject({
  name: objectName.nullable().optional(),
  description: z.string().nullable().optional(),
  is_paused: looseBoolean.optional(),
  concurrency_limit: slots.optional(),
  priority: priority.optional(),
  last_polled: dateTime.nullable().optional(),
  filter: z.unknown().optional(),
});
export type WorkQueueUpdate = z.infer<typeof workQueueUpdateSchema>;

/** A work queue as it is read. */
export const workQueueSchema = z.object({
  id: uuid,
  created: dateTime,
  updated: dateTime,
  name: z.string(),
  description: z.string().nullable(),
  is_paused: z.boolean(),
  concurrency_limit: z.int().nullable(),
  active_slots: z.int(),
  priority: z.int(),
  work_pool_id: uuid,
  work_pool_name: z.string(),
  last_polled: dateTime.nullable(),
  status,
  filter: z.null(),
});
export type WorkQueue = z.infer<typeof workQueueSchema>;

/** The body of `POST /api/work_queues/filter` and `POST /api/work_pools/{name}/queues/filter`. */
export const workQueueFilterBodySchema = optionalBody({ work_queues: workQueues, ...page });

/** How a work queue is. */
export const workQueueStatusSchema = z.object({
  healthy: z.boolean(),
  late_runs_count: z.int(),
  last_polled: dateTime.nullable(),
  health_check_policy: z.object({
    maximum_late_runs: z.int().nullable(),
    maximum_seconds_since_last_polled: z.int().nullable(),
  }),
});
export type WorkQueueStatus = z.infer<typeof workQueueStatusSchema>;
