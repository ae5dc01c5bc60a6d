import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSink, type HttpSink } from '../support/http-sink.ts';
import { LiveServer } from '../support/live-server.ts';
import { loggedEvents } from '../support/log-file.ts';
import { clientEvent, createAutomation, postEvents, webhookAction } from '../support/product.ts';
import { until } from '../support/until.ts';

// G1: an acknowledged event is never lost, whichever process is killed with `kill -9` at whatever moment.

let server: LiveServer;
let sink: HttpSink;

beforeAll(async () => {
  [server, sink] = await Promise.all([LiveServer.start(), startSink()]);
  await createAutomation(server, 'tick', { expect: ['g1.tick'] }, [
    await webhookAction(server, `${sink.url}/tick`),
  ]);
});
afterAll(async () => {
  await server.close();
  await sink.close();
});

/** Waits until a webhook has gone out for each of the events. */
async function delivered(events: readonly { id: string }[]): Promise<void> {
  await until(`${events.length} webhooks`, () => {
    const seen = new Set(sink.at('/tick').map(({ body }) => (JSON.parse(body) as { event: string }).event));
    return events.every(({ id }) => seen.has(id));
  });
}

describe('G1: nothing acknowledged is lost', () => {
  // Fails without the `await` before `store.log.append` in src/gateway/routes/events.ts.
  test('the server is killed at the very acknowledgement', async () => {
    // So many that writing them takes much longer than a reply.
    const events = Array.from({ length: 8_000 }, () => clientEvent('g1.unwatched'));
    await postEvents(server, events);
    await server.killServer();
    await server.up();

    const logged = new Set(loggedEvents(server, 'g1.unwatched').map(({ id }) => id));
    expect(events.filter(({ id }) => !logged.has(id))).toEqual([]);
  });

  // Fails when `settled` in src/gateway/dispatcher/dispatcher.ts leaves out what is not acknowledged yet
  // (the loop over the outboxes).
  test('everything is killed while Temporal has not taken the signals yet', async () => {
    server.freezeTemporal();
    const events = Array.from({ length: 30 }, () => clientEvent('g1.tick'));
    await postEvents(server, events);
    // The dispatcher notes its place twice a second: time enough to note one that is too far.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await server.killAll();
    await server.up();
    await delivered(events);
  });

  // Fails without the supervision in src/temporal/dev-server.ts (put `Promise.resolve()` for `supervise()`).
  test('Temporal is killed while events come in', async () => {
    const events = Array.from({ length: 60 }, () => clientEvent('g1.tick'));
    for (let start = 0; start < events.length; start += 5) {
      if (start === 30) void server.killTemporal();
      await postEvents(server, events.slice(start, start + 5));
    }
    await delivered(events);
  });

  // Fails when an attempt counts as done before it has ended: put `Promise.resolve({ status: 'executed' })` for
  // `runner.attempt(loaded, place)` in activities/act.ts.
  test('the server is killed while its worker is acting', async () => {
    const events = Array.from({ length: 60 }, () => clientEvent('g1.tick'));
    let killed: Promise<void> | undefined;
    const before = sink.deliveries.length;
    sink.answer('/tick', (_delivery, response) => {
      if (sink.deliveries.length - before === 20) killed = server.killServer();
      response.end('ok');
    });
    await postEvents(server, events);
    await until('the kill', () => killed !== undefined);
    await killed;
    await server.up();
    await delivered(events);
  });
});
