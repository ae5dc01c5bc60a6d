import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EventItem, Item, ItemBatch } from '../../src/evaluation/items.ts';
import type { RunState } from '../../src/triggers/metrics/run-step.ts';
import { packItems, unpackItems } from '../../src/evaluation/packed-items.ts';

const time = fc.oneof(
  fc.integer({ min: 0, max: 4e12 }),
  fc.double({ min: -1e13, max: 1e13, noNaN: true }).filter((value) => !Object.is(value, -0)),
);

const match = fc.record(
  {
    leaf: fc.nat(20),
    expect: fc.boolean(),
    after: fc.boolean(),
    key: fc.array(fc.oneof(fc.string(), fc.constantFrom('a', '1:a', ',', ';0')), { maxLength: 3 }),
    run: fc.record({
      id: fc.constantFrom('r1', 'r2', '', ';0e'),
      state: fc.constantFrom<RunState[]>('pending', 'running', 'failed'),
    }),
  },
  { requiredKeys: ['leaf', 'expect', 'after', 'key'] },
);

const event: fc.Arbitrary<Item> = fc.record(
  {
    seq: fc.nat(),
    at: time,
    id: fc.uuid(),
    event: fc.constantFrom('a', 'b', ''),
    occurred: time,
    matches: fc.array(match, { minLength: 1, maxLength: 3 }),
    lag: fc.integer({ min: 1, max: 1e6 }),
    reached: time,
    shown: time,
    depth: fc.integer({ min: 1, max: 9 }),
  },
  { requiredKeys: ['seq', 'at', 'id', 'event', 'occurred', 'matches'] },
);

const barrier: fc.Arbitrary<Item> = fc.record({ seq: fc.nat(), at: time, barrier: fc.constant(true) });

/** What an item means: what is absent has its default. */
function meaning(item: Item): object {
  const { at, lag = 0, reached = at - lag, shown = reached } = item;
  const depth = 'matches' in item ? (item.depth ?? 0) : 0;
  return { ...item, lag, reached, shown, depth };
}

function travel(batch: ItemBatch): ItemBatch {
  return JSON.parse(JSON.stringify(batch)) as ItemBatch;
}

describe('packed items', () => {
  test('come out as they went in, through JSON', () => {
    const items = fc.array(fc.oneof({ weight: 5, arbitrary: event }, { weight: 1, arbitrary: barrier }), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(items, (sent) => {
        const received = unpackItems(travel(packItems(sent)));
        expect(received.map(meaning)).toEqual(sent.map(meaning));
      }),
      { numRuns: 500 },
    );
  });

  test('take a third of the text when many are alike, and are left as they are when there are few', () => {
    const items = Array.from({ length: 500 }, (_, seq): EventItem => {
      const key = [`prefect.flow-run.${seq % 3}`];
      return {
        seq: 100_000 + seq,
        at: 1_763_833_333_333 + seq,
        id: crypto.randomUUID(),
        event: 'prefect.flow-run.Completed',
        occurred: 1_763_833_333_300.25 + seq,
        matches: [{ leaf: 0, expect: true, after: false, key }],
        lag: 17,
      };
    });
    const packed = JSON.stringify(packItems(items));
    expect(packed.length).toBeLessThan(JSON.stringify({ items }).length / 3);
    expect(packItems(items.slice(0, 5))).toEqual({ items: items.slice(0, 5) });
  });
});
