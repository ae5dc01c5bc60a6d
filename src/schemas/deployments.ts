import { z } from 'zod';
import { nameSorts } from './flows.ts';
import { labels, objectName, provenance, tagList } from './names.ts';
import { crossFilters } from './object-filters.ts';
import { limitSchema, offsetSchema, optionalBody, sortSchema } from './pages.ts';
import { jsonObject, looseBoolean, looseInteger, uuid } from './scalars.ts';
import {
  deploymentScheduleCreateSchema,
  deploymentScheduleSchema,
  deploymentScheduleUpdateSchema,
} from './schedules.ts';
import { dateTime } from './times.ts';

const text = z.string().nullable();
const limit = looseInteger
  .refine((slots) => slots > 0, { error: 'Input should be greater than 0' })
  .nullable();
const concurrencyOptions = z
  .object({
    collision_strategy: z.enum(['ENQUEUE', 'CANCEL_NEW']),
    grace_period_seconds: looseInteger.nullable().default(null),
  })
  .nullable();
const steps = z.array(jsonObject).nullable();

/** What a deployment is made of besides its name and flow. */
const fields = {
  description: text,
  version: text,
  entrypoint: text,
  path: text,
  pull_steps: steps,
  work_pool_name: text,
  work_queue_name: text,
  storage_document_id: uuid.nullable(),
  infrastructure_document_id: uuid.nullable(),
  parameter_openapi_schema: jsonObject.nullable(),
  concurrency_limit: limit,
  concurrency_options: concurrencyOptions,
} as const;

/** A body of `POST /api/deployments/`; one of the same flow and name is replaced. */
export const deploymentCreateSchema = z.strictObject({
  description: text.default(null),
  version: text.default(null),
  entrypoint: text.default(null),
  path: text.default(null),
  pull_steps: steps.default(null),
  work_pool_name: text.default(null),
  work_queue_name: text.default(null),
  storage_document_id: uuid.nullable().default(null),
  infrastructure_document_id: uuid.nullable().default(null),
  parameter_openapi_schema: jsonObject.nullable().default(null),
  concurrency_limit: limit.default(null),
  concurrency_options: concurrencyOptions.default(null),
  name: objectName,
  flow_id: uuid,
  paused: looseBoolean.default(false),
  schedules: z.array(deploymentScheduleCreateSchema).default(() => []),
  enforce_parameter_schema: looseBoolean.default(true),
  parameters: jsonObject.default(() => ({})),
  job_variables: jsonObject.default(() => ({})),
  tags: tagList.default(() => []),
  labels,
  global_concurrency_limit_id: uuid.nullable().default(null),
  version_info: jsonObject.nullable().default(null),
});
export type DeploymentCreate = z.infer<typeof deploymentCreateSchema>;

/** A body of `PATCH /api/deployments/{id}`: what is absent stays. */
export const deploymentUpdateSchema = z.strictObject({
  ...z.object(fields).partial().shape,
  paused: looseBoolean.optional(),
  schedules: z.array(deploymentScheduleUpdateSchema).optional(),
  enforce_parameter_schema: looseBoolean.nullable().optional(),
  parameters: jsonObject.nullable().optional(),
  job_variables: jsonObject.nullable().optional(),
  tags: tagList.optional(),
  global_concurrency_limit_id: uuid.nullable().optional(),
  version_info: jsonObject.nullable().optional(),
});
export type DeploymentUpdate = z.infer<typeof deploymentUpdateSchema>;

/** A deployment as it is read. */
export const deploymentSchema = z.object({
  ...fields,
  id: uuid,
  created: dateTime,
  updated: dateTime,
  name: z.string(),
  flow_id: uuid,
  paused: z.boolean(),
  schedules: z.array(deploymentScheduleSchema),
  enforce_parameter_schema: z.boolean(),
  parameters: jsonObject,
  job_variables: jsonObject,
  tags: z.array(z.string()),
  labels: jsonObject,
  work_queue_id: uuid.nullable(),
  last_polled: dateTime.nullable(),
  status: z.enum(['READY', 'NOT_READY']),
  global_concurrency_limit: z.null(),
  created_by: provenance,
  updated_by: provenance,
});
export type Deployment = z.infer<typeof deploymentSchema>;

/** The body of `POST /api/deployments/filter`. */
export const deploymentFilterBodySchema = optionalBody({
  ...crossFilters,
  sort: sortSchema(nameSorts, 'NAME_ASC'),
  limit: limitSchema,
  offset: offsetSchema,
});

/** The body of `POST /api/deployments/count`. */
export const deploymentCountBodySchema = optionalBody(crossFilters);
