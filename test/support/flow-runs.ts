import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { Served } from './product.ts';
import { until } from './until.ts';

/** A flow run as the API shows it, as far as tests look at it. */
export interface Run {
  readonly id: string;
  readonly name: string;
  readonly state: { readonly type: string; readonly name: string; readonly message: string | null };
  readonly start_time: string;
  readonly end_time: string;
}

/** Makes a deployment of a workflow type on the task queue `user-queue`; answers its id. */
export async function deploy(
  server: Served,
  workflowType: string,
  more: Record<string, unknown> = {},
): Promise<string> {
  const flow = await server.api('POST', '/flows/', { name: workflowType });
  const deployment = await server.api('POST', '/deployments/', {
    name: `d-${randomUUID().slice(0, 8)}`,
    flow_id: flow.id,
    work_queue_name: 'user-queue',
    ...more,
  });
  return deployment.id;
}

/** Runs a deployment. */
export function startRun(
  server: Served,
  deploymentId: string,
  body: Record<string, unknown> = {},
): Promise<Run> {
  return server.api('POST', `/deployments/${deploymentId}/create_flow_run`, body) as Promise<Run>;
}

/** Waits until a run is in a state of this name. */
export function runInState(server: Served, id: string, name: string): Promise<Run> {
  return until(`${id} is ${name}`, async () => {
    const run = (await server.api('GET', `/flow_runs/${id}`)) as Run;
    return run.state.name === name ? run : null;
  });
}

/** Waits until the one run of this name is there, and in a state of this name when one is given. */
export function runNamed(server: Served, name: string, state?: string): Promise<Run> {
  return until(`a run ${name} ${state ?? ''}`, async () => {
    const runs = (await server.api('POST', '/flow_runs/filter', {
      flow_runs: { name: { any_: [name] } },
    })) as Run[];
    expect(runs.length).toBeLessThanOrEqual(1);
    const [run] = runs;
    return run && (state === undefined || run.state.name === state) ? run : null;
  });
}

/** The names of a run's states in the order of the log; each follows the one before. */
export async function statesOf(server: Served, id: string): Promise<string[]> {
  const { events } = (await server.api('POST', '/events/filter', {
    filter: { resource: { id: [`prefect.flow-run.${id}`] }, order: 'ASC' },
  })) as { events: { id: string; event: string; follows: string | null }[] };
  expect(events.map(({ follows }) => follows)).toEqual([null, ...events.slice(0, -1).map((one) => one.id)]);
  return events.map(({ event }) => event.replace('prefect.flow-run.', ''));
}
