import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { Evaluator, type Firing } from '../../src/evaluation/evaluator.ts';
import { ImmediateEvaluation } from '../../src/evaluation/immediate.ts';
import type { ControlItem, EventItem, Item } from '../../src/evaluation/items.ts';
import { newAutomationState } from '../../src/evaluation/state.ts';
import type { TriggerDefinition } from '../../src/triggers/index.ts';

type EventTrigger = Extract<TriggerDefinition, { type: 'event' }>;

const trigger: EventTrigger = {
  type: 'event',
  posture: 'Reactive',
  expect: ['a'],
  after: [],
  match: {},
  match_related: {},
  for_each: ['prefect.resource.id'],
  threshold: 1,
  within: 0,
};
const START = Date.UTC(2026, 0, 1);

/** Pseudo-random numbers from 0 to 1 that are the same in each run. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

function event(seq: number, at: number, random: () => number): EventItem {
  const lag = random() < 0.3 ? Math.floor(random() * 5_000) : undefined;
  return {
    seq,
    at,
    id: randomUUID(),
    event: 'a',
    occurred: at - Math.floor(random() * 100_000),
    matches: [{ leaf: 0, expect: true, after: false, key: [`key-${Math.floor(random() * 3)}`] }],
    ...(lag !== undefined && { lag }),
    ...(random() < 0.2 && { depth: 2 }),
  };
}

/** A log as the automation sees it: events, pauses, test firings, places that are others'. */
function logOf(seed: number, definition: { name: string; trigger: TriggerDefinition }): Item[] {
  const random = randomOf(seed);
  const items: Item[] = [{ seq: 1, at: START, control: 'created', version: 3, enabled: true, definition }];
  for (let n = 0, seq = 1, at = START; n < 60; n += 1) {
    seq += 1 + Math.floor(random() * 3);
    at += Math.floor(random() * 2_000);
    const control = (what: ControlItem['control']): ControlItem => ({ seq, at, control: what, version: 3 });
    const kind = random();
    if (kind < 0.07) items.push(control('paused'));
    else if (kind < 0.14) items.push(control('resumed'));
    else items.push(event(seq, at, random));
  }
  return items;
}

const withoutOrdinal = ({ ordinal: _ordinal, ...firing }: Firing): Omit<Firing, 'ordinal'> => firing;

describe('the evaluation of an immediate trigger by itself', () => {
  test('decides what the whole evaluation decides, wherever it begins', () => {
    let fired = 0;
    for (let seed = 1; seed <= 200; seed += 1) {
      const id = randomUUID();
      const whole = new Evaluator(newAutomationState(id));
      let enabled = true;
      let alone: ImmediateEvaluation | null = null;
      for (const item of logOf(seed, { name: 'n', trigger })) {
        const expected = whole.apply(item);
        if ('control' in item) {
          // What a dispatcher does at a change, and when it begins anew: it starts without what came before.
          alone = null;
          enabled = item.control !== 'paused';
        } else if ('matches' in item && enabled) {
          alone ??= ImmediateEvaluation.of({ id, version: 3, trigger }, item);
          expect(alone!.apply(item).map(withoutOrdinal)).toEqual(expected.map(withoutOrdinal));
          fired += expected.length;
        } else expect(expected).toEqual([]);
      }
    }
    expect(fired).toBeGreaterThan(5_000);
  });

  test('answers nothing to an event that it has been told of', () => {
    const first = event(7, START, () => 0.5);
    const alone = ImmediateEvaluation.of({ id: randomUUID(), version: 1, trigger }, first)!;
    expect(alone.apply(first)).toHaveLength(1);
    expect(alone.apply(first)).toEqual([]);
  });

  test('is only for triggers that need nothing of what came before', () => {
    const first = event(7, START, () => 0.5);
    const of = (other: TriggerDefinition) =>
      ImmediateEvaluation.of({ id: randomUUID(), version: 1, trigger: other }, first);
    expect(of(trigger)).not.toBeNull();
    expect(of({ ...trigger, threshold: 2 })).toBeNull();
    expect(of({ ...trigger, within: 10 })).toBeNull();
    expect(of({ ...trigger, after: ['b'] })).toBeNull();
    expect(of({ ...trigger, posture: 'Proactive', within: 10 })).toBeNull();
    expect(of({ type: 'compound', require: 'any', within: null, triggers: [trigger] })).toBeNull();
  });
});
