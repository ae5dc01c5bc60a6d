import type { Deployment, DeploymentCreate, DeploymentUpdate } from '../../schemas/deployments.ts';
import type { DeploymentSchedule } from '../../schemas/schedules.ts';
import { formatTime } from '../../schemas/times.ts';
import type { DeploymentTable } from './tables.ts';

/** What of a deployment nobody searches for. */
export type DeploymentBody = Pick<
  Deployment,
  | 'description'
  | 'version'
  | 'entrypoint'
  | 'path'
  | 'pull_steps'
  | 'storage_document_id'
  | 'infrastructure_document_id'
  | 'parameter_openapi_schema'
  | 'concurrency_options'
  | 'enforce_parameter_schema'
  | 'parameters'
  | 'job_variables'
  | 'tags'
  | 'labels'
>;

/** A deployment's row with what others know of it. */
export interface JoinedDeployment extends DeploymentTable {
  readonly queue_name: string | null;
  readonly queue_polled: number | null;
  readonly last_polled: number | null;
  readonly pool_name: string | null;
}

/** The body of a new deployment. */
export function bodyOf(deployment: DeploymentCreate): DeploymentBody {
  const { description, version, entrypoint, path, pull_steps, tags, labels } = deployment;
  const { storage_document_id, infrastructure_document_id, parameter_openapi_schema } = deployment;
  const { concurrency_options, enforce_parameter_schema, parameters, job_variables } = deployment;
  return {
    ...{ description, version, entrypoint, path, pull_steps, tags, labels: labels ?? {} },
    ...{ storage_document_id, infrastructure_document_id, parameter_openapi_schema },
    ...{ concurrency_options, enforce_parameter_schema, parameters, job_variables },
  };
}

/** A deployment's body with changes: what is absent stays, and so does what cannot be null. */
export function changedBody(known: DeploymentBody, change: DeploymentUpdate): DeploymentBody {
  const changed = Object.entries(change).filter(
    ([key, value]) => key in known && value !== undefined && (value !== null || !NOT_NULL.has(key)),
  );
  return { ...known, ...(Object.fromEntries(changed) as Partial<DeploymentBody>) };
}

const NOT_NULL = new Set(['enforce_parameter_schema', 'parameters', 'job_variables', 'tags', 'labels']);

/** A deployment as it is read. */
export function toDeployment(row: JoinedDeployment, schedules: readonly DeploymentSchedule[]): Deployment {
  return {
    ...(JSON.parse(row.body) as DeploymentBody),
    id: row.id,
    created: formatTime(row.created),
    updated: formatTime(row.updated),
    name: row.name,
    flow_id: row.flow_id,
    paused: row.paused === 1,
    schedules: [...schedules],
    concurrency_limit: row.concurrency_limit,
    work_queue_id: row.work_queue_id,
    work_queue_name: row.queue_name,
    work_pool_name: row.pool_name,
    last_polled: row.last_polled === null ? null : formatTime(row.last_polled),
    status: row.queue_polled === 1 ? 'READY' : 'NOT_READY',
    global_concurrency_limit: null,
    created_by: null,
    updated_by: null,
  };
}
