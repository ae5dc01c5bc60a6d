import { describe, expect, test, vi } from 'vitest';
import type { Item } from '../../../src/evaluation/items.ts';
import { Outbox } from '../../../src/gateway/dispatcher/outbox.ts';

const barrier = (seq: number): Item => ({ seq, at: seq, barrier: true });

/** An outbox whose sends are on record; `fail` says which of them are refused. */
function outbox(fail: (call: number) => boolean = () => false, hold?: Promise<void>) {
  const sent: number[][] = [];
  let calls = 0;
  let inFlight = 0;
  let most = 0;
  let settled = 0;
  const box = new Outbox(
    'a',
    async (_id, items) => {
      most = Math.max(most, ++inFlight);
      await (hold ?? new Promise((resolve) => setTimeout(resolve, 2)));
      inFlight -= 1;
      if (fail(++calls)) throw new Error('unavailable');
      sent.push(items.map(({ seq }) => seq));
    },
    (items) => (settled += items),
    () => undefined,
  );
  return { box, sent, settled: () => settled, most: () => most };
}

describe('an outbox', () => {
  test('sends everything once, in order, with one signal in flight, whatever is refused in between', async () => {
    const { box, sent, settled, most } = outbox((call) => call % 3 === 1);
    for (let seq = 1; seq <= 40; seq += 1) {
      box.push(barrier(seq));
      if (seq % 7 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await vi.waitFor(() => expect(settled()).toBe(40), 5_000);
    expect(sent.flat()).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
    expect(most()).toBe(1);
    expect(box.firstUnsettled).toBeNull();
  });

  test('puts what comes while a signal is in flight into the next one, up to 500 items', async () => {
    let release = (): void => undefined;
    const { box, sent, settled } = outbox(undefined, new Promise<void>((resolve) => (release = resolve)));
    box.push(barrier(1));
    await new Promise((resolve) => setTimeout(resolve, 5));
    for (let seq = 2; seq <= 1_001; seq += 1) box.push(barrier(seq));
    expect(box.firstUnsettled).toBe(1);
    release();
    await vi.waitFor(() => expect(settled()).toBe(1_001));
    expect(sent.map((batch) => batch.length)).toEqual([1, 500, 500]);
  });

  test('cuts batches by their size too', async () => {
    const { box, sent, settled } = outbox();
    const large = 'x'.repeat(60_000);
    for (let seq = 1; seq <= 8; seq += 1) {
      const match = { leaf: 0, expect: true, after: false, key: [large] };
      box.push({ seq, at: seq, id: 'e', event: 'e', occurred: seq, matches: [match] });
    }
    await vi.waitFor(() => expect(settled()).toBe(8));
    expect(Math.max(...sent.map((batch) => batch.length))).toBeLessThanOrEqual(4);
  });

  test('leaves the server room: a burst, then a limited number of signals a second', async () => {
    const { box, settled } = outbox();
    const began = performance.now();
    for (let seq = 1; seq <= 60; seq += 1) {
      box.push(barrier(seq));
      await vi.waitFor(() => expect(settled()).toBe(seq), { interval: 1, timeout: 5_000 });
    }
    // 40 at once, the other 20 at 40 a second: not before half a second, less what the burst itself took.
    expect(performance.now() - began).toBeGreaterThan(400);
  });
});
