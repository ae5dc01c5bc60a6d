import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LiveServer } from '../support/live-server.ts';
import { clientEvent, createAutomation, firingsOf, postEvents, untilFired } from '../support/product.ts';
import { PrefectServer } from '../support/prefect-server.ts';
import { TcpTap } from '../support/tcp-tap.ts';
import { until } from '../support/until.ts';

// What actions do on a real Prefect server: with selected and inferred targets, and when a worker dies between a call and its record.

let prefect: PrefectServer;
let tap: TcpTap;
let live: LiveServer;
let flowId: string;
let pool: { id: string; default_queue_id: string };

beforeAll(async () => {
  prefect = await PrefectServer.start();
  const { port } = new URL(prefect.apiUrl);
  tap = await TcpTap.start(Number(port));
  live = await LiveServer.start({ PREFECT_UPSTREAM_API_URL: prefect.apiUrl.replace(port, String(tap.port)) });
  flowId = (await live.api('POST', '/flows/', { name: 'acted-on' })).id;
  pool = await live.api('POST', '/work_pools/', { name: 'pool', type: 'process' });
}, 300_000);
afterAll(async () => {
  await live?.close();
  tap?.close();
  await prefect?.close();
});

async function deployment(name: string, more: Record<string, unknown> = {}): Promise<string> {
  const body = { name, flow_id: flowId, work_pool_name: 'pool', enforce_parameter_schema: false, ...more };
  return (await live.api('POST', '/deployments/', body)).id;
}

interface FlowRun {
  readonly id: string;
  readonly parameters: Record<string, unknown>;
  readonly job_variables: Record<string, unknown>;
  readonly expected_start_time: string;
  readonly created: string;
}

const runsOf = (id: string): Promise<FlowRun[]> =>
  live.api('POST', '/flow_runs/filter', { deployments: { id: { any_: [id] } } });

/** What an event is about besides its own resource. */
const about = (kind: string, id: string) => ({
  'prefect.resource.id': `prefect.${kind}.${id}`,
  'prefect.resource.role': kind,
});

let count = 0;
/** Makes an automation of one action, lets it fire once, and answers how the action ended. */
async function act(
  action: Record<string, unknown>,
  related: Record<string, string>[] = [],
  payload: Record<string, unknown> = {},
): Promise<{ state: string; reason: string | null }> {
  const name = `act.${++count}`;
  const id = await createAutomation(live, name, { expect: [name] }, [action]);
  await postEvents(live, [clientEvent(name, 'one', { related, payload })]);
  const [firing] = await untilFired(live, id, 1);
  return firing!.actions[0] as unknown as { state: string; reason: string | null };
}

describe('run-deployment', () => {
  const schema = {
    type: 'object',
    properties: { text: { type: 'string' }, count: { type: 'integer' }, list: { type: 'array' } },
  };

  it('renders parameters of every kind, and keeps the type of a sole expression', async () => {
    await live.api('POST', '/variables/', { name: 'limits', value: { high: [1, 2] } });
    const id = await deployment('parameters', {
      parameter_openapi_schema: schema,
      enforce_parameter_schema: true,
      parameters: { own: true },
    });
    const parameters = {
      text: '{{ event.payload.list }}',
      count: '{{ event.payload.count }}',
      list: '{{ event.payload.list }}',
      mixed: 'n={{ event.payload.count }}',
      json: { __prefect_kind: 'json', value: '{"a": [1, null]}' },
      jinja: { __prefect_kind: 'jinja', template: '{{ event.resource.id }}!' },
      both: {
        __prefect_kind: 'json',
        value: { __prefect_kind: 'jinja', template: '{{ event.payload.list | tojson }}' },
      },
      variable: { __prefect_kind: 'workspace_variable', variable_name: 'limits' },
      deep: [{ a: '{{ event.payload.count }}' }, 5, null],
    };
    const action = { type: 'run-deployment', source: 'selected', deployment_id: id, parameters };
    const ended = await act(action, [], { count: 3, list: ['x', { y: 1 }] });
    expect(ended).toMatchObject({ state: 'executed' });
    const [run] = await runsOf(id);
    expect(run?.parameters).toEqual({
      own: true,
      text: JSON.stringify(['x', { y: 1 }]),
      count: 3,
      list: ['x', { y: 1 }],
      mixed: 'n=3',
      json: { a: [1, null] },
      jinja: 'test.one!',
      both: ['x', { y: 1 }],
      variable: { high: [1, 2] },
      deep: [{ a: 3 }, 5, null],
    });
  }, 60_000);

  it('runs the deployment that the event is about, later and with job variables', async () => {
    const id = await deployment('inferred');
    const action = {
      type: 'run-deployment',
      source: 'inferred',
      job_variables: { env: { A: '1' } },
      schedule_after: 3600,
    };
    expect(await act(action, [about('deployment', id)])).toMatchObject({ state: 'executed' });
    const [run] = await runsOf(id);
    expect(run?.job_variables).toEqual({ env: { A: '1' } });
    const delay = Date.parse(run!.expected_start_time) - Date.parse(run!.created);
    expect(Math.round(delay / 60_000)).toBe(60);
    expect(await act(action)).toMatchObject({ state: 'failed' });
  }, 60_000);

  it('says why when the parameters do not fit, or there is no such deployment', async () => {
    const id = await deployment('strict', {
      parameter_openapi_schema: schema,
      enforce_parameter_schema: true,
    });
    const action = { type: 'run-deployment', source: 'selected', deployment_id: id };
    const wrong = await act({ ...action, parameters: { count: 'many' } });
    expect(wrong).toMatchObject({ state: 'failed' });
    expect(wrong.reason).toMatch(/Validation error occurred for 'run-deployment'.*count/);
    const gone = await act({ ...action, deployment_id: crypto.randomUUID() });
    expect(gone.reason).toMatch(/not found/);
    expect(await runsOf(id)).toEqual([]);
  }, 60_000);
});

describe('pausing and resuming', () => {
  it.each([
    ['deployment', 'paused', (id: string) => `/deployments/${id}`],
    ['work-pool', 'is_paused', () => '/work_pools/pool'],
    ['work-queue', 'is_paused', (id: string) => `/work_queues/${id}`],
  ])(
    '%s: selected and inferred',
    async (kind, field, path) => {
      const id =
        kind === 'deployment'
          ? await deployment('paused')
          : kind === 'work-pool'
            ? pool.id
            : pool.default_queue_id;
      const paused = async () => (await live.api('GET', path(id)))[field];
      const selected = { source: 'selected', [`${kind.replace('-', '_')}_id`]: id };
      const related = [about(kind, id)];
      await act({ type: `pause-${kind}`, ...selected });
      expect(await paused()).toBe(true);
      await act({ type: `resume-${kind}`, ...selected });
      expect(await paused()).toBe(false);
      await act({ type: `pause-${kind}`, source: 'inferred' }, related);
      expect(await paused()).toBe(true);
      await act({ type: `resume-${kind}`, source: 'inferred' }, related);
      expect(await paused()).toBe(false);
      const nothing = await act({ type: `pause-${kind}`, source: 'inferred' });
      expect(nothing).toMatchObject({ state: 'failed' });
      expect(await paused()).toBe(false);
    },
    60_000,
  );
});

describe('a worker that is killed between a call and its record', () => {
  /** Fires an automation whose call to the server is answered to nobody, and starts the product again. */
  async function killedAt(call: string, name: string, fire: () => Promise<void>, id: string): Promise<void> {
    const replied = tap.loseReplyTo(call);
    await fire();
    await replied;
    await live.killServer();
    await live.up();
    const [firing] = await untilFired(live, id, 1, 90_000);
    expect(firing!.actions[0], name).toMatchObject({ state: 'executed' });
    expect(await firingsOf(live, id)).toHaveLength(1);
  }

  it('has started one run', async () => {
    const target = await deployment('once');
    const action = { type: 'run-deployment', source: 'selected', deployment_id: target };
    const id = await createAutomation(live, 'once', { expect: ['once'] }, [action]);
    await killedAt('/create_flow_run', 'run', () => postEvents(live, [clientEvent('once')]), id);
    expect(await runsOf(target)).toHaveLength(1);
    await postEvents(live, [clientEvent('once')]);
    await untilFired(live, id, 2);
    expect(await runsOf(target)).toHaveLength(2);
  }, 180_000);

  it('has put a run into a state once, and deleted it once', async () => {
    const run = await live.api('POST', `/deployments/${await deployment('states')}/create_flow_run`, {});
    const resource = { resource: { 'prefect.resource.id': `prefect.flow-run.${run.id}` } };
    const states = async (): Promise<string[]> => {
      const list = await live.api('GET', `/flow_run_states/?flow_run_id=${run.id}`);
      return list.map(({ name }: { name: string }) => name);
    };
    const change = {
      type: 'change-flow-run-state',
      state: 'FAILED',
      name: 'Given up',
      message: 'enough',
      force: true,
    };
    const changed = await createAutomation(live, 'change', { expect: ['change'] }, [change]);
    const fire = (event: string) => () => postEvents(live, [clientEvent(event, 'one', resource)]);
    await killedAt('/set_state', 'change', fire('change'), changed);
    expect((await states()).filter((name) => name === 'Given up')).toHaveLength(1);
    const deleted = await createAutomation(live, 'delete', { expect: ['delete'] }, [
      { type: 'delete-flow-run' },
    ]);
    await killedAt(`DELETE /api/flow_runs/${run.id}`, 'delete', fire('delete'), deleted);
    expect((await live.call('GET', `/flow_runs/${run.id}`)).status).toBe(404);
  }, 240_000);
});

describe('loops through runs of the server', () => {
  it('are refused when they can be seen', async () => {
    const id = await deployment('loop');
    const body = (trigger: object, action: object) => ({
      name: 'loop',
      trigger: { type: 'event', posture: 'Reactive', threshold: 1, within: 0, ...trigger },
      actions: [{ type: 'run-deployment', ...action }],
    });
    const selected = { source: 'selected', deployment_id: id };
    const running = { expect: ['prefect.flow-run.Running'] };
    const own = { match_related: about('deployment', id) };
    for (const [trigger, action] of [
      [running, { source: 'inferred' }],
      [running, selected],
      [{ ...running, ...own }, selected],
    ] as const) {
      expect((await live.call('POST', '/automations/', body(trigger, action))).status).toBe(422);
    }
    expect(await until('nothing ran', async () => (await runsOf(id)).length === 0)).toBe(true);
  });
});
