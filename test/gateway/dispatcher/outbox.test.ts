import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import type { Item } from '../../../src/evaluation/items.ts';
import { Outbox } from '../../../src/gateway/dispatcher/outbox.ts';
import type { LookAtRun, RunLook } from '../../../src/gateway/dispatcher/signal-backlog.ts';
import { Slots } from '../../../src/gateway/dispatcher/slots.ts';
import { StartTurns } from '../../../src/gateway/dispatcher/start-turns.ts';

const barrier = (seq: number): Item => ({ seq, at: seq, barrier: true });

const event = (seq: number, key = 'k'): Item => {
  const match = { leaf: 0, expect: true, after: false, key: [key] };
  return { seq, at: seq, id: 'e', event: 'e', occurred: seq, matches: [match] };
};

/** An outbox whose sends are on record. */
function outbox(
  with_: { fail?: (call: number) => boolean; hold?: Promise<void>; lookAtRun?: LookAtRun } = {},
) {
  const { fail = () => false, hold, lookAtRun } = with_;
  const sent: number[][] = [];
  const lasts: number[] = [];
  let calls = 0;
  let inFlight = 0;
  let most = 0;
  let settled = 0;
  const box = new Outbox('a', {
    send: async (_id, items, how) => {
      most = Math.max(most, ++inFlight);
      await (hold ?? sleep(2));
      inFlight -= 1;
      if (fail(++calls)) throw new Error('unavailable');
      sent.push(items.map(({ seq }) => seq));
      if (how?.last) lasts.push(items.at(-1)!.seq);
    },
    lookAtRun,
    slots: new Slots(10),
    starts: new StartTurns(),
    onSettled: (items) => (settled += items),
    onError: () => undefined,
  });
  return { box, sent, lasts, settled: () => settled, most: () => most };
}

describe('an outbox', () => {
  test('sends everything once, in order, with one signal in flight, whatever is refused in between', async () => {
    const { box, sent, settled, most } = outbox({ fail: (call) => call % 3 === 1 });
    for (let seq = 1; seq <= 40; seq += 1) {
      box.push(barrier(seq));
      if (seq % 7 === 0) await sleep(1);
    }
    await vi.waitFor(() => expect(settled()).toBe(40), 5_000);
    expect(sent.flat()).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
    expect(most()).toBe(1);
    expect(box.firstUnsettled).toBeNull();
  });

  test('puts what comes while a signal is in flight into the next one, up to 500 items', async () => {
    let release = (): void => undefined;
    const { box, sent, settled } = outbox({ hold: new Promise<void>((resolve) => (release = resolve)) });
    box.push(barrier(1));
    await sleep(5);
    for (let seq = 2; seq <= 1_001; seq += 1) box.push(barrier(seq));
    expect(box.firstUnsettled).toBe(1);
    release();
    await vi.waitFor(() => expect(settled()).toBe(1_001));
    expect(sent.map((batch) => batch.length)).toEqual([1, 500, 500]);
  });

  test('cuts batches by their size too', async () => {
    const { box, sent, settled } = outbox();
    const large = 'x'.repeat(60_000);
    for (let seq = 1; seq <= 8; seq += 1) box.push(event(seq, large));
    await vi.waitFor(() => expect(settled()).toBe(8));
    expect(Math.max(...sent.map((batch) => batch.length))).toBeLessThanOrEqual(4);
  });

  test('sends what is sparse as it comes, and lets a dense stream gather', async () => {
    const sparse = outbox();
    for (let seq = 1; seq <= 20; seq += 1) {
      sparse.box.push(event(seq));
      await sleep(12);
    }
    await vi.waitFor(() => expect(sparse.settled()).toBe(20));
    expect(sparse.sent.length).toBeGreaterThan(10);

    const dense = outbox();
    for (let seq = 1; seq <= 2_000; seq += 1) {
      dense.box.push(event(seq));
      if (seq % 5 === 0) await sleep(1);
    }
    await vi.waitFor(() => expect(dense.settled()).toBe(2_000), 5_000);
    expect(dense.sent.length).toBeLessThan(60);
  });

  test('waits for a dense stream as long as it flows, and not for one that pauses', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    try {
      const { box, sent, settled } = outbox({ hold: Promise.resolve() });
      let seq = 0;
      const flow = async (ms: number): Promise<void> => {
        for (let now = 0; now < ms; now += 20) {
          for (let items = 0; items < 30; items += 1) box.push(event((seq += 1)));
          await vi.advanceTimersByTimeAsync(20);
        }
      };
      await flow(1_200);
      const signals = sent.length;
      await flow(1_200);
      expect(sent.length - signals).toBeLessThanOrEqual(5);
      // Wherever in a gap it pauses, after one look or the next.
      for (let more = 20; more <= 300; more += 40) {
        await flow(600 + more);
        await vi.advanceTimersByTimeAsync(130);
        expect(settled()).toBe(seq);
      }
    } finally {
      vi.useRealTimers();
    }
  });

  test('does not let a barrier wait for more to come', async () => {
    const { box, sent, settled } = outbox();
    for (let seq = 1; seq <= 400; seq += 1) {
      box.push(event(seq));
      if (seq % 5 === 0) await sleep(1);
    }
    await vi.waitFor(() => expect(settled()).toBe(400), { interval: 1 });
    box.push(event(401));
    box.push(barrier(402));
    await vi.waitFor(() => expect(settled()).toBe(402), { interval: 1, timeout: 40 });
    expect(sent.at(-1)).toEqual([401, 402]);
  });

  test('keeps back what a workflow has no room for as long as it is busy with one task', async () => {
    let task: string | null = null;
    const { box, sent, settled } = outbox({
      lookAtRun: async () => ({ run: 'a', task, history: 10, bytes: 10_000 }),
    });
    const push = async (from: number, to: number): Promise<void> => {
      for (let seq = from; seq <= to; seq += 1) {
        box.push(barrier(seq));
        await sleep(4);
      }
    };
    await push(1, 50);
    task = 'long';
    await push(51, 250);
    // So many signals at most while a task is open: the server keeps 100.
    expect(sent.filter((batch) => batch[0]! > 50).length).toBeLessThan(100);
    expect(settled()).toBeLessThan(200);
    task = 'next';
    await vi.waitFor(() => expect(settled()).toBe(250), 5_000);
    expect(sent.flat()).toEqual(Array.from({ length: 250 }, (_, n) => n + 1));
  });

  test.each([
    ['events', { history: 3_500, bytes: 10_000 }],
    ['bytes', { history: 50, bytes: 3_000_000 }],
  ])(
    'tells a run that is nearly full of %s to hand over, and sends nothing until it has',
    async (_, full) => {
      let look: RunLook = { run: 'first', task: null, ...full };
      const { box, sent, lasts, settled } = outbox({ lookAtRun: async () => look });
      const push = async (from: number, to: number): Promise<void> => {
        for (let seq = from; seq <= to; seq += 1) {
          box.push(barrier(seq));
          await sleep(4);
        }
      };
      await push(1, 80);
      expect(lasts).toHaveLength(1);
      expect(sent.at(-1)).toContain(lasts[0]);
      expect(settled()).toBeLessThan(80);
      look = { run: 'second', task: null, history: 3, bytes: 3_000 };
      await vi.waitFor(() => expect(settled()).toBe(80), 5_000);
      await push(81, 160);
      await vi.waitFor(() => expect(settled()).toBe(160), 5_000);
      expect(lasts).toHaveLength(1);
      expect(sent.flat()).toEqual(Array.from({ length: 160 }, (_, n) => n + 1));
    },
  );

  test('goes on when a run does not hand over', async () => {
    const { box, lasts, settled } = outbox({
      lookAtRun: async () => ({ run: 'stuck', task: null, history: 3_500, bytes: 10_000 }),
    });
    for (let seq = 1; seq <= 60; seq += 1) {
      box.push(barrier(seq));
      await sleep(4);
    }
    await vi.waitFor(() => expect(settled()).toBe(60), 10_000);
    expect(lasts).toHaveLength(1);
  });
});
