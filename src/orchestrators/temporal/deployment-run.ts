import { AutomationError } from '../../errors.ts';
import type { Deployment } from '../../schemas/deployments.ts';
import type { DeploymentFlowRunCreate, FlowRun } from '../../schemas/flow-runs.ts';
import type { Provenance } from '../../schemas/names.ts';
import { formatTime } from '../../schemas/times.ts';
import { derivedId } from '../../store/ids.ts';
import type { Store } from '../../store/store.ts';
import { checkParameters } from './check-parameters.ts';

/** What a run may be given besides what its caller asks for. */
export interface RunOrigin {
  readonly createdBy?: Provenance;
  /** Length of the chain of causes. */
  readonly depth?: number;
  readonly autoScheduled?: boolean;
}

/**
 * Puts a run of a deployment on record, to be carried out by Temporal. One with the same idempotency key is made once.
 *
 * @throws AutomationError 409 when the parameters do not fit the deployment's schema, or it has no work queue
 */
export async function createDeploymentRun(
  store: Store,
  deployment: Deployment,
  body: DeploymentFlowRunCreate,
  origin: RunOrigin = {},
): Promise<{ run: FlowRun; created: boolean }> {
  const { idempotency_key: key } = body;
  const parameters = { ...deployment.parameters, ...body.parameters };
  if (body.enforce_parameter_schema ?? deployment.enforce_parameter_schema)
    checkParameters(parameters, deployment.parameter_openapi_schema);
  return store.flowRuns.create({
    ...(key !== null && { id: derivedId('flow-run', deployment.id, key) }),
    flowId: deployment.flow_id,
    deploymentId: deployment.id,
    // A schedule has nobody to tell: its run ends with the reason.
    workQueueId: origin.autoScheduled
      ? deployment.work_queue_id
      : await queueOf(store, deployment, body.work_queue_name),
    name: body.name,
    carrier: 'workflow',
    idempotencyKey: key,
    flowVersion: deployment.version,
    parameters,
    context: body.context,
    empirical_policy: body.empirical_policy,
    tags: [...new Set([...deployment.tags, ...body.tags])],
    labels: { ...deployment.labels, ...body.labels },
    job_variables: { ...deployment.job_variables, ...body.job_variables },
    deployment_version: deployment.version,
    auto_scheduled: origin.autoScheduled ?? false,
    infrastructure_document_id: body.infrastructure_document_id,
    created_by: origin.createdBy ?? null,
    depth: origin.depth ?? 0,
    state: firstState(body),
  });
}

/** A run begins as scheduled, whatever else its caller may have in mind. */
function firstState({ state }: DeploymentFlowRunCreate): NonNullable<DeploymentFlowRunCreate['state']> {
  const details = state?.type === 'SCHEDULED' ? state.state_details : {};
  const scheduled = typeof details['scheduled_time'] === 'string' ? details['scheduled_time'] : null;
  return {
    type: 'SCHEDULED',
    name: null,
    message: state?.message ?? null,
    data: null,
    state_details: { ...details, scheduled_time: scheduled ?? formatTime(Date.now()) },
  };
}

async function queueOf(store: Store, deployment: Deployment, name: string | null): Promise<string> {
  if (name !== null) {
    const queue = await store.workQueues.getByName(name, deployment.work_pool_name ?? undefined);
    if (queue !== undefined) return queue.id;
    throw new AutomationError('no_work_queue', `Work queue '${name}' not found.`, { httpStatus: 409 });
  }
  if (deployment.work_queue_id !== null) return deployment.work_queue_id;
  throw new AutomationError(
    'no_work_queue',
    `Deployment '${deployment.name}' has no work queue: give it a work_pool_name or a work_queue_name, so that it is known on which task queue its workflow runs.`,
    { httpStatus: 409 },
  );
}
