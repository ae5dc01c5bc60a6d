import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { Evaluator, type Firing } from '../../src/evaluation/evaluator.ts';
import type { Item } from '../../src/evaluation/items.ts';
import { divideState, isDivisible, partitionOf } from '../../src/evaluation/partitions.ts';
import { newAutomationState, type AutomationState } from '../../src/evaluation/state.ts';
import type { TriggerDefinition } from '../../src/triggers/index.ts';

const trigger: TriggerDefinition = {
  type: 'event',
  posture: 'Reactive',
  expect: ['a'],
  after: [],
  match: {},
  match_related: {},
  for_each: ['prefect.resource.id'],
  threshold: 3,
  within: 3_600,
};
const id = randomUUID();
const keys = Array.from({ length: 200 }, (_none, n) => `resource-${n}`);

describe('the partition of a key', () => {
  test('stays what it is: states of earlier versions lie where it says', () => {
    expect(['', 'a', 'resource-1', 'é😀', '["x","y"]'].map((key) => partitionOf(key, 4_096))).toEqual([
      3083, 435, 3648, 3568, 1758,
    ]);
  });

  test('spreads keys evenly', () => {
    const counts = Array.from({ length: 8 }, () => 0);
    for (let n = 0; n < 80_000; n += 1) counts[partitionOf(`bench.resource.${n}`, 8)]! += 1;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
  });

  test('of more partitions is one of those that its old one becomes', () => {
    for (const key of keys) expect(partitionOf(key, 64) % 8).toBe(partitionOf(key, 8));
  });
});

test('only a single event trigger with keys can be divided', () => {
  expect(isDivisible(trigger)).toBe(true);
  expect(isDivisible({ ...trigger, for_each: [] })).toBe(false);
  expect(isDivisible({ type: 'compound', require: 'any', within: null, triggers: [trigger] })).toBe(false);
});

/** The log as an automation sees it: each key three times in a shuffled order, each event with its place. */
function itemsOf(): Item[] {
  const at = Date.UTC(2026, 0, 1);
  const created: Item = {
    seq: 1,
    at,
    control: 'created',
    version: 1,
    enabled: true,
    definition: { name: 'n', trigger },
  };
  const events = Array.from({ length: 3 * keys.length }, (_none, n): Item => {
    const key = keys[(n * 7) % keys.length]!;
    return {
      seq: n + 2,
      at: at + n,
      id: randomUUID(),
      event: 'a',
      occurred: at + n,
      matches: [{ leaf: 0, expect: true, after: false, key: [key] }],
    };
  });
  return [created, ...events];
}

function keyOf(item: Item): string | null {
  return 'matches' in item ? item.matches[0]!.key[0]! : null;
}

/** Divides at each of these places of the list, each time into three times as many. */
function evaluateDivided(items: readonly Item[], places: readonly number[]): Firing[] {
  const firings: Firing[] = [];
  let parts = [new Evaluator(newAutomationState(id))];
  for (const [place, item] of items.entries()) {
    if (places.includes(place)) {
      const from = parts.length;
      const states = parts.flatMap(({ state }): AutomationState[] => {
        state.partitions = from * 3;
        // As they travel: as JSON.
        return [state, ...(JSON.parse(JSON.stringify(divideState(state, from))) as AutomationState[])];
      });
      parts = states
        .sort((a, b) => (a.partition ?? 0) - (b.partition ?? 0))
        .map((state) => new Evaluator(state));
    }
    const key = keyOf(item);
    const to = key === null ? parts : [parts[partitionOf(key, parts.length)]!];
    for (const part of to) firings.push(...part.apply(item));
  }
  return firings;
}

describe('divided evaluation', () => {
  const seen = (firings: readonly Firing[]) =>
    firings.map(({ at, labels, event, reason }) => ({ at, labels, event, reason }));

  test.each([[[300]], [[100, 400]], [[1, 2, 3]]])('at %j fires as it does undivided', (places) => {
    const items = itemsOf();
    const whole = evaluateDivided(items, []);
    const divided = evaluateDivided(items, places);
    expect(whole).toHaveLength(keys.length);
    expect(seen(divided)).toEqual(seen(whole));
    expect(new Set(divided.map((firing) => firing.id)).size).toBe(keys.length);
  });

  test('leaves the ids of an automation with one partition as they were', () => {
    const [first] = evaluateDivided(itemsOf(), []);
    const again = evaluateDivided(itemsOf(), [1]).filter(({ ordinal }) => ordinal === 0);
    expect(first?.ordinal).toBe(0);
    expect(again.length).toBeGreaterThan(1);
  });
});

test('a new definition begins in the first partition, and the others have nothing left to do', () => {
  const [created, ...events] = itemsOf();
  const first = new Evaluator(newAutomationState(id));
  first.apply(created!);
  for (const event of events.slice(0, 200)) first.apply(event);
  first.state.partitions = 3;
  const others = divideState(first.state, 1).map((state) => new Evaluator(state));
  const update: Item = { ...created, seq: 1_000, control: 'updated', version: 2 } as Item;
  for (const part of [first, ...others]) part.apply(update);
  expect([first, ...others].map(({ isRetired }) => isRetired)).toEqual([false, true, true]);
  expect(first.state.partitions).toBeUndefined();
  expect(first.state.trigger.leaves[0]?.rows).toEqual([]);
  expect(others.flatMap((part) => part.apply({ ...events[0]!, seq: 1_001 }))).toEqual([]);
});
