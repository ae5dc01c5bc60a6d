import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LiveServer } from '../support/live-server.ts';
import {
  controlEntries,
  dispatcherPosition,
  loggedEvents,
  logHead,
  setDispatcherPosition,
} from '../support/log-file.ts';
import {
  clientEvent,
  createAutomation,
  firingsOf,
  postEvents,
  untilFired,
  viewOf,
} from '../support/product.ts';
import { until } from '../support/until.ts';

// G2: every automation evaluates every matching event once, in log order.

let server: LiveServer;

beforeAll(async () => {
  server = await LiveServer.start();
});
afterAll(() => server.close());

/** Waits until the automation has evaluated this many events. */
async function evaluated(automationId: string, count: number): Promise<void> {
  await until(`${count} evaluated`, async () => (await viewOf(server, automationId)).events >= count);
}

describe('G2: once, in log order', () => {
  // Fails without `if (places.has(draft.id)) return` in src/store/log/sequence.ts.
  test('an event that is sent several times counts once', async () => {
    const trigger = { expect: ['g2.repeated'], threshold: 5, within: 3_600 };
    const id = await createAutomation(server, 'repeated', trigger);
    const events = Array.from({ length: 5 }, () => clientEvent('g2.repeated'));
    const four = events.slice(0, 4);
    await postEvents(server, [...four, ...four]);
    await Promise.all([postEvents(server, four), postEvents(server, four.toReversed())]);
    await postEvents(server, [events[4]!]);
    const [firing] = await untilFired(server, id, 1);

    expect(firing?.triggering_event?.id).toBe(events[4]?.id);
    expect((await viewOf(server, id)).events).toBe(5);
  });

  // Fails without `item.seq <= state.lastSeq ||` in src/evaluation/evaluator.ts.
  test('signals that are sent again after a crash change nothing', async () => {
    const trigger = { expect: ['g2.again'], threshold: 5, within: 3_600 };
    const id = await createAutomation(server, 'again', trigger);
    const events = Array.from({ length: 5 }, () => clientEvent('g2.again'));
    await postEvents(server, events.slice(0, 4));
    await evaluated(id, 4);

    await server.killServer();
    // Whatever the dispatcher sent since the automation's creation, it does not know of.
    setDispatcherPosition(server, controlEntries(server, id)[0]!.seq);
    await server.up();
    await until('all sent again', () => dispatcherPosition(server) === logHead(server));
    await postEvents(server, [events[4]!]);
    await untilFired(server, id, 1);

    expect((await viewOf(server, id)).events).toBe(5);
    const firings = await firingsOf(server, id);
    expect(firings.map(({ triggering_event }) => triggering_event?.id)).toEqual([events[4]?.id]);
  });

  // Fails when src/gateway/dispatcher/outbox.ts has two signals in flight (start `#run` twice).
  test('many clients at once: each automation fires in the order of the log', async () => {
    const ids = await Promise.all([
      createAutomation(server, 'by name', { expect: ['g2.order'] }),
      createAutomation(server, 'by prefix', { expect: ['g2.ord*'] }),
      createAutomation(server, 'by resource', { match: { 'prefect.resource.id': 'test.order' } }),
    ]);
    const clients = Array.from({ length: 6 }, async () => {
      for (let sent = 0; sent < 5; sent += 1) {
        await postEvents(
          server,
          Array.from({ length: 4 }, () => clientEvent('g2.order', 'order')),
        );
      }
    });
    await Promise.all(clients);
    const logged = loggedEvents(server, 'g2.order').map(({ id }) => id);
    expect(logged).toHaveLength(120);
    for (const id of ids) {
      const firings = await untilFired(server, id, 120);
      expect(firings.map(({ triggering_event }) => triggering_event?.id)).toEqual(logged);
    }
  });
});
