import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deploy, runInState, runNamed, startRun, statesOf, type Run } from '../support/flow-runs.ts';
import { startSink, type HttpSink } from '../support/http-sink.ts';
import { LiveServer } from '../support/live-server.ts';
import { PrefectClient } from '../support/prefect.ts';
import { clientEvent, createAutomation, postEvents, untilFired, webhookAction } from '../support/product.ts';
import { until } from '../support/until.ts';
import { startUserWorker, type UserWorker } from '../support/user-worker.ts';

// Automations that act on Temporal, with the targets that they select and those that an event names.

let server: LiveServer;
let worker: UserWorker;
let sink: HttpSink;
let prefect: PrefectClient;
beforeAll(async () => {
  [server, sink] = await Promise.all([LiveServer.start(), startSink()]);
  worker = await startUserWorker(server.temporalAddress, 'user-queue');
  prefect = new PrefectClient({ PREFECT_API_URL: `${server.url}/api` });
}, 600_000);
afterAll(async () => {
  prefect?.close();
  await worker?.stop();
  await server?.close();
  await sink?.close();
});

const unique = (name: string): string => `${name}-${randomUUID().slice(0, 8)}`;

/** Makes an automation that acts on what an event of its own names. Answers a function that sends the event. */
async function onDemand(
  ...actions: Record<string, unknown>[]
): Promise<(...targets: [kind: string, id: string][]) => Promise<string>> {
  const event = unique('on-demand');
  const automation = await createAutomation(server, event, { expect: [event] }, actions);
  let sent = 0;
  return async (...targets) => {
    const related = targets.map(([kind, id]) => ({
      'prefect.resource.id': `prefect.${kind}.${id}`,
      'prefect.resource.role': kind,
    }));
    await postEvents(server, [clientEvent(event, 'one', { related })]);
    sent += 1;
    const firings = await untilFired(server, automation, sent);
    return firings
      .at(-1)!
      .actions.map(({ state }) => state)
      .join();
  };
}

/** Makes a pool with a queue, and a deployment on it whose runs carry a tag. */
async function place(workflowType: string, more: Record<string, unknown> = {}) {
  const pool = unique('pool');
  const tag = unique('tag');
  const { id: poolId } = await server.api('POST', '/work_pools/', { name: pool });
  const { id: queueId } = await server.api('POST', `/work_pools/${pool}/queues`, { name: 'user-queue' });
  const deployment = await deploy(server, workflowType, { work_pool_name: pool, tags: [tag], ...more });
  return { pool, poolId: poolId as string, queueId: queueId as string, deployment, tag };
}

const tagged = (tag: string) => ({ match_related: { 'prefect.resource.id': `prefect.tag.${tag}` } });

async function isGone(workflowId: string): Promise<boolean> {
  const { workflow } = await server.temporal();
  return workflow
    .getHandle(workflowId)
    .describe()
    .then(
      () => false,
      () => true,
    );
}

describe('actions on the flow run that an event names', () => {
  it('suspend one that waits, and resume it', async () => {
    const { deployment, tag } = await place('greet');
    const soon = new Date(Date.now() + 5_000).toISOString();
    const state = { type: 'SCHEDULED', state_details: { scheduled_time: soon } };
    const trigger = { expect: ['prefect.flow-run.Scheduled'], ...tagged(tag), threshold: 1 };
    const suspend = await createAutomation(server, unique('suspend'), trigger, [
      { type: 'suspend-flow-run' },
    ]);
    const run = await startRun(server, deployment, { state });
    await runInState(server, run.id, 'Suspended');
    await server.api('PATCH', `/automations/${suspend}`, { enabled: false });
    // Its time passes, and it does not start.
    await sleep(Math.max(0, Date.parse(soon) + 2_000 - Date.now()));
    expect(await statesOf(server, run.id)).toEqual(['Scheduled', 'Suspended']);
    const resume = await onDemand({ type: 'resume-flow-run' });
    expect(await resume(['flow-run', run.id])).toBe('executed');
    await runInState(server, run.id, 'Completed');
    expect(await statesOf(server, run.id)).toEqual([
      ...['Scheduled', 'Suspended', 'Scheduled', 'Pending', 'Running', 'Completed'],
    ]);
    expect(await resume(['flow-run', run.id])).toBe('failed');
  }, 90_000);

  it('delete it, also while it runs, and nothing brings it back', async () => {
    const { deployment } = await place('endless');
    const remove = await onDemand({ type: 'delete-flow-run' });
    const running = await startRun(server, deployment);
    await runInState(server, running.id, 'Running');
    const ended = await startRun(server, await deploy(server, 'greet'));
    await runInState(server, ended.id, 'Completed');
    const client = await server.temporal();
    const workflowId = unique('other');
    await client.workflow.start('endless', { taskQueue: 'user-queue', workflowId });
    const other = await runNamed(server, workflowId, 'Running');
    for (const { id } of [running, ended, other]) {
      expect(await remove(['flow-run', id])).toBe('executed');
      expect((await server.call('GET', `/flow_runs/${id}`)).status).toBe(404);
    }
    // Temporal deletes in the background, when it finds the time.
    await until(
      'the executions are gone',
      async () => {
        const gone = await Promise.all([running.id, ended.id, workflowId].map(isGone));
        return gone.every(Boolean);
      },
      80_000,
    );
    // Time for two looks at what is in Temporal.
    await sleep(3_000);
    const left = (await server.api('POST', '/flow_runs/filter', {
      flow_runs: { name: { any_: [workflowId, running.id, running.name, ended.id, ended.name] } },
    })) as Run[];
    expect(left).toEqual([]);
    expect(await remove(['flow-run', running.id])).toBe('failed');
  }, 120_000);

  it('change its state where Temporal can do that', async () => {
    const { deployment } = await place('endless');
    const [first, second] = [await startRun(server, deployment), await startRun(server, deployment)];
    for (const { id } of [first, second]) await runInState(server, id, 'Running');
    const cancel = await onDemand({
      type: 'change-flow-run-state',
      state: 'CANCELLED',
      message: 'no longer wanted',
    });
    expect(await cancel(['flow-run', first.id])).toBe('executed');
    expect((await runInState(server, first.id, 'Cancelled')).state.type).toBe('CANCELLED');
    const crash = await onDemand({ type: 'change-flow-run-state', state: 'CRASHED', message: 'by force' });
    expect(await crash(['flow-run', second.id])).toBe('executed');
    expect(await runInState(server, second.id, 'Terminated')).toMatchObject({
      state: { type: 'CRASHED', message: 'by force' },
    });
  }, 90_000);

  it("is done by Prefect's CLI as well", async () => {
    const { deployment } = await place('endless');
    const run = await startRun(server, deployment);
    await runInState(server, run.id, 'Running');
    const { code, stdout } = await prefect.cli('flow-run', 'cancel', run.id);
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('cancellation') });
    await runInState(server, run.id, 'Cancelled');
  }, 90_000);

  it("is waited for by Prefect's CLI, which is told how it ended", async () => {
    const schema = { type: 'object', properties: { name: { type: 'string' } } };
    const { deployment } = await place('greet');
    await server.api('PATCH', `/deployments/${deployment}`, { parameter_openapi_schema: schema });
    const more = ['--param', 'name=cli', '--job-variable', 'retries=1', '--tag', 'by-cli', '--watch'];
    const watched = await prefect.cli('deployment', 'run', '--id', deployment, ...more);
    expect(watched).toMatchObject({ code: 0, stdout: expect.stringMatching(/Completed/) });
    const [run] = (await server.api('POST', '/flow_runs/filter', {
      flow_runs: { tags: { all_: ['by-cli'] } },
    })) as Run[];
    expect(run).toMatchObject({ parameters: { name: 'cli' }, job_variables: { retries: 1 } });
    const { workflow } = await server.temporal();
    expect(await workflow.getHandle(run!.id).result()).toBe('HELLO CLI');

    const failing = await place('rejecting');
    const failed = await prefect.cli('deployment', 'run', '--id', failing.deployment, '--watch');
    expect(failed.code).toBe(1);
  }, 120_000);
});

describe('actions on what a run belongs to', () => {
  it('pause and resume the deployment, pool and queue that its event names', async () => {
    const { pool, poolId, queueId, deployment, tag } = await place('failing');
    const inferred = ['deployment', 'work-pool', 'work-queue'] as const;
    const failure = { expect: ['prefect.flow-run.Failed'], ...tagged(tag) };
    const pause = await createAutomation(
      server,
      unique('pause'),
      failure,
      inferred.map((kind) => ({ type: `pause-${kind}`, source: 'inferred' })),
    );
    const paused = async (): Promise<boolean[]> => [
      (await server.api('GET', `/deployments/${deployment}`)).paused,
      (await server.api('GET', `/work_pools/${pool}`)).is_paused,
      (await server.api('GET', `/work_queues/${queueId}`)).is_paused,
    ];
    const run = await startRun(server, deployment);
    await runInState(server, run.id, 'Failed');
    const [firing] = await untilFired(server, pause, 1);
    expect(firing!.actions.map(({ state }) => state)).toEqual(['executed', 'executed', 'executed']);
    expect(await paused()).toEqual([true, true, true]);
    const held = await startRun(server, deployment);
    await sleep(1_000);
    expect(await statesOf(server, held.id)).toEqual(['Scheduled']);

    // The run that is held will fail as well.
    await server.api('PATCH', `/automations/${pause}`, { enabled: false });
    const resume = await onDemand(
      ...inferred.map((kind) => ({ type: `resume-${kind}`, source: 'inferred' })),
    );
    const targets: [string, string][] = [
      ['deployment', deployment],
      ['work-pool', poolId],
      ['work-queue', queueId],
    ];
    expect(await resume(...targets)).toBe('executed,executed,executed');
    expect(await paused()).toEqual([false, false, false]);
    await runInState(server, held.id, 'Failed');
  }, 90_000);

  it('tell of them in templates', async () => {
    const { pool, deployment, tag } = await place('rejecting');
    const text =
      '{{ flow_run.name }}|{{ flow_run.state.name }}|{{ flow_run.state.message }}|{{ flow_run.work_queue_name }}|' +
      '{{ flow.name }}|{{ deployment.name }}|{{ deployment.tags | join }}|{{ work_pool.name }}|{{ work_queue.name }}';
    const failure = { expect: ['prefect.flow-run.Failed'], ...tagged(tag) };
    const hook = await webhookAction(server, `${sink.url}/templates`, text);
    await createAutomation(server, unique('tell'), failure, [hook]);
    const run = await startRun(server, deployment);
    const { name } = await server.api('GET', `/deployments/${deployment}`);
    const [told] = await until(
      'the webhook',
      () => sink.at('/templates').length > 0 && sink.at('/templates'),
    );
    expect(told!.body).toBe(
      [
        ...[run.name, 'Failed', 'DiskFull: the disk is full', 'user-queue', 'rejecting', name, tag, pool],
        'user-queue',
      ].join('|'),
    );
  }, 60_000);
});

describe('an automation that runs the deployment whose runs trigger it', () => {
  it('is refused when every run would trigger it', async () => {
    const { deployment } = await place('greet');
    const body = (action: object) => ({
      name: unique('refused'),
      trigger: {
        type: 'event',
        posture: 'Reactive',
        expect: ['prefect.flow-run.Running'],
        threshold: 1,
        within: 0,
      },
      actions: [action],
    });
    for (const action of [
      { type: 'run-deployment', source: 'inferred' },
      { type: 'run-deployment', deployment_id: deployment },
    ]) {
      const reply = await server.call('POST', '/automations/', body(action));
      expect(reply.status).toBe(422);
    }
  });

  it('is paused when the chain gets too long, and says why', async () => {
    const { deployment, tag } = await place('greet');
    const automation = await createAutomation(
      server,
      unique('loop'),
      { expect: ['prefect.flow-run.Completed'], ...tagged(tag) },
      [{ type: 'run-deployment', deployment_id: deployment }],
    );
    await startRun(server, deployment);
    await until(
      'it is paused',
      async () => (await server.api('GET', `/automations/${automation}`)).enabled === false,
      90_000,
    );
    const { events } = await server.api('POST', '/events/filter', {
      filter: { event: { name: ['prefect.automation.chain-cut'] } },
    });
    expect(events).toEqual([expect.objectContaining({ payload: expect.objectContaining({ paused: true }) })]);
    const count = (): Promise<number> =>
      server.api('POST', '/flow_runs/count', { deployments: { id: { any_: [deployment] } } });
    // The first one, and one for each automation that a chain may have.
    const runs = await count();
    expect(runs).toBe(11);
    await sleep(2_000);
    expect(await count()).toBe(runs);
  }, 150_000);
});

describe('metric triggers', () => {
  it('measure workflows that know nothing of us', async () => {
    const flow = { 'prefect.resource.role': 'flow', 'prefect.resource.name': ['greet', 'rejecting'] };
    const metric = { name: 'successes', operator: '<', threshold: 0.6, range: 300, firing_for: 0 };
    const id = await createAutomation(server, unique('metric'), {
      ...{ type: 'metric', posture: 'Metric', match_related: flow, metric },
      match: { 'prefect.resource.name': `${'measured'}-*` },
    });
    const { workflow } = await server.temporal();
    for (const type of ['greet', 'rejecting']) {
      const workflowId = unique('measured');
      await workflow.start(type, { taskQueue: 'user-queue', workflowId });
      await runNamed(server, workflowId, type === 'greet' ? 'Completed' : 'Failed');
    }
    const [firing] = await untilFired(server, id, 1);
    expect(firing).toMatchObject({
      trigger_state: 'Triggered',
      reason: expect.stringMatching(/0\.5 over 2 flow runs/),
    });
  }, 60_000);
});
