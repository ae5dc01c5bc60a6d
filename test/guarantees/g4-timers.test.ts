import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LiveServer } from '../support/live-server.ts';
import { controlEntries } from '../support/log-file.ts';
import {
  clientEvent,
  createAutomation,
  firingsOf,
  postEvents,
  untilFired,
  viewOf,
} from '../support/product.ts';
import { until } from '../support/until.ts';

// G4: timers survive restarts. A deadline that passed while everything was down fires at the restart, stamped with
// the exact deadline; and what was acknowledged before a deadline counts, however late it's delivered.

/** The shortest time that an absence may take. */
const WITHIN_MS = 10_000;

let server: LiveServer;

beforeAll(async () => {
  server = await LiveServer.start();
});
afterAll(() => server.close());

/** An automation that fires when `name` does not come within 10 s of its creation; answers when that is. */
async function alarm(name: string): Promise<{ id: string; deadline: number }> {
  const id = await createAutomation(server, name, { posture: 'Proactive', expect: [name], within: 10 });
  return { id, deadline: controlEntries(server, id)[0]!.at + WITHIN_MS };
}

/** Waits until the log's clock is past a moment and the automation has looked at its deadlines since. */
async function decided(id: string, deadline: number): Promise<void> {
  await until('the deadline has been looked at', async () => {
    const { nextDeadline } = await viewOf(server, id);
    return nextDeadline !== null && Date.parse(nextDeadline) > deadline;
  });
}

/** A time of the API to the millisecond; the log keeps fractions. */
function expectStamp(triggered: string | undefined, deadline: number): void {
  expect(Math.abs(Date.parse(triggered!) - deadline)).toBeLessThanOrEqual(1);
}

describe('G4: timers survive restarts', () => {
  // Fails when the stamp is taken from a clock: put `at: Date.now()` in place of `at` in the answer of
  // src/store/log/events-clock.ts. Without `online` entries (`write.mark` in src/store/meta/presence.ts) the windows
  // that lay in the downtime fire as well.
  test('a deadline that passes while everything is down fires once, with its own time', async () => {
    const { id, deadline } = await alarm('g4.down');
    await until('the automation runs', async () => (await viewOf(server, id)).nextDeadline);
    await server.killAll();
    // Longer than one window past the deadline: a second one would have ended as well.
    await sleep(deadline - Date.now() + WITHIN_MS + 1_000);
    await server.up();
    const [firing] = await untilFired(server, id, 1);
    const restarted = Date.now();

    expectStamp(firing?.triggered, deadline);
    await decided(id, restarted);
    expect(await firingsOf(server, id)).toHaveLength(1);
  });

  // Fails when the position of the dispatcher runs ahead (see G1): then the event is never delivered.
  test('an event acknowledged before a deadline that passes while everything is down prevents the alarm', async () => {
    const { id, deadline } = await alarm('g4.killed');
    await until('it runs', async () => (await viewOf(server, id)).nextDeadline);
    server.freezeTemporal();
    await postEvents(server, [clientEvent('g4.killed')]);
    // The dispatcher notes its place twice a second.
    await sleep(1_500);
    await server.killAll();
    await sleep(deadline - Date.now() + 500);
    await server.up();

    await until('the event is evaluated', async () => (await viewOf(server, id)).events === 1);
    await decided(id, deadline);
    expect(await firingsOf(server, id)).toEqual([]);
  });
});
