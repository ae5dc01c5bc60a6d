import { z } from 'zod';
import { stateTypes } from './actions.ts';
import { operatorSchema } from './pages.ts';
import { looseBoolean, looseInteger, uuid } from './scalars.ts';
import { dateTime } from './times.ts';

const strings = z.array(z.string()).nullable().default(null);
const uuids = z.array(uuid).nullable().default(null);
const maybe = looseBoolean.nullable().default(null);
const time = dateTime.nullable().default(null);
const text = z.string().nullable().default(null);

/** One criterion: absent or null means that it does not count. */
function criterion<T extends z.ZodRawShape>(shape: T) {
  return z.strictObject(shape).nullable().default(null);
}

const ids = criterion({ any_: uuids, not_any_: uuids });
const someIds = criterion({ any_: uuids });
const names = criterion({ any_: strings, like_: text });
const tags = criterion({ operator: operatorSchema, all_: strings, any_: strings, is_null_: maybe });
const times = criterion({ before_: time, after_: time });
const possibleTimes = criterion({ before_: time, after_: time, is_null_: maybe });
const types = z.array(z.enum(stateTypes)).nullable().default(null);
const count = looseInteger.nullable().default(null);

/** Which flows are meant. */
export const flowFilterSchema = z.strictObject({
  operator: operatorSchema,
  id: ids,
  deployment: criterion({ operator: operatorSchema, is_null_: maybe }),
  name: names,
  tags,
});
export type FlowFilter = z.infer<typeof flowFilterSchema>;

/** Which deployments are meant. */
export const deploymentFilterSchema = z.strictObject({
  operator: operatorSchema,
  id: ids,
  name: names,
  flow_or_deployment_name: criterion({ like_: text }),
  paused: criterion({ eq_: maybe }),
  tags,
  work_queue_name: criterion({ any_: strings }),
  concurrency_limit: criterion({ ge_: count, le_: count, is_null_: maybe }),
});
export type DeploymentFilter = z.infer<typeof deploymentFilterSchema>;

/** Which flow runs are meant. */
export const flowRunFilterSchema = z.strictObject({
  operator: operatorSchema,
  id: ids,
  name: names,
  tags,
  deployment_id: criterion({ operator: operatorSchema, any_: uuids, is_null_: maybe }),
  work_queue_name: criterion({ operator: operatorSchema, any_: strings, is_null_: maybe }),
  state: criterion({
    operator: operatorSchema,
    type: criterion({ any_: types, not_any_: types }),
    name: criterion({ any_: strings, not_any_: strings }),
  }),
  flow_version: criterion({ any_: strings }),
  start_time: possibleTimes,
  end_time: possibleTimes,
  expected_start_time: times,
  next_scheduled_start_time: times,
  parent_flow_run_id: criterion({ operator: operatorSchema, any_: uuids }),
  parent_task_run_id: criterion({ operator: operatorSchema, any_: uuids, is_null_: maybe }),
  idempotency_key: criterion({ any_: strings, not_any_: strings }),
  created_by: criterion({ operator: operatorSchema, id_: uuids, type_: strings, is_null_: maybe }),
});
export type FlowRunFilter = z.infer<typeof flowRunFilterSchema>;

/** Which work pools are meant. */
export const workPoolFilterSchema = z.strictObject({
  operator: operatorSchema,
  id: someIds,
  name: criterion({ any_: strings }),
  type: criterion({ any_: strings }),
});
export type WorkPoolFilter = z.infer<typeof workPoolFilterSchema>;

/** Which work queues are meant. */
export const workQueueFilterSchema = z.strictObject({
  operator: operatorSchema,
  id: someIds,
  name: criterion({ any_: strings, startswith_: strings }),
});
export type WorkQueueFilter = z.infer<typeof workQueueFilterSchema>;

/** Filters on several kinds of object: what is listed must go with one object of each. */
export const crossFilters = {
  flows: flowFilterSchema.nullable().default(null),
  flow_runs: flowRunFilterSchema.nullable().default(null),
  deployments: deploymentFilterSchema.nullable().default(null),
  work_pools: workPoolFilterSchema.nullable().default(null),
  work_pool_queues: workQueueFilterSchema.nullable().default(null),
} as const;

/** What {@link crossFilters} read; absent is as null. */
export interface CrossFilters {
  readonly flows?: FlowFilter | null;
  readonly flow_runs?: FlowRunFilter | null;
  readonly deployments?: DeploymentFilter | null;
  readonly work_pools?: WorkPoolFilter | null;
  readonly work_pool_queues?: WorkQueueFilter | null;
}
