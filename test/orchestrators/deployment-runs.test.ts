import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LiveServer } from '../support/live-server.ts';
import { clientEvent, createAutomation, postEvents } from '../support/product.ts';
import { deploy, runInState, startRun, statesOf, type Run } from '../support/flow-runs.ts';
import { until } from '../support/until.ts';
import { startUserWorker, type UserWorker } from '../support/user-worker.ts';

// The whole product, and a worker of the user's that knows nothing of it.

let server: LiveServer;
let worker: UserWorker;
beforeAll(async () => {
  server = await LiveServer.start();
  worker = await startUserWorker(server.temporalAddress, 'user-queue');
}, 300_000);
afterAll(async () => {
  await worker?.stop();
  await server?.close();
});

describe('a run of a deployment on Temporal', () => {
  it('starts the workflow with its parameters, and each change of state is told once and in order', async () => {
    const deployment = await deploy(server, 'greet', { parameters: { name: 'a' } });
    const run = await startRun(server, deployment, { parameters: { name: 'otter' } });
    await runInState(server, run.id, 'Completed');
    expect(await statesOf(server, run.id)).toEqual(['Scheduled', 'Pending', 'Running', 'Completed']);
    const client = await server.temporal();
    expect(await client.workflow.getHandle(run.id).result()).toBe('HELLO OTTER');
  }, 60_000);

  it('tells why a workflow failed', async () => {
    const first = await startRun(server, await deploy(server, 'failing'));
    expect(await runInState(server, first.id, 'Failed')).toMatchObject({
      state: { type: 'FAILED', message: 'RangeError: no such thing' },
    });
    const second = await startRun(server, await deploy(server, 'rejecting'));
    expect((await runInState(server, second.id, 'Failed')).state.message).toBe('DiskFull: the disk is full');
    const third = await startRun(
      server,
      await deploy(server, 'endless', { job_variables: { workflow_execution_timeout: 1 } }),
    );
    expect((await runInState(server, third.id, 'TimedOut')).state.type).toBe('FAILED');
  }, 60_000);

  it('waits for its time, and can be cancelled before and after', async () => {
    const deployment = await deploy(server, 'endless');
    const later = new Date(Date.now() + 3_600_000).toISOString();
    const scheduled = { type: 'SCHEDULED', state_details: { scheduled_time: later } };
    const waiting = await startRun(server, deployment, { state: scheduled });
    const running = await startRun(server, deployment);
    await runInState(server, running.id, 'Running');
    expect(await statesOf(server, waiting.id)).toEqual(['Scheduled']);
    for (const { id } of [waiting, running]) {
      const result = await server.api('POST', `/flow_runs/${id}/set_state`, {
        state: { type: 'CANCELLING', message: 'enough' },
      });
      expect(result.status).toBe('ACCEPT');
      await runInState(server, id, 'Cancelled');
    }
    expect(await statesOf(server, waiting.id)).toEqual(['Scheduled', 'Cancelled']);
    expect(await statesOf(server, running.id)).toEqual([
      'Scheduled',
      'Pending',
      'Running',
      'Cancelling',
      'Cancelled',
    ]);
    const refused = await server.api('POST', `/flow_runs/${running.id}/set_state`, {
      state: { type: 'COMPLETED' },
    });
    expect(refused).toMatchObject({
      status: 'ABORT',
      details: { reason: expect.stringMatching(/Temporal/) },
    });
  }, 60_000);

  it('is held by a paused queue and a paused pool, becomes late, and goes on when they are resumed', async () => {
    const pool = `pool-${randomUUID().slice(0, 8)}`;
    await server.api('POST', '/work_pools/', { name: pool, is_paused: true });
    const deployment = await deploy(server, 'greet', { work_pool_name: pool });
    const run = await startRun(server, deployment);
    await runInState(server, run.id, 'Late');
    await server.api('PATCH', `/work_pools/${pool}`, { is_paused: false });
    await runInState(server, run.id, 'Completed');
    expect(await statesOf(server, run.id)).toEqual(['Scheduled', 'Late', 'Pending', 'Running', 'Completed']);
  }, 90_000);

  it('knows whether a queue has workers, and holds its activities while it is paused', async () => {
    const deployment = await deploy(server, 'greet');
    const ready = await until('ready', async () => {
      const one = await server.api('GET', `/deployments/${deployment}`);
      return one.status === 'READY' ? one : null;
    });
    const queue = `/work_queues/${ready.work_queue_id}`;
    expect(await server.api('GET', `${queue}/status`)).toMatchObject({ healthy: true });
    const { events } = await server.api('POST', '/events/filter', {
      filter: { event: { name: ['prefect.work-queue.ready', 'prefect.work-pool.ready'] } },
    });
    expect(events.length).toBeGreaterThanOrEqual(2);
    const workers = `/work_pools/${ready.work_pool_name}/workers/filter`;
    const online = await server.api('POST', workers, { workers: { status: { any_: ['ONLINE'] } } });
    expect(online).toMatchObject([{ name: worker.identity }]);
    const offline = { workers: { operator: 'or_', status: { not_any_: ['ONLINE'] } } };
    expect(await server.api('POST', workers, offline)).toEqual([]);
    const before = { workers: { last_heartbeat_time: { before_: '2020-01-01T00:00:00Z' } } };
    expect(await server.api('POST', workers, before)).toEqual([]);

    await server.api('PATCH', queue, { is_paused: true });
    const client = await server.temporal();
    const direct = await client.workflow.start('greet', {
      taskQueue: 'user-queue',
      workflowId: `held-${randomUUID()}`,
      args: [{ name: 'x' }],
    });
    await sleep(2_000);
    expect((await direct.describe()).status.name).toBe('RUNNING');
    await server.api('PATCH', queue, { is_paused: false });
    expect(await direct.result()).toBe('HELLO X');
  }, 90_000);

  it('keeps to the limits of its deployment', async () => {
    const deployment = await deploy(server, 'lasting', { concurrency_limit: 1 });
    const runs = [];
    for (let n = 0; n < 3; n += 1) runs.push(await startRun(server, deployment, { parameters: { ms: 300 } }));
    for (const { id } of runs) await runInState(server, id, 'Completed');
    const spans = await Promise.all(
      runs.map(async ({ id }) => {
        const run = await server.api('GET', `/flow_runs/${id}`);
        return [Date.parse(run.start_time), Date.parse(run.end_time)] as const;
      }),
    );
    spans.sort(([a], [b]) => a - b);
    for (const [index, [begin]] of spans.entries())
      if (index > 0) expect(begin).toBeGreaterThanOrEqual(spans[index - 1]![1]);
  }, 120_000);

  it('is started by an automation once, with rendered parameters, and names it as its creator', async () => {
    const schema = { type: 'object', properties: { name: { type: 'string' } } };
    const deployment = await deploy(server, 'greet', { parameter_openapi_schema: schema });
    const name = `runs-${randomUUID().slice(0, 8)}`;
    const automation = await createAutomation(server, name, { expect: [`${name}.go`] }, [
      {
        type: 'run-deployment',
        deployment_id: deployment,
        parameters: { name: '{{ event.payload }}' },
      },
    ]);
    const event = clientEvent(`${name}.go`, 'one', { payload: { n: 1 } });
    await postEvents(server, [event, event]);
    const [run] = await until('the run', async () => {
      const runs = (await server.api('POST', '/flow_runs/filter', {
        flow_runs: { deployment_id: { any_: [deployment] } },
      })) as (Run & { parameters: object; created_by: object })[];
      return runs.length > 0 ? runs : null;
    });
    expect(run).toMatchObject({
      parameters: { name: '{"n":1}' },
      created_by: { id: automation, type: 'AUTOMATION', display_value: name },
    });
    await runInState(server, run!.id, 'Completed');
    const client = await server.temporal();
    expect(await client.workflow.getHandle(run!.id).result()).toBe('HELLO {"N":1}');
  }, 60_000);

  it('is not lost when everything is killed', async () => {
    const deployment = await deploy(server, 'lasting');
    const run = await startRun(server, deployment, { parameters: { ms: 2_000 } });
    await runInState(server, run.id, 'Running');
    await server.killServer();
    await server.up();
    await runInState(server, run.id, 'Completed');
    expect(await statesOf(server, run.id)).toEqual(['Scheduled', 'Pending', 'Running', 'Completed']);
  }, 120_000);
});

describe('actions on flow runs', () => {
  it('cancel the run that an event is about, and say what cannot be done on Temporal', async () => {
    const deployment = await deploy(server, 'endless');
    const tag = `t-${randomUUID().slice(0, 8)}`;
    await createAutomation(
      server,
      `cancel ${tag}`,
      {
        expect: ['prefect.flow-run.Running'],
        match_related: { 'prefect.resource.id': `prefect.tag.${tag}` },
      },
      [{ type: 'change-flow-run-state', state: 'COMPLETED' }, { type: 'cancel-flow-run' }],
    );
    const run = await startRun(server, deployment, { tags: [tag] });
    const cancelled = await runInState(server, run.id, 'Cancelled');
    expect(cancelled.state.type).toBe('CANCELLED');
    const failed = await until('the failed action', async () => {
      const { events } = await server.api('POST', '/events/filter', {
        filter: {
          event: { name: ['prefect.automation.action.failed'] },
          any_resource: { id: [`prefect.flow-run.${run.id}`] },
        },
      });
      return events[0] ?? null;
    });
    expect(failed.payload.reason).toMatch(/cannot be put into completed from outside/);
  }, 60_000);

  it('pause and resume what an automation selects', async () => {
    const pool = `pool-${randomUUID().slice(0, 8)}`;
    const { id: poolId } = await server.api('POST', '/work_pools/', { name: pool });
    const { id: queueId } = await server.api('POST', `/work_pools/${pool}/queues`, { name: 'q' });
    const deployment = await deploy(server, 'greet', { work_pool_name: pool });
    for (const verb of ['pause', 'resume']) {
      const event = `${pool}.${verb}`;
      await createAutomation(server, event, { expect: [event] }, [
        { type: `${verb}-work-pool`, work_pool_id: poolId },
        { type: `${verb}-work-queue`, work_queue_id: queueId },
        { type: `${verb}-deployment`, deployment_id: deployment },
      ]);
      await postEvents(server, [clientEvent(event)]);
      await until(`${verb}d`, async () => {
        const [one, two, three] = await Promise.all([
          server.api('GET', `/work_pools/${pool}`),
          server.api('GET', `/work_queues/${queueId}`),
          server.api('GET', `/deployments/${deployment}`),
        ]);
        const paused = [one.is_paused, two.is_paused, three.paused];
        return paused.every((is) => is === (verb === 'pause')) || null;
      });
    }
  }, 60_000);
});
