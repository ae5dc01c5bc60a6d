import type { FlowRunPlan } from '../../../activities/types.ts';
import { AutomationError } from '../../errors.ts';
import type { FlowRun } from '../../schemas/flow-runs.ts';
import { isObject } from '../../schemas/scalars.ts';
import type { Store } from '../../store/store.ts';
import { DEFAULT_QUEUE } from '../../store/objects/work-pools.ts';

/**
 * What is to be started for a run: the flow's name is the workflow's type, its work queue the task queue.
 *
 * @throws AutomationError, final, when flow or queue are gone or a job variable is not understood
 */
export async function runPlan(store: Store, run: FlowRun): Promise<FlowRunPlan> {
  const flow = await store.flows.get(run.flow_id);
  if (flow === undefined) throw new AutomationError('no_flow', 'The flow of the run is gone');
  const variables = run.job_variables ?? {};
  const deployment = run.deployment_id === null ? undefined : await store.deployments.get(run.deployment_id);
  return {
    workflowType: flow.name,
    workflowId: run.id,
    taskQueue: taskQueueOf(run, variables['task_queue']),
    args: argumentsOf(run.parameters, deployment?.parameter_openapi_schema ?? null, variables['arguments']),
    options: {
      ...seconds('workflowExecutionTimeout', variables['workflow_execution_timeout']),
      ...seconds('workflowRunTimeout', variables['workflow_run_timeout']),
      ...seconds('workflowTaskTimeout', variables['workflow_task_timeout']),
      ...retries(variables['retries']),
    },
  };
}

/** A queue's name is its task queue's; the default queue of a pool has the pool's. */
export function taskQueueName(poolName: string, queueName: string): string {
  return queueName === DEFAULT_QUEUE ? poolName : queueName;
}

function taskQueueOf(run: FlowRun, given: unknown): string {
  if (typeof given === 'string' && given !== '') return given;
  if (run.work_pool_name === null || run.work_queue_name === null)
    throw new AutomationError('no_work_queue', 'The work queue of the run is gone');
  return taskQueueName(run.work_pool_name, run.work_queue_name);
}

/**
 * The workflow's arguments: all parameters as one object, which is how Temporal's SDKs like it; none when the
 * workflow has no parameters. With `arguments: "positional"` one argument each, by the schema's `position` (as
 * Prefect writes it), else in the order of the parameters.
 */
function argumentsOf(
  parameters: Record<string, unknown>,
  schema: Record<string, unknown> | null,
  form: unknown,
): unknown[] {
  const properties = isObject(schema?.['properties']) ? schema['properties'] : {};
  if (form === 'positional') {
    const position = (name: string): number => {
      const property = properties[name];
      const at = isObject(property) ? property['position'] : undefined;
      return typeof at === 'number' ? at : Number.MAX_SAFE_INTEGER;
    };
    return Object.entries(parameters)
      .sort(([a], [b]) => position(a) - position(b))
      .map(([, value]) => value);
  }
  const hasNone = Object.keys(parameters).length === 0 && Object.keys(properties).length === 0;
  return hasNone ? [] : [parameters];
}

function seconds<K extends string>(option: K, given: unknown): { [P in K]?: number } {
  if (given == null) return {};
  if (typeof given !== 'number' || !(given > 0))
    throw new AutomationError('bad_job_variable', `${option} must be a number of seconds greater than 0`);
  return { [option]: given * 1000 } as { [P in K]?: number };
}

function retries(given: unknown): { retry?: { maximumAttempts: number } } {
  if (given == null) return {};
  if (typeof given !== 'number' || !Number.isInteger(given) || given < 0)
    throw new AutomationError('bad_job_variable', 'retries must be a whole number');
  return { retry: { maximumAttempts: given + 1 } };
}
