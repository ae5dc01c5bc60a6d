import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSink, type HttpSink } from '../support/http-sink.ts';
import { LiveServer } from '../support/live-server.ts';
import {
  clientEvent,
  createAutomation,
  firingsOf,
  postEvents,
  untilFired,
  viewOf,
  webhookAction,
} from '../support/product.ts';
import { until } from '../support/until.ts';

// G5: a change of an automation applies at its place in the log, between the events. A `PUT` starts the trigger's
// windows afresh; pausing and resuming keeps them.

let server: LiveServer;
let sink: HttpSink;

beforeAll(async () => {
  [server, sink] = await Promise.all([LiveServer.start(), startSink()]);
});
afterAll(async () => {
  await server.close();
  await sink.close();
});

const three = (name: string): Record<string, unknown> => ({
  type: 'event',
  posture: 'Reactive',
  expect: [name],
  threshold: 3,
  within: 3_600,
});

const put = (id: string, body: object): Promise<void> => server.api('PUT', `/automations/${id}`, body);
const enable = (id: string, enabled: boolean): Promise<void> =>
  server.api('PATCH', `/automations/${id}`, { enabled });

/** Sends events one after the other; answers their ids. */
async function send(name: string, count: number): Promise<string[]> {
  const events = Array.from({ length: count }, () => clientEvent(name));
  await postEvents(server, events);
  return events.map(({ id }) => id);
}

describe('G5: changes apply at their place in the log', () => {
  // Fails when `updated` leaves the state alone: put `if (item.control === 'updated') return [];` in front of
  // `state.version = item.version` in src/evaluation/evaluator.ts.
  test('a PUT starts the windows afresh, even when nothing in it has changed', async () => {
    const id = await createAutomation(server, 'afresh', three('g5.afresh'));
    await send('g5.afresh', 2);
    await put(id, { name: 'afresh', trigger: three('g5.afresh'), actions: [{ type: 'do-nothing' }] });
    const [, , third] = await send('g5.afresh', 3);
    const firings = await untilFired(server, id, 1);
    expect(firings.map(({ triggering_event }) => triggering_event?.id)).toEqual([third]);
  });

  // Fails when `paused` starts afresh: put `state.trigger = newTriggerState()` into that case of
  // src/evaluation/evaluator.ts.
  test('pausing and resuming keeps the windows; what comes in between does not count', async () => {
    const id = await createAutomation(server, 'kept', three('g5.kept'));
    await send('g5.kept', 2);
    await enable(id, false);
    await send('g5.kept', 5);
    await enable(id, true);
    const [third] = await send('g5.kept', 1);
    const firings = await untilFired(server, id, 1);
    expect(firings.map(({ triggering_event }) => triggering_event?.id)).toEqual([third]);
  });

  // Fails when actions are taken from the newest definition: put `version(id, 3)` for `version(id, version)` in
  // activities/firing-loader.ts.
  test('each event meets the definition of its place, also when it is delivered much later', async () => {
    const hooks = await Promise.all([1, 2, 3].map((n) => webhookAction(server, `${sink.url}/version/${n}`)));
    const trigger = { type: 'event', posture: 'Reactive', expect: ['g5.place'], threshold: 1, within: 0 };
    const id = await createAutomation(server, 'place', trigger, [hooks[0]!]);
    await until('it runs', async () => (await viewOf(server, id)).version > 0);

    // Nothing is delivered while all of this is put on record; then everything is killed.
    server.freezeTemporal();
    const [first] = await send('g5.place', 1);
    await put(id, { name: 'place', trigger, actions: [hooks[1]!] });
    const [second] = await send('g5.place', 1);
    await enable(id, false);
    await send('g5.place', 1);
    await enable(id, true);
    const other = { ...trigger, expect: ['g5.elsewhere'] };
    await put(id, { name: 'place', trigger: other, actions: [hooks[2]!] });
    await send('g5.place', 1);
    const [third] = await send('g5.elsewhere', 1);
    await server.killAll();
    await server.up();

    const firings = await untilFired(server, id, 3);
    expect(firings.map(({ triggering_event }) => triggering_event?.id)).toEqual([first, second, third]);
    const bodies = [1, 2, 3].map((n) =>
      sink.at(`/version/${n}`).map(({ body }) => (JSON.parse(body) as { event: string }).event),
    );
    expect(bodies).toEqual([[first], [second], [third]]);
  });

  // Fails without `if (state.deleted)` in workflows/automation-run.ts: the workflow goes on.
  test('events before a deletion count, later ones do not, and the workflow ends', async () => {
    const trigger = { expect: ['g5.deleted'] };
    const id = await createAutomation(server, 'deleted', trigger);
    await until('it runs', async () => (await viewOf(server, id)).version > 0);
    server.freezeTemporal();
    const [before] = await send('g5.deleted', 1);
    await server.api('DELETE', `/automations/${id}`);
    await send('g5.deleted', 1);
    server.thawTemporal();

    const { workflow } = await server.temporal();
    const handle = workflow.getHandle(`automation/${id}`);
    await until('the end', async () => (await handle.describe()).status.name === 'COMPLETED');
    const firings = await firingsOf(server, id);
    expect(firings.map(({ triggering_event }) => triggering_event?.id)).toEqual([before]);
  });
});
