import { deploy, runInState, startRun, type Run } from '../../test/support/flow-runs.ts';
import type { LiveServer } from '../../test/support/live-server.ts';
import { until } from '../../test/support/until.ts';
import { startUserWorker } from '../../test/support/user-worker.ts';

/** Runs of deployments in every way in which they begin and end. Answers the ids of their workflows. */
export async function recordFlowRuns(server: LiveServer): Promise<string[]> {
  const worker = await startUserWorker(server.temporalAddress, 'user-queue');
  try {
    for (const [type, end] of [
      ['greet', 'Completed'],
      ['failing', 'Failed'],
    ] as const) {
      const { id } = await startRun(server, await deploy(server, type));
      await runInState(server, id, end);
    }
    await cancelled(server);
    await held(server);
    await scheduled(server);
  } finally {
    await worker.stop();
  }
  const { workflow } = await server.temporal();
  const ids: string[] = [];
  for await (const { workflowId } of workflow.list({ query: "WorkflowType = 'flowRun'" }))
    ids.push(workflowId);
  return ids;
}

async function cancelled(server: LiveServer): Promise<void> {
  const deployment = await deploy(server, 'endless');
  const later = new Date(Date.now() + 3_600_000).toISOString();
  const state = { type: 'SCHEDULED', state_details: { scheduled_time: later } };
  const [waiting, running, killed] = [
    await startRun(server, deployment, { state }),
    await startRun(server, deployment),
    await startRun(server, deployment),
  ];
  for (const { id } of [running, killed]) await runInState(server, id, 'Running');
  for (const { id } of [waiting, running])
    await server.api('POST', `/flow_runs/${id}/set_state`, { state: { type: 'CANCELLING' } });
  await server.api('POST', `/flow_runs/${killed.id}/set_state`, { state: { type: 'CRASHED' } });
  for (const { id } of [waiting, running]) await runInState(server, id, 'Cancelled');
  await runInState(server, killed.id, 'Terminated');
}

/** Waits at a gate until it is late, and goes on when the gate opens. */
async function held(server: LiveServer): Promise<void> {
  await server.api('POST', '/work_pools/', { name: 'held', is_paused: true });
  const deployment = await deploy(server, 'rejecting', {
    work_pool_name: 'held',
    job_variables: { task_queue: 'user-queue' },
  });
  const { id } = await startRun(server, deployment);
  await runInState(server, id, 'Late');
  await server.api('PATCH', '/work_pools/held', { is_paused: false });
  await runInState(server, id, 'Failed');
}

async function scheduled(server: LiveServer): Promise<void> {
  const id = await deploy(server, 'greet', { schedules: [{ schedule: { interval: 1 } }] });
  await until('a scheduled run', async () => {
    const runs = (await server.api('POST', '/flow_runs/filter', {
      deployments: { id: { any_: [id] } },
    })) as Run[];
    return runs.some(({ state }) => state.name === 'Completed');
  });
  await server.api('POST', `/deployments/${id}/pause_deployment`);
}
