import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { Gathering } from '../../activities/gathering.ts';

function gathering(expected: number) {
  const together = new Gathering();
  for (let one = 0; one < expected; one += 1) together.expect();
  const gone: number[] = [];
  const arrive = (one: number): void => void together.arrive().then(() => gone.push(one));
  return { arrive, gone };
}

describe('a gathering', () => {
  test('does not keep one that is alone', async () => {
    const { arrive, gone } = gathering(1);
    arrive(1);
    await Promise.resolve();
    await Promise.resolve();
    expect(gone).toEqual([1]);
  });

  test('lets all go when the last one has arrived', async () => {
    const { arrive, gone } = gathering(3);
    arrive(1);
    arrive(2);
    await sleep(1);
    expect(gone).toEqual([]);
    arrive(3);
    await sleep(1);
    expect(gone).toEqual([1, 2, 3]);
  });

  test('does not wait long for one that is slow, nor for many', async () => {
    const { arrive, gone } = gathering(200);
    arrive(1);
    await sleep(60);
    expect(gone).toEqual([1]);
    for (let one = 2; one <= 51; one += 1) arrive(one);
    await sleep(1);
    expect(gone).toHaveLength(51);
  });
});
