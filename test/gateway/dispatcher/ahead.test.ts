import { randomUUID } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { Evaluator, type Firing } from '../../../src/evaluation/evaluator.ts';
import type { EventItem } from '../../../src/evaluation/items.ts';
import { newAutomationState } from '../../../src/evaluation/state.ts';
import { Ahead } from '../../../src/gateway/dispatcher/ahead.ts';
import type { IndexedAutomation } from '../../../src/gateway/dispatcher/trigger-index.ts';

const automation = (threshold = 1): IndexedAutomation => ({
  id: randomUUID(),
  version: 1,
  enabled: true,
  trigger: {
    type: 'event',
    posture: 'Reactive',
    expect: ['a'],
    after: [],
    match: {},
    match_related: {},
    for_each: [],
    threshold,
    within: 0,
  },
});

const event = (seq: number): EventItem => ({
  seq,
  at: 1_000 + seq,
  id: `event-${seq}`,
  event: 'a',
  occurred: seq,
  matches: [{ leaf: 0, expect: true, after: false, key: [] }],
});

/** What the automation's workflow decides of events, its first firing being its `from`th. */
function decidedBy({ id, version, trigger }: IndexedAutomation, from: number, events: EventItem[]): Firing[] {
  const evaluator = new Evaluator({ ...newAutomationState(id), firings: from });
  evaluator.apply({ seq: 1, at: 1_000, control: 'created', version, definition: { name: 'n', trigger } });
  return events.flatMap((item) => evaluator.apply(item));
}

/** A worker that notes what it is to act on, ahead of workflows which tell what they decide by `tell`. */
function worker(act: () => Promise<void> = () => Promise.resolve()) {
  const batches: Firing[][] = [];
  const errors: unknown[] = [];
  let tell: (firings: readonly Firing[]) => void = () => undefined;
  const ahead = new Ahead({
    worker: {
      act: (firings) => {
        batches.push([...firings]);
        return act();
      },
      onDecided: (listener) => (tell = listener),
    },
    onError: (error) => errors.push(error),
  });
  return { ahead, batches, errors, tell: (firings: readonly Firing[]) => tell(firings) };
}

const ordinals = (batches: Firing[][]): number[] => batches.flat().map(({ ordinal }) => ordinal);

describe('acting ahead of the workflow', () => {
  test('decides what the workflow decides from the creation on, and hands over what came together at once', async () => {
    const { ahead, batches } = worker();
    const a = automation();
    ahead.created(a.id);
    const events = [event(2), event(5), event(6)];
    expect(events.map((item) => ahead.take(a, item))).toEqual([true, true, true]);
    await ahead.stop();
    expect(batches).toEqual([]);

    const other = worker();
    other.ahead.created(a.id);
    for (const item of events) other.ahead.take(a, item);
    await vi.waitFor(() => expect(other.batches).toEqual([decidedBy(a, 0, events)]));
    await other.ahead.stop();
  });

  test('leaves to the workflow what it can not number, until the workflow tells one', async () => {
    const { ahead, batches, tell } = worker();
    const a = automation();
    const events = [2, 3, 4, 5, 6].map(event);
    const decided = decidedBy(a, 70, events);
    expect(ahead.take(a, events[0]!)).toBe(false);
    expect(ahead.take(a, events[1]!)).toBe(false);
    // Of others, and of what was before: nothing follows from that.
    tell(decidedBy(automation(), 5, [event(2)]));
    expect(ahead.take(a, events[2]!)).toBe(false);
    tell([decided[1]!]);
    expect(ahead.take(a, events[3]!)).toBe(true);
    expect(ahead.take(a, events[4]!)).toBe(true);
    await vi.waitFor(() => expect(batches.flat()).toEqual(decided.slice(3)));
    expect(ordinals(batches)).toEqual([73, 74]);
  });

  test('counts firings without an event, and begins anew when the definition changes', async () => {
    const { ahead, batches } = worker();
    const a = automation();
    ahead.created(a.id);
    ahead.take(a, event(2));
    ahead.skip(a.id);
    ahead.take(a, event(4));
    // Paused and resumed: the index has another object for the same.
    ahead.take({ ...a }, event(6));
    await vi.waitFor(() => expect(ordinals(batches)).toEqual([0, 2, 3]));
    ahead.forget(a.id);
    expect(ahead.take({ ...a, version: 2 }, event(8))).toBe(false);

    const b = automation();
    ahead.created(b.id);
    ahead.skip(b.id);
    expect(ahead.take(b, event(9))).toBe(false);
  });

  test('has nothing to do with triggers that need what came before', () => {
    const { ahead } = worker();
    const a = automation(2);
    ahead.created(a.id);
    expect(ahead.take(a, event(2))).toBe(false);
    expect(ahead.take(a, event(3))).toBe(false);
  });

  test('acts on one automation in its order, 100 firings at most at once; stopping waits for these alone', async () => {
    const releases: (() => void)[] = [];
    const { ahead, batches } = worker(() => new Promise((resolve) => releases.push(resolve)));
    const a = automation();
    ahead.created(a.id);
    for (let seq = 2; seq < 252; seq += 1) ahead.take(a, event(seq));
    await vi.waitFor(() => expect(batches).toHaveLength(1));
    releases[0]!();
    await vi.waitFor(() => expect(batches).toHaveLength(2));
    let stopped = false;
    const stopping = ahead.stop().then(() => (stopped = true));
    expect(ahead.take(a, event(300))).toBe(false);
    await Promise.resolve();
    expect(stopped).toBe(false);
    releases[1]!();
    await stopping;
    expect(batches.map(({ length }) => length)).toEqual([100, 100]);
    expect(ordinals(batches)).toEqual(Array.from({ length: 200 }, (_none, n) => n));
  });

  test('tells of an error, leaves those firings to the workflow and goes on with the next', async () => {
    let down = true;
    const { ahead, batches, errors } = worker(async () => {
      if (down) throw new Error('the store is away');
    });
    const a = automation();
    ahead.created(a.id);
    ahead.take(a, event(2));
    await vi.waitFor(() => expect(errors).toHaveLength(1));
    down = false;
    ahead.take(a, event(3));
    await vi.waitFor(() => expect(ordinals(batches)).toEqual([0, 1]));
    expect(errors).toHaveLength(1);
  });

  test('takes no more than it can keep up with', () => {
    const { ahead } = worker(() => new Promise(() => undefined));
    const a = automation();
    ahead.created(a.id);
    const taken = Array.from({ length: 6_000 }, (_none, n) => ahead.take(a, event(n + 2)));
    expect(taken.indexOf(false)).toBe(5_000);
  });
});
