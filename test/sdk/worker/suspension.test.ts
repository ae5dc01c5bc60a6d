import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { NativeConnection, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as sdk from '../../../src/sdk/index.ts';
import { withAutomations } from '../../../src/sdk/worker/index.ts';
import { deploy, runInState, runNamed, startRun, statesOf } from '../../support/flow-runs.ts';
import { historyFromText, historyToText } from '../../support/history-json.ts';
import { LiveServer } from '../../support/live-server.ts';
import { until } from '../../support/until.ts';
import { startUserWorker, type UserWorker } from '../../support/user-worker.ts';
import { recordedSteps } from './steps.ts';

// The whole product, a worker that has the interceptor, and one that knows nothing of it.

const file = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const WORKFLOWS = file('./workflows.ts');
const { activities, taken } = recordedSteps();

let server: LiveServer;
let client: sdk.AutomationsClient;
let connection: NativeConnection;
let worker: Worker;
let running: Promise<void>;
let plain: UserWorker;

beforeAll(async () => {
  server = await LiveServer.start();
  client = new sdk.AutomationsClient({ url: server.url });
  plain = await startUserWorker(server.temporalAddress, 'plain-queue');
  connection = await NativeConnection.connect({ address: server.temporalAddress });
  worker = await Worker.create(
    withAutomations(
      // No cache: every step replays what went before.
      { connection, taskQueue: 'user-queue', workflowsPath: WORKFLOWS, activities, maxCachedWorkflows: 0 },
      { client },
    ),
  );
  running = worker.run();
}, 300_000);
afterAll(async () => {
  worker?.shutdown();
  await running;
  await plain?.stop();
  await connection?.close();
  await server?.close();
});

const newName = (): string => `t-${randomUUID().slice(0, 8)}`;
const suspend = (
  id: string,
  details: object = {},
): Promise<{ status: string; details: { reason?: string } }> =>
  server.api('POST', `/flow_runs/${id}/set_state`, {
    state: { type: 'PAUSED', name: 'Suspended', state_details: { pause_reschedule: true, ...details } },
  });
const resume = (id: string): Promise<{ status: string }> => server.api('POST', `/flow_runs/${id}/resume`);

const HISTORIES = file('./histories');

/** Replays the history of a workflow in a worker with the interceptor; `RECORD_HISTORIES=1` keeps it under the name. */
async function replays(workflowId: string, workflowsPath: string, name?: string): Promise<void> {
  const history = await (await server.temporal()).workflow.getHandle(workflowId).fetchHistory();
  if (name !== undefined && process.env['RECORD_HISTORIES'] === '1') {
    writeFileSync(join(HISTORIES, `${name}.json`), historyToText(history));
  }
  await Worker.runReplayHistory(withAutomations({ taskQueue: 'unused', workflowsPath }), history);
}

it('replays what earlier versions have written', async () => {
  const kept = readdirSync(HISTORIES);
  expect(kept).toHaveLength(4);
  const histories = kept.map((name) => ({
    workflowId: name,
    history: historyFromText(readFileSync(join(HISTORIES, name), 'utf8')),
  }));
  const options = withAutomations({ taskQueue: 'unused', workflowsPath: WORKFLOWS });
  for await (const { workflowId, error } of Worker.runReplayHistories(options, histories)) {
    expect(error, workflowId).toBeUndefined();
  }
}, 60_000);

it('suspends a run by an action, keeps its progress, and lets it go on', async () => {
  const name = newName();
  const automation = await new sdk.Automation(
    {
      name,
      trigger: new sdk.EventTrigger({ expect: [`${name}.begun`] }),
      actions: [new sdk.SuspendFlowRun()],
    },
    client,
  ).create();
  const run = await startRun(server, await deploy(server, 'stepping'), { parameters: { name } });
  // The workflow's own event names its run, and so the action finds it.
  await runInState(server, run.id, 'Suspended');
  const handle = (await server.temporal()).workflow.getHandle(run.id);
  expect(await handle.query('automations.suspension')).toMatchObject({
    suspended: true,
    message: expect.stringContaining(automation.id),
    deadline: expect.any(Number),
  });
  await handle.signal('next');
  await until('the workflow has heard', async () => (await handle.query('place')) === 'told');
  await sleep(500);
  expect(taken.filter((one) => one.startsWith(name))).toEqual([]);
  expect((await handle.describe()).status.name).toBe('RUNNING');

  expect(await resume(run.id)).toMatchObject({ status: 'ACCEPT' });
  await runInState(server, run.id, 'Completed');
  expect(taken.filter((one) => one.startsWith(name))).toEqual([
    `${name} one`,
    `${name} two`,
    `${name} three`,
  ]);
  expect(await statesOf(server, run.id)).toEqual([
    ...['Scheduled', 'Pending', 'Running', 'Suspended', 'Resuming', 'Running', 'Completed'],
  ]);
  const { value: firing } = await automation.firings().next();
  expect((firing as sdk.Firing).actions).toMatchObject([{ type: 'suspend-flow-run', state: 'executed' }]);
  await replays(run.id, WORKFLOWS, 'suspended');
}, 90_000);

it('fails a run that is not resumed in time, in the words of Prefect', async () => {
  const name = newName();
  const run = await startRun(server, await deploy(server, 'stepping'), { parameters: { name } });
  await runInState(server, run.id, 'Running');
  const pause_timeout = new Date(Date.now() + 3_000).toISOString();
  expect(await suspend(run.id, { pause_timeout })).toMatchObject({ status: 'ACCEPT' });
  // It waits for a signal, not for us: that does not keep it.
  const { state } = await runInState(server, run.id, 'Failed');
  expect(state.message).toBe('The flow was paused and never resumed.');
  expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(pause_timeout) - 1_000);
  expect(await resume(run.id)).toMatchObject({ status: expect.not.stringMatching('ACCEPT') });
  await replays(run.id, WORKFLOWS, 'expired');

  // Resumed in time, the end of that time means nothing.
  const other = await startRun(server, await deploy(server, 'stepping'), { parameters: { name: newName() } });
  await runInState(server, other.id, 'Running');
  await suspend(other.id, { pause_timeout: new Date(Date.now() + 4_000).toISOString() });
  await resume(other.id);
  await sleep(4_500);
  const handle = (await server.temporal()).workflow.getHandle(other.id);
  await handle.signal('next');
  await runInState(server, other.id, 'Completed');
  await replays(other.id, WORKFLOWS, 'resumed-in-time');
}, 90_000);

it('cancels a run that is suspended, and lets it clean up', async () => {
  const name = newName();
  const run = await startRun(server, await deploy(server, 'stepping'), { parameters: { name } });
  await runInState(server, run.id, 'Running');
  await suspend(run.id);
  await (await server.temporal()).workflow.getHandle(run.id).signal('next');
  await server.api('POST', `/flow_runs/${run.id}/set_state`, { state: { type: 'CANCELLING' } });
  await runInState(server, run.id, 'Cancelled');
  expect(taken.filter((one) => one.startsWith(name))).toEqual([`${name} cleaned up`]);
  await replays(run.id, WORKFLOWS, 'cancelled');
}, 60_000);

it('suspends and resumes what others have started', async () => {
  const name = newName();
  const temporal = await server.temporal();
  const handle = await temporal.workflow.start('stepping', {
    taskQueue: 'user-queue',
    workflowId: name,
    args: [{ name }],
  });
  const run = await runNamed(server, name, 'Running');
  await suspend(run.id);
  await handle.signal('next');
  await until('the workflow has heard', async () => (await handle.query('place')) === 'told');
  expect(taken.filter((one) => one.startsWith(name))).toEqual([]);
  await resume(run.id);
  expect(await handle.result()).toHaveLength(3);
  await runInState(server, run.id, 'Completed');
  expect(await statesOf(server, run.id)).toEqual([
    'Running',
    'Suspended',
    'Resuming',
    'Running',
    'Completed',
  ]);
}, 60_000);

it('says what to do where the worker has no interceptor', async () => {
  const queue = { work_queue_name: 'plain-queue' };
  const run = await startRun(server, await deploy(server, 'endless', queue));
  await runInState(server, run.id, 'Running');
  const { status, details } = await suspend(run.id);
  expect(status).toBe('ABORT');
  expect(details.reason).toMatch(/withAutomations.*1\.30/);
  await server.api('POST', `/flow_runs/${run.id}/set_state`, { state: { type: 'CRASHED' } });
}, 60_000);

it('replays workflows that ran without it', async () => {
  const temporal = await server.temporal();
  for (const type of ['greet', 'failing', 'continuing']) {
    const workflowId = newName();
    const args = type === 'continuing' ? [1] : [];
    const handle = await temporal.workflow.start(type, { taskQueue: 'plain-queue', workflowId, args });
    await handle.result().catch(() => undefined);
    await replays(workflowId, file('../../support/user-workflows.ts'));
  }
}, 60_000);

it('emits events from workflows exactly once and in order, however often they are replayed', async () => {
  const name = newName();
  const temporal = await server.temporal();
  const handle = await temporal.workflow.start('telling', {
    taskQueue: 'user-queue',
    workflowId: name,
    args: [{ name, count: 5 }],
  });
  const ids = (await handle.result()) as string[];
  const { events } = await client.post<{ events: sdk.ReceivedEvent[] }>('/events/filter', {
    filter: { event: { name: [`${name}.told`] }, order: 'ASC' },
  });
  expect(events.map(({ id }) => id)).toEqual(ids);
  expect(events.map(({ payload }) => payload['n'])).toEqual([0, 1, 2, 3, 4]);
  expect(events[1]!.follows).toBe(ids[0]);
  // Nobody's run: nothing is claimed to be related.
  expect(events[0]!.related).toEqual([]);
  await replays(name, WORKFLOWS);
}, 60_000);

it('fails the workflow when an event is refused', async () => {
  const run = await startRun(server, await deploy(server, 'mumbling'));
  const { state } = await runInState(server, run.id, 'Failed');
  expect(state.message).toMatch(/InvalidRequestError: .*resource.*must be non-empty/);
}, 60_000);
