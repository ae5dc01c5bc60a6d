import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { ActOnce } from '../../activities/act-once.ts';
import type { ActedFiring } from '../../activities/types.ts';
import type { Firing } from '../../src/evaluation/evaluator.ts';

const firing = (id: string): Firing => ({ id }) as Firing;
const done = (id: string): ActedFiring => ({ firing: id, actions: ['executed'] });

/** Acting that is on record, and ends when it is told to. */
function acting(outcome: () => Promise<void> = () => sleep(5)) {
  const calls: string[][] = [];
  const once = new ActOnce(async (firings) => {
    calls.push(firings.map(({ id }) => id));
    await outcome();
    return firings.map(({ id }) => done(id));
  });
  return { once, calls };
}

describe('acting on a firing once', () => {
  test('lets the second share what the first has begun, and each gets the outcomes in its own order', async () => {
    const { once, calls } = acting();
    const ahead = once.act([firing('a'), firing('b')]);
    const workflow = once.decided([firing('c'), firing('b'), firing('a')]);
    expect(await ahead).toEqual([done('a'), done('b')]);
    expect(await workflow).toEqual([done('c'), done('b'), done('a')]);
    expect(await once.decided([firing('a')])).toEqual([done('a')]);
    expect(calls).toEqual([['a', 'b'], ['c']]);
  });

  test('a failure reaches all who wait, and whoever comes next acts', async () => {
    let down = true;
    const { once, calls } = acting(async () => {
      const fails = down;
      await sleep(5);
      if (fails) throw new Error('the store is away');
    });
    const both = await Promise.allSettled([
      once.act([firing('a')]),
      once.decided([firing('a'), firing('b')]),
    ]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await sleep(20);
    down = false;
    expect(await once.decided([firing('a'), firing('b')])).toEqual([done('a'), done('b')]);
    expect(calls).toEqual([['a'], ['b'], ['a', 'b']]);
  });

  test('tells of what workflows have decided, before it is acted on, and of nothing else', async () => {
    const { once, calls } = acting();
    const heard: { ids: string[]; acted: number }[] = [];
    once.onDecided((firings) => heard.push({ ids: firings.map(({ id }) => id), acted: calls.length }));
    await once.act([firing('a')]);
    await once.decided([firing('a'), firing('b')]);
    expect(heard).toEqual([{ ids: ['a', 'b'], acted: 1 }]);
  });
});
