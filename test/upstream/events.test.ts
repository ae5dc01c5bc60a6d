import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runLeased } from '../../src/gateway/leased.ts';
import type { Done, Orchestrator } from '../../src/orchestrators/orchestrator.ts';
import { prefectOrchestrator } from '../../src/orchestrators/prefect/prefect-orchestrator.ts';
import type { RunningPart } from '../../src/running-part.ts';
import type { EventEntry } from '../../src/store/log.ts';
import { UpstreamClient, upstreamAgent } from '../../src/upstream/client.ts';
import { startUpstreamPart, type UpstreamPartOptions } from '../../src/upstream/start-upstream.ts';
import { upstreamTarget } from '../../src/upstream/target.ts';
import { createLogger } from '../../src/logging.ts';
import { EventSocket } from '../support/event-socket.ts';
import { eventBody, startGateway, type TestGateway } from '../support/gateway.ts';
import { PrefectClient } from '../support/prefect.ts';
import { PrefectServer } from '../support/prefect-server.ts';
import { until } from '../support/until.ts';
import { describeImport } from './import-cases.ts';

// A real Prefect server behind the gateway: calls and events go both ways. The tests follow one another.

const DAY_MS = 86_400_000;
const auth = 'admin:behind';
/** What the gateway has itself or puts together from both sides. */
const SERVED_HERE = /^\/(automations|events|templates|health|ready|block_\w+)(\/|$)/;
/** Ids and times, which two calls that make something do not have in common. */
const OWN_TO_EACH_REPLY = /[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}|\d{4}-\d\d-\d\dT[\d:.]+(Z|\+00:00)/g;
/** Asked to delete without a filter, the server would delete all it has. */
const NONE = { id: { any_: ['3f6d9f4e-7d5c-4c0a-8f0e-0d2b8f8d7a11'] } };
const OF_NONE = { flows: NONE, flow_runs: NONE, deployments: NONE };
let prefect: PrefectServer;
let gateway: TestGateway;
let part: RunningPart;
let python: PrefectClient;
let client: UpstreamClient;
const log: string[] = [];

function follow(lead: UpstreamPartOptions['lead'] = (work, signal) => work(signal)): RunningPart {
  return startUpstreamPart({
    client,
    log: gateway.store.log,
    positions: gateway.store.meta,
    logger: createLogger({ level: 'debug', format: 'json', write: (line) => void log.push(line) }),
    lead,
    keptMs: 7 * DAY_MS,
    checkEveryMs: 1_000,
    lateEveryMs: 2_000,
  });
}

beforeAll(async () => {
  prefect = await PrefectServer.start({
    PREFECT_SERVER_API_AUTH_STRING: auth,
    PREFECT_SERVER_LOGS_STREAM_OUT_ENABLED: 'true',
    PREFECT_SERVER_LOGS_STREAM_PUBLISHING_ENABLED: 'true',
  });
  const target = upstreamTarget({ apiUrl: prefect.apiUrl, apiKey: undefined, authString: auth });
  const agent = upstreamAgent();
  client = new UpstreamClient(target, agent);
  gateway = await startGateway({ apiKeys: [{ name: 'ci', key: 's3cret' }], upstream: { agent, client } });
  python = new PrefectClient({ PREFECT_API_URL: `${gateway.url}/api`, PREFECT_API_AUTH_STRING: 'ci:s3cret' });
  part = follow();
  await until('the stream is followed', () => log.join('').includes('following the events'));
}, 300_000);
afterAll(async () => {
  await part?.stop();
  python?.close();
  await gateway?.close();
  await prefect?.close();
});

/** The events of our log, in its order. */
async function logged(prefix: string): Promise<EventEntry[]> {
  const found: EventEntry[] = [];
  for (let after = 0; ;) {
    const entries = await gateway.store.log.read(after, 1_000);
    if (entries.length === 0) return found;
    after = entries.at(-1)!.seq;
    for (const entry of entries) {
      if (entry.kind === 'event' && entry.event.event.startsWith(prefix)) found.push(entry);
    }
  }
}

const names = async (prefix: string): Promise<string[]> =>
  (await logged(prefix)).map(({ event }) => event.event);

/** The names of the events of a prefix that the server has on record, as often as it has them. */
async function theirs(prefix: string): Promise<string[]> {
  const filter = { event: { prefix: [prefix] }, order: 'ASC' };
  const page = await prefect.api('POST', '/events/filter', { filter, limit: 50 });
  return page.events.map(({ event }: { event: string }) => event);
}

describe('flows through the gateway', () => {
  it('run, log, and load blocks and variables from both sides', async () => {
    const { id: typeId } = await prefect.api('GET', '/block_types/slug/slack-webhook');
    const [schema] = await prefect.api('POST', '/block_schemas/filter', {
      block_schemas: { block_type_id: { any_: [typeId] } },
    });
    await prefect.api('POST', '/block_documents/', {
      name: 'made-on-the-server',
      block_type_id: typeId,
      block_schema_id: schema.id,
      data: { url: 'https://hooks.slack.com/services/T/B/theirs' },
    });
    const run = await python.script('behind_gateway.py');
    expect(run.stderr).not.toContain('Traceback');
    expect(run).toMatchObject({ code: 0, stdout: expect.stringContaining('"ok": true') });

    const ours = await gateway.store.blocks.documents.list();
    expect(ours.map(({ name }) => name).sort()).toEqual(['behind-slack', 'behind-webhook']);
    const behind = await prefect.api('POST', '/block_documents/filter', {});
    expect(behind.map(({ name }: { name: string }) => name).sort()).toEqual([
      'behind-secret',
      'made-on-the-server',
    ]);

    const id = /"flow_run": "([^"]+)"/.exec(run.stdout)![1];
    const about = (entry: EventEntry) =>
      entry.event.resource['prefect.resource.id'] === `prefect.flow-run.${id}`;
    await until('its end is in the log', async () =>
      (await logged('prefect.flow-run.Completed')).some(about),
    );
    const events = (await logged('prefect.flow-run.')).filter(
      (entry) => about(entry) && !entry.event.event.endsWith('heartbeat'),
    );
    expect(events.map(({ event }) => event.event.replace('prefect.flow-run.', ''))).toEqual([
      'Pending',
      'Running',
      'Completed',
    ]);
    expect(events[2]?.event.follows).toBe(events[1]?.event.id);
    expect(await logged('prefect.task-run.Completed')).toHaveLength(1);
  });

  it('find each route of the server, and its replies as they are', async () => {
    const described = await fetch(new URL('/openapi.json', prefect.apiUrl));
    const { paths } = (await described.json()) as { paths: Record<string, Record<string, unknown>> };
    const calls = Object.entries(paths)
      .filter(([path]) => !SERVED_HERE.test(path))
      .flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => [
          method.toUpperCase(),
          path
            .replaceAll(/\{(\w+_)?id\}/g, '3f6d9f4e-7d5c-4c0a-8f0e-0d2b8f8d7a11')
            .replaceAll(/\{\w+\}/g, 'none'),
        ]),
      );
    expect(calls.length).toBeGreaterThan(100);
    const headers = { authorization: 'Bearer s3cret' };
    for (const [method, path] of calls as [string, string][]) {
      const body = method === 'GET' ? undefined : path.endsWith('/bulk_delete') ? OF_NONE : {};
      const direct = await prefect.call(method, path, body);
      const through = await gateway.call(method, path, body, headers);
      const said = ({ status, body: replied }: typeof direct) => ({
        call: `${method} ${path}`,
        status,
        replied: JSON.stringify(replied)?.replaceAll(OWN_TO_EACH_REPLY, '-'),
      });
      expect(said(through)).toEqual(said(direct));
      expect(through.headers.get('content-type')).toBe(direct.headers.get('content-type'));
    }
  }, 120_000);

  it('are listed by the CLI with blocks of both', async () => {
    const blocks = await python.cli('block', 'ls');
    for (const name of ['behind-secret', 'behind-slack', 'made-on-the-server'])
      expect(blocks.stdout).toContain(name);
    expect((await python.cli('flow-run', 'ls')).stdout).toContain('behind-gateway');
  });

  it('show their logs live', async () => {
    const socket = await EventSocket.authenticated(gateway.url, '../logs/out', 's3cret');
    socket.send({ type: 'filter', filter: {} });
    const headers = { authorization: 'Bearer s3cret' };
    const line = { name: 'x', level: 20, message: 'live', timestamp: new Date().toISOString() };
    await until('it comes', async () => {
      await gateway.call('POST', '/logs/', [line], headers);
      return socket.messages.length > 0;
    });
    expect(socket.messages[0]).toMatchObject({ type: 'log', log: { message: 'live' } });
    socket.socket.close();
  });
});

describeImport(() => ({ prefect, gateway, auth }));

describe('actions that are tried again', () => {
  const request = (idempotencyKey: string) => ({
    automation: { id: crypto.randomUUID(), name: 'again – and again' },
    depth: 1,
    idempotencyKey,
    signal: AbortSignal.timeout(30_000),
  });
  const headers = { authorization: 'Bearer s3cret' };
  const states = async (id: string): Promise<string[]> => {
    const reply = await gateway.call('GET', `/flow_run_states/?flow_run_id=${id}`, undefined, headers);
    return reply.body.map(({ name }: { name: string }) => name);
  };
  let orchestrator: Orchestrator;
  let deploymentId: string;
  beforeAll(async () => {
    orchestrator = prefectOrchestrator(client);
    const flow = await prefect.api('POST', '/flows/', { name: 'again' });
    const body = {
      name: 'again',
      flow_id: flow.id,
      parameters: { a: 1, b: 1 },
      enforce_parameter_schema: false,
    };
    deploymentId = (await prefect.api('POST', '/deployments/', body)).id;
  });
  /** A server whose database is busy answers 503; then an action is tried again. */
  const tried = (call: () => Promise<Done>): Promise<Done> => until('it is done', call);
  const run = async (idempotencyKey: string): Promise<string> => {
    const asked = { deploymentId, parameters: { b: 2 }, jobVariables: null, scheduledTime: Date.now() };
    const { related } = await orchestrator.runDeployment(asked, request(idempotencyKey));
    return related[0]!['prefect.resource.id']!.replace('prefect.flow-run.', '');
  };

  it('start one run', async () => {
    const ids = [await run('one'), await run('one'), await run('two')];
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
    const made = await prefect.api('GET', `/flow_runs/${ids[0]}`);
    expect(made).toMatchObject({
      parameters: { a: 1, b: 2 },
      created_by: { display_value: 'again – and again' },
    });
  });

  it('set a state once, and say so each time', async () => {
    const id = await run('states');
    await prefect.api('POST', `/flow_runs/${id}/set_state`, { state: { type: 'RUNNING' }, force: true });
    for (let n = 0; n < 2; n++)
      await tried(() => orchestrator.suspendFlowRun(id, 'wait', 3600, request('s')));
    for (let n = 0; n < 2; n++) await tried(() => orchestrator.resumeFlowRun(id, request('r')));
    for (let n = 0; n < 2; n++) await tried(() => orchestrator.cancelFlowRun(id, 'stop', request('c')));
    const forced = { type: 'FAILED', name: 'Rejected', message: 'no', force: true } as const;
    for (let n = 0; n < 2; n++) await tried(() => orchestrator.changeFlowRunState(id, forced, request('f')));
    const names = await states(id);
    for (const name of ['Suspended', 'Resuming', 'Cancelled', 'Rejected'])
      expect(names.filter((one) => one === name)).toHaveLength(1);
    for (const again of [false, true]) await tried(() => orchestrator.deleteFlowRun(id, again, request('d')));
    await expect(orchestrator.deleteFlowRun(id, false, request('another'))).rejects.toMatchObject({
      retryable: false,
    });
  });

  it('fail for good where the rules or the parameters say no, and later where nobody answers', async () => {
    const id = await run('no');
    await prefect.api('POST', `/flow_runs/${id}/set_state`, { state: { type: 'COMPLETED' }, force: true });
    await expect(orchestrator.suspendFlowRun(id, 'wait', 60, request('n'))).rejects.toMatchObject({
      retryable: false,
      message: expect.stringContaining('Failed to set state'),
    });
    const gone = crypto.randomUUID();
    await expect(orchestrator.setWorkPoolPaused(gone, true, request('n'))).rejects.toThrow(/not found/);
    await expect(orchestrator.setDeploymentPaused(gone, true, request('n'))).rejects.toMatchObject({
      retryable: false,
      details: { status_code: 404 },
    });
    const nobody = { apiUrl: 'http://127.0.0.1:9/api', apiKey: undefined, authString: undefined };
    const away = prefectOrchestrator(new UpstreamClient(upstreamTarget(nobody)));
    await expect(away.cancelFlowRun(id, 'x', request('n'))).rejects.toMatchObject({ retryable: true });
    const stranger = prefectOrchestrator(
      new UpstreamClient(upstreamTarget({ ...nobody, apiUrl: prefect.apiUrl })),
    );
    await expect(stranger.cancelFlowRun(id, 'x', request('n'))).rejects.toThrow(/refuses the credentials/);
  });

  it('read what templates mention', async () => {
    expect(await orchestrator.read('deployment', deploymentId)).toMatchObject({ name: 'again' });
    expect(await orchestrator.read('flow-run', crypto.randomUUID())).toBeNull();
    expect(await orchestrator.variables(['behind_variable', 'none'])).toEqual({ behind_variable: { a: 1 } });
  });
});

describe('events', () => {
  it('of the server come in order, and those of a burst that its stream loses as well', async () => {
    const burst = Array.from({ length: 1_500 }, (_, n) => eventBody(`burst.${n}`));
    for (let n = 0; n < burst.length; n += 500) await prefect.api('POST', '/events', burst.slice(n, n + 500));
    await until('all came', async () => (await logged('burst.')).length === burst.length, 60_000);
    await sleep(2_500);
    expect(new Set(await names('burst.')).size).toBe(burst.length);
    expect(await logged('burst.')).toHaveLength(burst.length);
  });

  it('that others send to the gateway go to the server, once, and are ours once', async () => {
    const headers = { authorization: 'Bearer s3cret' };
    const sent = ['passed.1', 'passed.2', 'passed.3'].map((name) => eventBody(name));
    expect((await gateway.call('POST', '/events', sent, headers)).status).toBe(204);
    await until('the server has them', async () => (await theirs('passed.')).length === 3);
    await sleep(3_000);
    expect(await theirs('passed.')).toEqual(['passed.1', 'passed.2', 'passed.3']);
    expect(await names('passed.')).toEqual(['passed.1', 'passed.2', 'passed.3']);
  });

  it('of a time in which nobody followed are caught up, once', async () => {
    await prefect.api('POST', '/events', [eventBody('gap.before')]);
    await until('it came', async () => (await names('gap.')).length === 1);
    await part.stop();
    await prefect.api(
      'POST',
      '/events',
      Array.from({ length: 120 }, (_, n) => eventBody(`gap.${n}`)),
    );
    // What the gateway took meanwhile is passed on afterwards, and what the server has known before is not.
    const headers = { authorization: 'Bearer s3cret' };
    await gateway.call('POST', '/events', [eventBody('later.1')], headers);
    part = follow();
    await until('all came', async () => (await names('gap.')).length === 121, 60_000);
    await until('it is passed on', async () => (await theirs('later.')).length === 1, 60_000);
    await sleep(2_500);
    expect((await names('gap.')).slice(0, 3)).toEqual(['gap.before', 'gap.0', 'gap.1']);
    expect(new Set(await names('gap.')).size).toBe(121);
    expect(await names('later.')).toEqual(['later.1']);
  });

  it('that reach the server days late come as well, followed or not, once', async () => {
    const ago = (name: string, ms: number) =>
      eventBody(name, { occurred: new Date(Date.now() - ms).toISOString() });
    const oldest = ago('late.0', 6 * DAY_MS);
    await prefect.api('POST', '/events', [oldest, ago('late.1', 2 * DAY_MS), ago('late.2', 2 * DAY_MS)]);
    await until('they came', async () => (await names('late.')).length === 3);
    await part.stop();
    await prefect.api('POST', '/events', [oldest, ago('late.3', 2 * DAY_MS), ago('late.4', DAY_MS / 2)]);
    part = follow();
    await until('all came', async () => (await names('late.')).length === 5, 60_000);
    await sleep(6_000);
    expect((await names('late.')).sort()).toEqual(['late.0', 'late.1', 'late.2', 'late.3', 'late.4']);
    expect((await theirs('late.')).sort()).toEqual(['late.0', 'late.1', 'late.2', 'late.3', 'late.4']);
  }, 120_000);

  it('are followed by one of several gateways, and by another one when that ends', async () => {
    await part.stop();
    const leased = () =>
      follow((work, signal) =>
        runLeased(
          {
            name: 'upstream',
            leases: gateway.store.meta.leases,
            logger: createLogger({ level: 'silent' }),
            work,
          },
          signal,
        ),
      );
    const before = log.filter((line) => line.includes('following the events')).length;
    const first = leased();
    const followers = () => log.filter((line) => line.includes('following the events')).length - before;
    await until('one follows', () => followers() === 1);
    part = leased();
    await prefect.api('POST', '/events', [eventBody('lease.1')]);
    await until('it came', async () => (await names('lease.')).length === 1);
    expect(followers()).toBe(1);
    await first.stop();
    await prefect.api('POST', '/events', [eventBody('lease.2')]);
    await until('the other one follows', () => followers() === 2, 60_000);
    await prefect.api('POST', '/events', [eventBody('lease.3')]);
    await until('all came', async () => (await names('lease.')).length === 3, 60_000);
    expect((await names('lease.')).sort()).toEqual(['lease.1', 'lease.2', 'lease.3']);
  }, 120_000);

  it('that flow while the server is killed and starts again are ours once, all that it has on record', async () => {
    const headers = { authorization: 'Bearer s3cret' };
    const acknowledged: string[] = [];
    const taken: string[] = [];
    const flow = async (prefix: string, end: Promise<unknown> = new Promise(() => {})): Promise<void> => {
      let isOver = false;
      void end.then(() => (isOver = true));
      for (let n = 0; n < 20 && !isOver; n += 1) {
        // Whether the server takes it nobody knows while it goes down.
        const name = `${prefix}theirs.${n}`;
        const theirReply = await prefect.call('POST', '/events', [eventBody(name)]).catch(() => null);
        if (theirReply?.status === 204) taken.push(name);
        const reply = await gateway.call('POST', '/events', [eventBody(`${prefix}ours.${n}`)], headers);
        expect(reply.status).toBe(204);
        acknowledged.push(`${prefix}ours.${n}`);
        await sleep(50);
      }
    };
    await flow('flow1.');
    await Promise.all([flow('flow2.'), sleep(500).then(() => prefect.down())]);
    expect((await gateway.call('GET', '/flows/x', undefined, headers)).status).toBe(502);
    // An alert needs nobody else: blocks of the types that automations use are still there.
    const block = '/block_types/slug/webhook/block_documents/name/behind-webhook';
    expect((await gateway.call('GET', block, undefined, headers)).status).toBe(200);
    const up = prefect.up();
    await Promise.all([flow('flow3.', up), up]);
    await flow('flow4.');
    await prefect.api('POST', '/events', [eventBody('flow.last')]);
    await until('the last came', async () => (await names('flow.last')).length === 1, 60_000);
    // What the server takes it puts on record a little later; what it took before it was killed perhaps never.
    const afterwards = [...taken, ...acknowledged].filter((name) => /^flow[34]/.test(name));
    expect(afterwards.length).toBeGreaterThan(0);
    await until(
      'the server has what it took or what the gateway took for it',
      async () => {
        const recorded = [...(await theirs('flow3.')), ...(await theirs('flow4.'))];
        return afterwards.every((name) => recorded.includes(name));
      },
      60_000,
    );
    for (const prefix of ['flow1.', 'flow2.', 'flow3.', 'flow4.']) {
      const ours = await until(
        `all of ${prefix} are here`,
        async () => {
          const logged = await names(prefix);
          const missing = (await theirs(`${prefix}theirs.`)).filter((name) => !logged.includes(name));
          return missing.length === 0 ? logged : null;
        },
        60_000,
      );
      expect(new Set(ours).size).toBe(ours.length);
      expect(ours.filter((name) => name.includes('ours'))).toEqual(
        acknowledged.filter((name) => name.startsWith(prefix)),
      );
    }
  }, 300_000);

  it('leave no secrets in the log lines', () => {
    expect(log.join('') + gateway.log.join('')).not.toMatch(/admin:behind|s3cret|classified|YWRtaW46/);
  });
});
