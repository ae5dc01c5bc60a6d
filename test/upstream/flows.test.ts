import type { ChildProcess } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LiveServer } from '../support/live-server.ts';
import { clientEvent, createAutomation, postEvents, untilFired } from '../support/product.ts';
import { PrefectClient } from '../support/prefect.ts';
import { PrefectServer } from '../support/prefect-server.ts';
import { until } from '../support/until.ts';

// The whole product in front of a real Prefect server, with real flow runs. The tests follow one another.

interface FlowRun {
  readonly id: string;
  readonly name: string;
  readonly state_name: string;
  readonly state_type: string;
  readonly parameters: Record<string, unknown>;
  readonly deployment_id: string | null;
  readonly created_by: { type: string; display_value: string } | null;
}

const CHAIN_DEPTH = 2;

let prefect: PrefectServer;
let live: LiveServer;
let python: PrefectClient;
let folder: string;
const children: ChildProcess[] = [];
const output: string[] = [];

/** A process of Prefect's client side that goes on until the end. */
function start(...args: string[]): void {
  const child = python.startPython(...args);
  child.stdout?.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  children.push(child);
}

async function cli(...args: string[]): Promise<string> {
  const run = await python.cli(...args);
  expect(run, `prefect ${args.join(' ')}`).toMatchObject({ code: 0 });
  return run.stdout;
}

beforeAll(async () => {
  prefect = await PrefectServer.start();
  live = await LiveServer.start({
    PREFECT_UPSTREAM_API_URL: prefect.apiUrl,
    AUTOMATIONS_CHAIN_DEPTH: String(CHAIN_DEPTH),
  });
  python = new PrefectClient({
    PREFECT_API_URL: `${live.url}/api`,
    PREFECT_RUNNER_POLL_FREQUENCY: '1',
    PREFECT_WORKER_QUERY_SECONDS: '1',
  });
  folder = mkdtempSync(join(tmpdir(), 'upstream-flows-'));
}, 300_000);
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  python?.close();
  await live?.close();
  await prefect?.close();
  rmSync(folder, { recursive: true, force: true });
});

const runsOf = (deployment: string): Promise<FlowRun[]> =>
  live.api('POST', '/flow_runs/filter', { deployments: { name: { any_: [deployment] } } });

async function runWhere(deployment: string, state: string): Promise<FlowRun> {
  return until(
    `a run of ${deployment} is ${state}`,
    async () => (await runsOf(deployment)).find(({ state_name: name }) => name === state),
    90_000,
  );
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into replies of every shape
const deploymentOf = (flow: string, name: string): Promise<any> =>
  live.api('GET', `/deployments/name/${flow}/${name}`);

describe('served flows', () => {
  it('have their triggers as automations of ours', async () => {
    start(resolve('test/compat/served_flows.py'));
    const names = await until(
      'all are deployed',
      async () => {
        const list = (await live.api('POST', '/automations/filter', {})) as { name: string }[];
        return list.length === 6 && list.map(({ name }) => name).sort();
      },
      90_000,
    );
    expect(names).toEqual([
      'after-a__automation_1',
      'compound__automation_1',
      'metric__automation_1',
      'paid__automation_1',
      'payload__automation_1',
      'sequence__automation_1',
    ]);
    expect(await prefect.api('POST', '/automations/count', {})).toBe(0);
  }, 120_000);

  it('run after one another: a deployment starts when another one completes', async () => {
    await cli('deployment', 'run', 'first/a', '--param', 'n=7');
    const first = await runWhere('a', 'Completed');
    const second = await runWhere('after-a', 'Completed');
    expect(second.parameters).toEqual({
      run: `prefect.flow-run.${first.id}`,
      count: 1,
      whole: `${first.name} is over`,
    });
    expect(second.created_by).toMatchObject({ type: 'AUTOMATION', display_value: 'after-a__automation_1' });
    expect(await runsOf('after-a')).toHaveLength(1);
  }, 180_000);

  it('run when compound and sequence triggers fire', async () => {
    await postEvents(
      live,
      ['c.two', 's.one', 'c.one', 's.two'].map((name) => clientEvent(name)),
    );
    expect((await runWhere('compound', 'Completed')).parameters).toEqual({ why: 'compound' });
    expect((await runWhere('sequence', 'Completed')).parameters).toEqual({ why: 'sequence' });
  }, 180_000);
});

describe("what Prefect's guides show", () => {
  it('passes what events carry, and waits for one after another of each resource', async () => {
    const at = (id: string, payload = {}) => ({ resource: { 'prefect.resource.id': id }, payload });
    const called = clientEvent('called', 'x', at('outside.hook', { user: '7', action: 'made' }));
    await postEvents(live, [
      clientEvent('order.paid', 'x', at('order.9')),
      clientEvent('order.made', 'x', at('order.7')),
      clientEvent('order.made', 'x', at('order.8')),
      clientEvent('order.paid', 'x', at('order.7')),
      { ...called, resource: { 'prefect.resource.id': 'inside' }, id: crypto.randomUUID() },
      called,
    ]);
    expect((await runWhere('paid', 'Completed')).parameters).toEqual({ user: 'order.7' });
    const { parameters } = await runWhere('payload', 'Completed');
    expect(parameters).toMatchObject({ body: { user: '7', action: 'made' }, action: 'made' });
    expect(JSON.parse(String(parameters['event']))).toMatchObject({ event: 'called', id: called.id });
    expect([(await runsOf('paid')).length, (await runsOf('payload')).length]).toEqual([1, 1]);
  }, 180_000);

  it('hands the parameters of one run to another, with their types', async () => {
    expect(await python.script('guide_automations.py')).toMatchObject({ code: 0, stderr: '' });
    await cli('deployment', 'run', 'source/source', '--param', 'name=seven', '--param', 'value=7');
    const run = await runWhere('target', 'Completed');
    expect(run.parameters).toEqual({ name: 'seven', value: 7, factor: 1.5 });
  }, 180_000);

  it('runs what is deployed with a trigger of several events and no time limit', async () => {
    const ping = (name: string) =>
      clientEvent(name, 'x', { resource: { 'prefect.resource.id': 'outside.ping' } });
    await postEvents(live, [ping('ping.replied'), ping('ping.sent')]);
    // Nobody takes runs of this pool.
    const run = await until('it is scheduled', async () => (await runsOf('guide-compound'))[0], 90_000);
    expect(run.created_by).toMatchObject({ type: 'AUTOMATION', display_value: 'guide-compound' });
    expect(JSON.parse(String(run.parameters['whole']))).toMatchObject({ event: 'ping.sent' });
  }, 180_000);
});

describe('metric triggers over runs of the server', () => {
  it('run a deployment when too many runs fail', async () => {
    const [served] = await live.api('POST', '/automations/filter', {
      automations: { name: { any_: ['metric__automation_1'] } },
    });
    // Prefect's client knows no less than five minutes, which is long for a test.
    expect(served.trigger.metric).toMatchObject({ name: 'successes', range: 300, firing_for: 300 });
    const { id, created: _created, updated: _updated, ...rest } = served;
    const metric = { ...served.trigger.metric, firing_for: 0 };
    await live.api('PUT', `/automations/${id}`, { ...rest, trigger: { ...served.trigger, metric } });
    await cli('deployment', 'run', 'failing/bad');
    await runWhere('bad', 'Failed');
    const run = await runWhere('metric', 'Completed');
    expect(run.parameters).toEqual({ why: 'successes 0 of 1' });
    expect(run.created_by).toMatchObject({ display_value: 'metric__automation_1' });
    expect(await runsOf('metric')).toHaveLength(1);
  }, 180_000);
});

describe('a loop through runs of the server', () => {
  it('is cut, and its automation paused, when the chain of runs is too long', async () => {
    const { id: round } = await deploymentOf('first', 'round');
    const related = { 'prefect.resource.role': 'deployment', 'prefect.resource.name': 'round' };
    const trigger = { expect: ['prefect.flow-run.Completed'], match_related: related };
    const again = { type: 'run-deployment', source: 'selected', deployment_id: round };
    const id = await createAutomation(live, 'round and round', trigger, [again]);
    await cli('deployment', 'run', 'first/round');
    await until('it is paused', async () => !(await live.api('GET', `/automations/${id}`)).enabled, 150_000);
    // The first one is nobody's; each firing makes one more.
    expect(await runsOf('round')).toHaveLength(1 + CHAIN_DEPTH);
    const { events } = await live.api('POST', '/events/filter', {
      filter: { event: { name: ['prefect.automation.chain-cut'] } },
    });
    expect(events[0]).toMatchObject({
      resource: { 'prefect.resource.id': `prefect.automation.${id}` },
      payload: { paused: true, reason: expect.stringContaining(`${CHAIN_DEPTH} automations in a row`) },
    });
  }, 240_000);
});

/** An automation that acts on what an event of its own name is about. */
async function on(
  name: string,
  action: Record<string, unknown>,
): Promise<(resource: string, related?: Record<string, string>[]) => Promise<unknown>> {
  const id = await createAutomation(live, name, { expect: [name] }, [action]);
  return async (resource, related = []) => {
    await postEvents(live, [
      { ...clientEvent(name), resource: { 'prefect.resource.id': resource }, related },
    ]);
    const [firing] = await untilFired(live, id, 1);
    const [one] = firing!.actions;
    if (one?.state !== 'executed') throw new Error(`${name}: ${JSON.stringify(one)}`);
    return one;
  };
}

describe('actions on real runs', () => {
  it('suspend a running flow, and resume it', async () => {
    await cli('deployment', 'run', 'sleeper/long');
    const run = await runWhere('long', 'Running');
    await (
      await on('do.suspend', { type: 'suspend-flow-run' })
    )(`prefect.flow-run.${run.id}`);
    await runWhere('long', 'Suspended');
    await (
      await on('do.resume', { type: 'resume-flow-run' })
    )(`prefect.flow-run.${run.id}`);
    const states = await live.api('GET', `/flow_run_states/?flow_run_id=${run.id}`);
    expect(states.map(({ name }: { name: string }) => name)).toContain('Resuming');
  }, 180_000);

  it('cancel a running flow', async () => {
    const run = await runWhere('long', 'Running');
    await (
      await on('do.cancel', { type: 'cancel-flow-run' })
    )(`prefect.flow-run.${run.id}`);
    await runWhere('long', 'Cancelled');
  }, 180_000);

  it('change the state of one, and delete one', async () => {
    const run = await runWhere('compound', 'Completed');
    const change = {
      type: 'change-flow-run-state',
      state: 'FAILED',
      name: 'Rejected',
      message: 'no',
      force: true,
    };
    await (
      await on('do.change', change)
    )(`prefect.flow-run.${run.id}`);
    expect(await runWhere('compound', 'Rejected')).toMatchObject({ state_type: 'FAILED' });
    await (
      await on('do.delete', { type: 'delete-flow-run' })
    )(`prefect.flow-run.${run.id}`);
    expect((await live.call('GET', `/flow_runs/${run.id}`)).status).toBe(404);
  }, 120_000);

  it('tell why when there is no such run', async () => {
    const gone = await on('do.nobody', { type: 'resume-flow-run' });
    await expect(gone(`prefect.flow-run.${crypto.randomUUID()}`)).rejects.toThrow(/not found/);
  });

  it('pause and resume deployments, selected and inferred', async () => {
    const { id } = await deploymentOf('first', 'a');
    const pause = { type: 'pause-deployment', source: 'selected', deployment_id: id };
    await (
      await on('do.pause-deployment', pause)
    )('test.x');
    expect((await deploymentOf('first', 'a')).paused).toBe(true);
    const resume = { type: 'resume-deployment', source: 'inferred' };
    await (
      await on('do.resume-deployment', resume)
    )('test.x', [
      { 'prefect.resource.id': `prefect.deployment.${id}`, 'prefect.resource.role': 'deployment' },
    ]);
    expect((await deploymentOf('first', 'a')).paused).toBe(false);
  });

  it('pause and resume work pools and work queues', async () => {
    await cli('work-pool', 'create', 'pool', '--type', 'process');
    const pool = await live.api('GET', '/work_pools/pool');
    const queue = await live.api('GET', '/work_pools/pool/queues/default');
    const poolRelated = [
      { 'prefect.resource.id': `prefect.work-pool.${pool.id}`, 'prefect.resource.role': 'work-pool' },
    ];
    await (
      await on('do.pause-pool', { type: 'pause-work-pool', source: 'inferred' })
    )('test.x', poolRelated);
    expect((await live.api('GET', '/work_pools/pool')).is_paused).toBe(true);
    await (
      await on('do.resume-pool', { type: 'resume-work-pool', source: 'selected', work_pool_id: pool.id })
    )('test.x');
    expect((await live.api('GET', '/work_pools/pool')).is_paused).toBe(false);
    await (
      await on('do.pause-queue', { type: 'pause-work-queue', source: 'selected', work_queue_id: queue.id })
    )('test.x');
    expect((await live.api('GET', `/work_queues/${queue.id}`)).is_paused).toBe(true);
    await (
      await on('do.resume-queue', { type: 'resume-work-queue', source: 'selected', work_queue_id: queue.id })
    )('test.x');
    expect((await live.api('GET', `/work_queues/${queue.id}`)).is_paused).toBe(false);
  }, 120_000);
});

describe('prefect deploy', () => {
  const trigger = (name: string) => ({
    type: 'event',
    expect: [name],
    parameters: { n: '{{ event.payload.n }}' },
  });
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as above
  const owned = async (name: string): Promise<any[]> => {
    const { id } = await deploymentOf('deployed', name);
    const related = await live.api('GET', `/automations/related-to/prefect.deployment.${id}`);
    return related.map((one: { trigger: { expect: string[] } }) => one.trigger.expect[0]).sort();
  };
  const deploy = (name: string, ...more: string[]) =>
    python.cliIn(folder, '--no-prompt', 'deploy', './flow.py:deployed', '-n', name, '-p', 'pool', ...more);

  beforeAll(() => {
    copyFileSync(resolve('test/compat/deployed_flow.py'), join(folder, 'flow.py'));
    writeFileSync(join(folder, 't.json'), JSON.stringify({ triggers: [trigger('in.json')] }));
    writeFileSync(
      join(folder, 't.yaml'),
      'triggers:\n  - type: event\n    expect: [in.yaml]\n    parameters: {n: "{{ event.payload.n }}"}\n',
    );
  });

  it.each([
    ['text', JSON.stringify(trigger('as.text')), 'as.text'],
    ['json', 't.json', 'in.json'],
    ['yaml', 't.yaml', 'in.yaml'],
  ])(
    'takes a trigger as %s, twice without doubling',
    async (name, given, event) => {
      for (let n = 0; n < 2; n++) {
        const run = await deploy(name, '--trigger', given);
        expect(run, run.stdout + run.stderr).toMatchObject({ code: 0 });
        expect(await owned(name)).toEqual([event]);
      }
    },
    120_000,
  );

  it('lets triggers of the command line go before those of prefect.yaml', async () => {
    writeFileSync(
      join(folder, 'prefect.yaml'),
      `name: p
deployments:
  - name: file
    entrypoint: flow.py:deployed
    work_pool: {name: pool}
    triggers:
      - type: event
        expect: [of.file]
`,
    );
    const args = ['--no-prompt', 'deploy', '-n', 'file'];
    const byFile = await python.cliIn(folder, ...args);
    expect(byFile, byFile.stdout + byFile.stderr).toMatchObject({ code: 0 });
    expect(await owned('file')).toEqual(['of.file']);
    const over = await python.cliIn(folder, ...args, '--trigger', JSON.stringify(trigger('of.command')));
    expect(over, over.stdout + over.stderr).toMatchObject({ code: 0 });
    expect(await owned('file')).toEqual(['of.command']);
    rmSync(join(folder, 'prefect.yaml'));
  }, 120_000);

  it('makes runs that a worker behind the gateway carries out', async () => {
    start('-m', 'prefect', 'worker', 'start', '--pool', 'pool', '--type', 'process', '--name', 'w');
    await postEvents(live, [clientEvent('as.text', 'x', { payload: { n: 12 } })]);
    const run = await runWhere('text', 'Completed');
    expect(run.parameters).toEqual({ n: 12 });
  }, 180_000);
});
