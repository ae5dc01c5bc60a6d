import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSeparate, type SeparateSystem } from '../faults/separate-system.ts';
import {
  clientEvent,
  createAutomation,
  firingsOf,
  postEvents,
  untilFired,
  viewOf,
} from '../support/product.ts';
import { until } from '../support/until.ts';

// G4, with the gateway that dispatches standing still: what was acknowledged before a deadline counts, however late
// it's delivered.

let system: SeparateSystem;

beforeAll(async () => {
  system = await startSeparate();
});
afterAll(() => system.close());

// Fails when the workflow decides without waiting for its barrier to come back: put
// `this.#inbox.push([{ seq: answer.seq, at: answer.clock.at, barrier: true }])` behind `this.#barrier = answer.seq` in
// workflows/automation-run.ts.
test('an event acknowledged before the deadline and delivered after it prevents the alarm', async () => {
  const absence = { posture: 'Proactive', within: 10 };
  const id = await createAutomation(system, 'late', { ...absence, expect: ['g4.late'] });
  const other = await createAutomation(system, 'never', { ...absence, expect: ['g4.never'] });
  const [view] = await until('both run', async () => {
    const views = await Promise.all([viewOf(system, id), viewOf(system, other)]);
    return views.every(({ nextDeadline }) => nextDeadline !== null) ? views : null;
  });
  const deadline = Date.parse(view!.nextDeadline!);

  // Its lease is good for another 3.5 s at least, and nobody else dispatches before that: not before the deadline.
  await sleep(deadline - 2_500 - Date.now());
  system.signal('gateway 1', 'SIGSTOP');
  const second = system.gateway(2);
  // Not a moment late by its own time, or the events' clock would be behind by as much.
  const occurred = new Date(Date.now() + 500).toISOString();
  await postEvents(second, [clientEvent('g4.late', 'one', { occurred })]);
  expect(Date.now()).toBeLessThan(deadline);
  await sleep(deadline + 1_000 - Date.now());
  expect((await viewOf(system, id)).events).toBe(0);

  // The other one's alarm says that the deadlines have been decided.
  const [firing] = await untilFired(second, other, 1);
  expect(Math.abs(Date.parse(firing!.triggered) - deadline)).toBeLessThan(2_000);
  await until('the event is evaluated', async () => (await viewOf(system, id)).events === 1);
  await until('a later deadline', async () => {
    const { nextDeadline } = await viewOf(system, id);
    return nextDeadline !== null && Date.parse(nextDeadline) > deadline;
  });
  expect(await firingsOf(second, id)).toEqual([]);
});
