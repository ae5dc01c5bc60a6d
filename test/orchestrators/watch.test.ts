import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runNamed, statesOf } from '../support/flow-runs.ts';
import { LiveServer } from '../support/live-server.ts';
import { createAutomation } from '../support/product.ts';
import { startUserWorker, type UserWorker } from '../support/user-worker.ts';

// Workflows that others start, and that know nothing of us.

let server: LiveServer;
let worker: UserWorker;
beforeAll(async () => {
  server = await LiveServer.start();
  worker = await startUserWorker(server.temporalAddress, 'others');
}, 300_000);
afterAll(async () => {
  await worker?.stop();
  await server?.close();
});

async function start(type: string, more: Record<string, unknown> = {}) {
  const client = await server.temporal();
  const workflowId = `${type}-${randomUUID()}`;
  const handle = await client.workflow.start(type, { taskQueue: 'others', workflowId, ...more });
  return { workflowId, handle };
}

describe('executions that others start', () => {
  it('become flow runs with the events of how they went', async () => {
    const [done, failed, cancelled, terminated, late] = await Promise.all([
      start('greet', { args: [{ name: 'x' }] }),
      start('rejecting'),
      start('endless'),
      start('endless'),
      start('endless', { workflowExecutionTimeout: 1_000 }),
    ]);
    const completed = await runNamed(server, done.workflowId, 'Completed');
    expect(completed).toMatchObject({
      work_queue_name: 'others',
      work_pool_name: 'default',
      parameters: { name: 'x' },
      labels: {
        'temporal.namespace': 'default',
        'temporal.workflow-id': done.workflowId,
        'temporal.run-id': done.handle.firstExecutionRunId,
      },
    });
    expect(await statesOf(server, completed.id)).toEqual(['Running', 'Completed']);
    const failure = await runNamed(server, failed.workflowId, 'Failed');
    expect(failure.state.message).toBe('DiskFull: the disk is full');

    const running = await runNamed(server, cancelled.workflowId, 'Running');
    const result = await server.api('POST', `/flow_runs/${running.id}/set_state`, {
      state: { type: 'CANCELLING' },
    });
    expect(result.status).toBe('ACCEPT');
    await runNamed(server, cancelled.workflowId, 'Cancelled');
    expect(await statesOf(server, running.id)).toEqual(['Running', 'Cancelling', 'Cancelled']);

    await terminated.handle.terminate('by hand');
    const crashed = await runNamed(server, terminated.workflowId, 'Terminated');
    expect(crashed.state).toMatchObject({ type: 'CRASHED', message: 'by hand' });
    expect((await runNamed(server, late.workflowId, 'TimedOut')).state.type).toBe('FAILED');
  }, 90_000);

  it('stay one flow run over retries and continue-as-new', async () => {
    const again = await start('retrying', { retry: { initialInterval: 1_500, maximumAttempts: 2 } });
    const on = await start('continuing', { args: [3] });
    const retried = await runNamed(server, again.workflowId, 'Completed');
    expect(await statesOf(server, retried.id)).toEqual(['Running', 'AwaitingRetry', 'Retrying', 'Completed']);
    const continued = await runNamed(server, on.workflowId, 'Completed');
    expect(await statesOf(server, continued.id)).toEqual(['Running', 'Completed']);
  }, 60_000);

  it('are neither missed nor told twice when the server is killed', async () => {
    const before = await start('lasting', { args: [{ ms: 3_000 }] });
    await runNamed(server, before.workflowId, 'Running');
    await server.killServer();
    const meanwhile = await start('greet');
    await meanwhile.handle.result();
    await before.handle.result();
    await server.up();
    for (const { workflowId } of [before, meanwhile]) {
      const run = await runNamed(server, workflowId, 'Completed');
      expect(await statesOf(server, run.id)).toEqual(['Running', 'Completed']);
    }
    // Time for a second look at the same executions.
    await sleep(3_000);
    const run = await runNamed(server, before.workflowId, 'Completed');
    expect(await statesOf(server, run.id)).toEqual(['Running', 'Completed']);
  }, 120_000);

  it('are cancelled by an automation when they are stuck in Running', async () => {
    await createAutomation(
      server,
      'stuck runs',
      {
        posture: 'Proactive',
        match: { 'prefect.resource.id': 'prefect.flow-run.*' },
        match_related: { 'prefect.resource.role': 'flow', 'prefect.resource.name': 'endless' },
        after: ['prefect.flow-run.Running'],
        expect: ['prefect.flow-run.Completed', 'prefect.flow-run.Failed', 'prefect.flow-run.Cancelled'],
        for_each: ['prefect.resource.id'],
        threshold: 1,
        within: 10,
      },
      [{ type: 'cancel-flow-run' }],
    );
    const { workflowId } = await start('endless');
    const run = await runNamed(server, workflowId, 'Cancelled');
    expect(await statesOf(server, run.id)).toEqual(['Running', 'Cancelling', 'Cancelled']);
  }, 90_000);
});
