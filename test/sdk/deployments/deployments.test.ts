import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as sdk from '../../../src/sdk/index.ts';
import { runInState } from '../../support/flow-runs.ts';
import { LiveServer } from '../../support/live-server.ts';
import { until } from '../../support/until.ts';
import { userActivities } from '../../support/user-worker.ts';

// The whole product, and `serve` as users call it.

let server: LiveServer;
let client: sdk.AutomationsClient;
beforeAll(async () => {
  server = await LiveServer.start();
  client = new sdk.AutomationsClient({ url: server.url });
}, 300_000);
afterAll(() => server?.close());

const newName = (): string => `d-${randomUUID().slice(0, 8)}`;
const event = (name: string): sdk.EventTrigger => new sdk.EventTrigger({ expect: [name] });
const owned = async (id: string): Promise<sdk.AutomationJson[]> =>
  client.get(`/automations/related-to/prefect.deployment.${id}`);

/** All four kinds of triggers, and a plain one. */
const triggers = (name: string): NonNullable<sdk.DeploymentOptions['triggers']> => [
  new sdk.DeploymentEventTrigger({
    name: `${name} on go`,
    expect: [`${name}.go`],
    parameters: { name: '{{ event.payload.who }}' },
    description: 'goes',
  }),
  new sdk.DeploymentMetricTrigger({
    metric: { name: 'lateness', operator: '>', threshold: 60 },
    enabled: false,
  }),
  new sdk.DeploymentCompoundTrigger({
    triggers: [event('a'), event('b')],
    require: 2,
    within: 60,
    schedule_after: 5,
  }),
  new sdk.DeploymentSequenceTrigger({ triggers: [event('a'), event('b')] }),
  event(`${name}.plain`),
];

test('serve runs a worker, registers its deployments, and their triggers run them', async () => {
  const name = newName();
  const stopping = new AbortController();
  let deployments: readonly sdk.Deployment[] = [];
  const serving = sdk.serve({
    address: server.temporalAddress,
    taskQueue: `queue-${name}`,
    workflowsPath: fileURLToPath(new URL('../../support/user-workflows.ts', import.meta.url)),
    activities: userActivities,
    deployments: [
      { flow: 'greet', name, tags: ['sdk'], parameters: { name: 'x' }, triggers: triggers(name) },
    ],
    client,
    signal: stopping.signal,
    onReady: (made) => (deployments = made),
  });
  const [deployment] = await until('it serves', () => (deployments.length > 0 ? deployments : null));
  expect(deployment).toMatchObject({ name, tags: ['sdk'], work_queue_name: `queue-${name}` });
  const run = await sdk.runDeployment(`greet/${name}`, { parameters: { name: 'bear' } }, { client });
  await runInState(server, run.id, 'Completed');
  const temporal = await server.temporal();
  expect(await temporal.workflow.getHandle(run.id).result()).toBe('HELLO BEAR');

  const resource = { 'prefect.resource.id': 'thing.1' };
  await sdk.emitEvent({ event: `${name}.go`, resource, payload: { who: 'otter' } }, client);
  const [second] = await until('the run', async () => {
    const body = { flow_runs: { deployment_id: { any_: [deployment!.id] } } };
    const runs = await client.post<sdk.FlowRun[]>('/flow_runs/filter', body);
    const others = runs.filter(({ id }) => id !== run.id);
    return others.length > 0 ? others : null;
  });
  await runInState(server, second!.id, 'Completed');
  expect(await temporal.workflow.getHandle(second!.id).result()).toBe('HELLO OTTER');

  const automation = await sdk.Automation.read(`${name} on go`, { client });
  const tested = await automation.testFire({
    event: { event: 'made.up', resource, payload: { who: 'nobody' } },
  });
  expect(tested.actions).toMatchObject([{ type: 'run-deployment', state: 'executed' }]);
  expect(await automation.status()).toMatchObject({ enabled: true, firings: 2, open_windows: { count: 0 } });
  const firings: sdk.Firing[] = [];
  for await (const firing of automation.firings()) firings.push(firing);
  expect(firings.map(({ ordinal }) => ordinal)).toEqual([2, 1]);
  stopping.abort();
  await serving;
}, 120_000);

test('serve pauses its schedules when it ends, and resumes them when it begins again', async () => {
  const name = newName();
  const schedules = [{ cron: '0 3 * * *' }];
  const serveUntilReady = async (pauseOnShutdown?: boolean): Promise<string> => {
    const stopping = new AbortController();
    let ready: readonly sdk.Deployment[] = [];
    await sdk.serve({
      address: server.temporalAddress,
      taskQueue: `queue-${name}`,
      workflowsPath: fileURLToPath(new URL('../../support/user-workflows.ts', import.meta.url)),
      activities: userActivities,
      deployments: [
        { flow: 'greet', name, schedules },
        { flow: 'greet', name: `${name}-plain` },
      ],
      client,
      signal: stopping.signal,
      onReady: (made) => {
        ready = made;
        expect(made.map(({ paused }) => paused)).toEqual([false, false]);
        stopping.abort();
      },
      ...(pauseOnShutdown !== undefined && { pauseOnShutdown }),
    });
    return ready[0]!.id;
  };
  const read = async (id: string): Promise<sdk.Deployment> => client.get(`/deployments/${id}`);
  const id = await serveUntilReady();
  expect(await read(id)).toMatchObject({ paused: true });
  // Without schedules there is nothing to pause.
  expect(await client.get(`/deployments/name/greet/${name}-plain`)).toMatchObject({ paused: false });
  expect(await serveUntilReady(false)).toBe(id);
  expect(await read(id)).toMatchObject({ paused: false, schedules: [{ active: true }] });
}, 120_000);

test('deployed again it is replaced and never doubled; triggers that stay keep what they know', async () => {
  const name = newName();
  const options: sdk.DeploymentOptions = {
    flow: 'greet',
    name,
    work_queue_name: 'some-queue',
    triggers: triggers(name),
    schedules: [
      { cron: '0 3 * * *', timezone: 'Europe/Zurich', parameters: { name: 'night' } },
      { interval: 3600, active: false },
      { rrule: 'FREQ=DAILY', slug: 'daily' },
    ],
  };
  const first = await sdk.deploy(options, { client });
  expect(first.schedules.map(({ active }) => active).sort()).toEqual([false, true, true]);
  const before = await owned(first.id);
  expect(before.map((one) => [one.name, one.enabled, (one.trigger as sdk.Trigger).type])).toEqual([
    [`${name} on go`, true, 'event'],
    [`${name}__automation_2`, false, 'metric'],
    [`${name}__automation_3`, true, 'compound'],
    [`${name}__automation_4`, true, 'sequence'],
    [`${name}__automation_5`, true, 'event'],
  ]);
  expect(before[2]!.actions).toMatchObject([
    { type: 'run-deployment', deployment_id: first.id, schedule_after: 5 },
  ]);

  // Several at once, as replicas start.
  const again = await Promise.all([1, 2, 3].map(() => sdk.deploy(options, { client })));
  expect(new Set(again.map(({ id }) => id))).toEqual(new Set([first.id]));
  expect(await owned(first.id)).toEqual(before);
  const read = await client.get<sdk.Deployment>(`/deployments/${first.id}`);
  expect(read.schedules).toHaveLength(3);

  await sdk.deploy({ ...options, triggers: [event('other')], schedules: [] }, { client });
  const after = await owned(first.id);
  expect(after.map((one) => one.name)).toEqual([`${name}__automation_1`]);
  expect((await client.get<sdk.Deployment>(`/deployments/${first.id}`)).schedules).toEqual([]);
  await sdk.deploy({ flow: 'greet', name, work_queue_name: 'some-queue' }, { client });
  expect(await owned(first.id)).toEqual([]);
}, 60_000);

test('a run is asked for once under one key, and refused with a reason', async () => {
  const name = newName();
  const schema = { type: 'object', properties: { name: { type: 'string' } } };
  const options = { flow: 'greet', name, work_queue_name: 'nobody-there', parameter_openapi_schema: schema };
  const { id } = await sdk.deploy(options, { client });
  const run = (more: sdk.RunDeploymentRequest): Promise<sdk.FlowRun> =>
    sdk.runDeployment(id, more, { client });
  const later = new Date(Date.now() + 3_600_000);
  const one = await run({ idempotency_key: 'k', scheduled_time: later, tags: ['t'] });
  expect((await run({ idempotency_key: 'k' })).id).toBe(one.id);
  expect(one).toMatchObject({ deployment_id: id, tags: ['t'], state: { type: 'SCHEDULED' } });
  await expect(run({ parameters: { name: 7 } })).rejects.toThrow(/name/);
  await expect(sdk.runDeployment('greet/nobody', {}, { client })).rejects.toBeInstanceOf(sdk.NotFoundError);
});

test('the compiler refuses deployments that the server would refuse', () => {
  expect(() => {
    // @ts-expect-error -- a proactive trigger needs a window
    new sdk.DeploymentEventTrigger({ posture: 'Proactive', expect: ['a'] });
    // @ts-expect-error -- there are two
    new sdk.DeploymentCompoundTrigger({ triggers: [event('a'), event('b')], require: 3 });
    // @ts-expect-error -- a compound has no threshold
    new sdk.DeploymentCompoundTrigger({ triggers: [event('a')], require: 'any', threshold: 1 });
    // @ts-expect-error -- a sequence takes all of them
    new sdk.DeploymentSequenceTrigger({ triggers: [event('a')], require: 'all' });
    // @ts-expect-error -- which metric?
    new sdk.DeploymentMetricTrigger({ name: 'x' });
    // @ts-expect-error -- neither cron, interval nor rrule
    const schedule: sdk.Schedule = { timezone: 'UTC' };
    // @ts-expect-error -- an action is no trigger
    const options: sdk.DeploymentOptions = { flow: 'f', name: 'n', triggers: [new sdk.CancelFlowRun()] };
    return [schedule, options];
  }).toBeDefined();
});
