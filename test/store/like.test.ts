import { describe, expect, test } from 'vitest';
import { containsLike } from '../../src/store/like.ts';

describe('a pattern in a text, as SQL has it', () => {
  test.each([
    ['Nightly report', 'REPORT', true],
    ['Nightly report', 'night%rep', true],
    ['Nightly report', 'rep%night', false],
    ['a.c', 'a_c', true],
    ['ac', 'a_c', false],
    ['abc', '%', true],
    ['aab', 'ab', true],
    ['x.y', 'x*y', false],
    ['line\nend', 'line%end', true],
    ['a😀b', 'a_b', true],
    ['ab', '___', false],
  ])('%j has %j: %s', (text, pattern, has) => {
    expect(containsLike(text, pattern)).toBe(has);
  });

  test('many wildcards cost no more than few', () => {
    const started = performance.now();
    expect(containsLike('a'.repeat(5_000), '%a'.repeat(2_000) + '%b')).toBe(false);
    expect(performance.now() - started).toBeLessThan(500);
  });
});
