import { z } from 'zod';
import { labels, provenance, tagList } from './names.ts';
import { crossFilters } from './object-filters.ts';
import { limitSchema, offsetSchema, optionalBody, sortSchema } from './pages.ts';
import { jsonObject, looseBoolean, uuid } from './scalars.ts';
import { stateCreateSchema, stateSchema, stateType } from './states.ts';
import { dateTime } from './times.ts';

const optionalText = z.string().nullable().default(null);
const optionalId = uuid.nullable().default(null);
const object = jsonObject.default(() => ({}));

const common = {
  name: z.string().nullable().default(null),
  parameters: object,
  context: object,
  empirical_policy: object,
  tags: tagList.default(() => []),
  labels,
  idempotency_key: optionalText,
  parent_task_run_id: optionalId,
  infrastructure_document_id: optionalId,
  job_variables: jsonObject.nullable().default(null),
  state: stateCreateSchema.nullable().default(null),
  work_queue_name: optionalText,
} as const;

/** A body of `POST /api/flow_runs/`: a run that the caller carries out and keeps us informed about. */
export const flowRunCreateSchema = z.object({
  ...common,
  flow_id: uuid,
  deployment_id: optionalId,
  flow_version: optionalText,
  work_pool_name: optionalText,
});
export type FlowRunCreate = z.infer<typeof flowRunCreateSchema>;

/** A body of `POST /api/deployments/{id}/create_flow_run`. */
export const deploymentFlowRunCreateSchema = z.object({
  ...common,
  enforce_parameter_schema: looseBoolean.nullable().default(null),
});
export type DeploymentFlowRunCreate = z.infer<typeof deploymentFlowRunCreateSchema>;

/** A body of `PATCH /api/flow_runs/{id}`: what is absent stays. */
export const flowRunUpdateSchema = z.strictObject({
  name: z.string().nullable().optional(),
  flow_version: z.string().nullable().optional(),
  parameters: jsonObject.optional(),
  empirical_policy: jsonObject.optional(),
  tags: tagList.optional(),
  infrastructure_pid: z.string().nullable().optional(),
  job_variables: jsonObject.nullable().optional(),
});
export type FlowRunUpdate = z.infer<typeof flowRunUpdateSchema>;

/** The body of `PATCH /api/flow_runs/{id}/labels`: labels that are added or replaced; the others stay. */
export const labelsUpdateSchema = jsonObject;

/** A flow run as it is read. Times of runs in seconds. */
export const flowRunSchema = z.object({
  id: uuid,
  created: dateTime,
  updated: dateTime,
  name: z.string(),
  flow_id: uuid,
  deployment_id: uuid.nullable(),
  deployment_version: z.string().nullable(),
  work_queue_id: uuid.nullable(),
  work_queue_name: z.string().nullable(),
  work_pool_id: uuid.nullable(),
  work_pool_name: z.string().nullable(),
  flow_version: z.string().nullable(),
  parameters: jsonObject,
  idempotency_key: z.string().nullable(),
  context: jsonObject,
  empirical_policy: jsonObject,
  tags: z.array(z.string()),
  labels: jsonObject,
  state_id: uuid.nullable(),
  state_type: stateType.nullable(),
  state_name: z.string().nullable(),
  state: stateSchema.nullable(),
  run_count: z.int(),
  expected_start_time: dateTime.nullable(),
  next_scheduled_start_time: dateTime.nullable(),
  start_time: dateTime.nullable(),
  end_time: dateTime.nullable(),
  total_run_time: z.number(),
  estimated_run_time: z.number(),
  estimated_start_time_delta: z.number(),
  auto_scheduled: z.boolean(),
  infrastructure_document_id: uuid.nullable(),
  infrastructure_pid: z.string().nullable(),
  parent_task_run_id: uuid.nullable(),
  created_by: provenance,
  job_variables: jsonObject.nullable(),
});
export type FlowRun = z.infer<typeof flowRunSchema>;

/** The orders in which flow runs can be listed. */
export const flowRunSorts = [
  'ID_DESC',
  'START_TIME_ASC',
  'START_TIME_DESC',
  'EXPECTED_START_TIME_ASC',
  'EXPECTED_START_TIME_DESC',
  'NAME_ASC',
  'NAME_DESC',
  'NEXT_SCHEDULED_START_TIME_ASC',
  'END_TIME_DESC',
] as const;
export type FlowRunSort = (typeof flowRunSorts)[number];

/** The body of `POST /api/flow_runs/filter`. */
export const flowRunFilterBodySchema = optionalBody({
  ...crossFilters,
  sort: sortSchema(flowRunSorts, 'ID_DESC'),
  limit: limitSchema,
  offset: offsetSchema,
});

/** The body of `POST /api/flow_runs/count`. */
export const flowRunCountBodySchema = optionalBody(crossFilters);

/** The body of `POST /api/flow_runs/{id}/resume`. */
export const resumeBodySchema = optionalBody({ run_input: jsonObject.nullable().default(null) });
