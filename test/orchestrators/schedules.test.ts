import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deploy, runInState, startRun, statesOf, type Run } from '../support/flow-runs.ts';
import { LiveServer } from '../support/live-server.ts';
import { startPythonWorker } from '../support/temporal-python.ts';
import { until } from '../support/until.ts';

let server: LiveServer;
let worker: ChildProcess;
beforeAll(async () => {
  server = await LiveServer.start();
  worker = await startPythonWorker(server.temporalAddress, 'python-queue');
}, 600_000);
afterAll(async () => {
  worker?.kill('SIGKILL');
  await server?.close();
});

const queue = { work_queue_name: 'python-queue' };

async function runsOf(deployment: string): Promise<Run[]> {
  return (await server.api('POST', '/flow_runs/filter', {
    flow_runs: { deployment_id: { any_: [deployment] } },
  })) as Run[];
}

describe('workflows in Python', () => {
  it('get their parameters as one object, or one by one', async () => {
    const checkout = await deploy(server, 'Checkout', {
      ...queue,
      parameters: { customer: 'ada', amount: 3 },
    });
    const paid = await startRun(server, checkout);
    await runInState(server, paid.id, 'Completed');
    const client = await server.temporal();
    expect(await client.workflow.getHandle(paid.id).result()).toBe('ada paid 3');

    const declined = await startRun(server, checkout, { parameters: { amount: 500 } });
    expect((await runInState(server, declined.id, 'Failed')).state.message).toBe(
      'Declined: the card was declined',
    );

    const add = await deploy(server, 'Add', {
      ...queue,
      job_variables: { arguments: 'positional' },
      parameter_openapi_schema: {
        type: 'object',
        properties: { b: { type: 'integer', position: 1 }, a: { type: 'integer', position: 0 } },
      },
    });
    const sum = await startRun(server, add, { parameters: { b: 2, a: 40 } });
    await runInState(server, sum.id, 'Completed');
    expect(await client.workflow.getHandle(sum.id).result()).toBe(42);
  }, 120_000);
});

describe('schedules', () => {
  it('start runs, are paused and resumed with their deployment, and go with it', async () => {
    const id = await deploy(server, 'Checkout', {
      ...queue,
      schedules: [{ schedule: { interval: 1 }, parameters: { customer: 'bob' } }],
    });
    const [run] = await until('a scheduled run', async () => {
      const runs = await runsOf(id);
      return runs.some(({ state }) => state.name === 'Completed') ? runs.slice(-1) : null;
    });
    expect(run).toMatchObject({ auto_scheduled: true, created_by: { type: 'DEPLOYMENT', id } });
    expect(await statesOf(server, run!.id)).toEqual(['Scheduled', 'Pending', 'Running', 'Completed']);

    await server.api('POST', `/deployments/${id}/pause_deployment`);
    await sleep(1_000);
    const before = (await runsOf(id)).length;
    await sleep(3_000);
    expect((await runsOf(id)).length).toBe(before);

    await server.api('POST', `/deployments/${id}/resume_deployment`);
    await until('further runs', async () => (await runsOf(id)).length > before);
    const { schedule: client } = await server.temporal();
    const { schedules } = await server.api('GET', `/deployments/${id}`);
    const handle = client.getHandle(`deployment-schedule/${schedules[0].id}`);
    expect((await handle.describe()).state.paused).toBe(false);
    await server.api('DELETE', `/deployments/${id}`);
    await expect(handle.describe()).rejects.toThrow();
  }, 120_000);

  it('are refused when Temporal cannot keep them, with the place', async () => {
    const flow = await server.api('POST', '/flows/', { name: 'Checkout' });
    const reply = await server.call('POST', '/deployments/', {
      name: `bad-${randomUUID()}`,
      flow_id: flow.id,
      schedules: [{ schedule: { cron: '0 9 * * *' } }, { schedule: { cron: '0 9 L * *' } }],
    });
    expect(reply.status).toBe(422);
    expect(reply.body.exception_message).toMatch(/^schedules\[1\]: Invalid schedule: 'l' is no day of month/);
  });
});
