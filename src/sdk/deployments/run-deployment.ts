import { randomUUID } from 'node:crypto';
import type { CallContext } from '../automations/automation.ts';
import { apiPath, defaultClient } from '../client/client.ts';
import type { StateType } from '../actions/flow-run-actions.ts';
import type { Deployment } from './deployment-body.ts';

/** How a run is started. */
export interface RunDeploymentRequest {
  /** On top of the deployment's own. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly job_variables?: Readonly<Record<string, unknown>>;
  readonly tags?: readonly string[];
  /** The run's name; one is made up when absent. */
  readonly name?: string;
  /** When it is to begin; at once when absent. */
  readonly scheduled_time?: Date | string;
  /** Under one key there is one run of the deployment, however often it is asked for; a new one when absent. */
  readonly idempotency_key?: string;
}

/** A flow run as the API gives it; it has more fields than are named here. */
export interface FlowRun {
  readonly id: string;
  readonly name: string;
  readonly flow_id: string;
  readonly deployment_id: string | null;
  readonly tags: readonly string[];
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly state: { readonly type: StateType; readonly name: string; readonly message: string | null } | null;
}

/**
 * Runs a deployment; answers as soon as the run is on record.
 *
 * @param which its id, or `flow/name`
 * @throws NotFoundError, ConflictError when the parameters do not fit its schema
 * @example await runDeployment('sendInvoices/nightly', { parameters: { day: '2026-01-01' } })
 */
export async function runDeployment(
  which: string,
  request: RunDeploymentRequest = {},
  { client = defaultClient(), ...call }: CallContext = {},
): Promise<FlowRun> {
  const [flow, name] = which.split(/\/(.*)/s);
  const id =
    flow === undefined || name === undefined
      ? which
      : (await client.get<Deployment>(apiPath`/deployments/name/${flow}/${name}`, call)).id;
  const { scheduled_time: time, idempotency_key = randomUUID(), ...rest } = request;
  const state = time === undefined ? {} : { state: scheduled(new Date(time)) };
  const body = { ...rest, ...state, idempotency_key };
  return client.post<FlowRun>(apiPath`/deployments/${id}/create_flow_run`, body, {
    ...call,
    isIdempotent: true,
  });
}

function scheduled(time: Date): object {
  return { type: 'SCHEDULED', state_details: { scheduled_time: time.toISOString() } };
}
