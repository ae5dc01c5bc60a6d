import { describe, expect, it } from 'vitest';
import { compileEventPattern } from '../../src/triggers/event-pattern.ts';
import { compileLabelPattern } from '../../src/triggers/label-pattern.ts';

describe('event name patterns (M1, M3)', () => {
  it.each([
    ['a.b', 'a.b', true],
    ['a.b', 'a.bc', false],
    ['a.b', 'A.b', false],
    ['a.*', 'a.b.c', true],
    ['a.*', 'a.', false],
    ['*', 'a', true],
    ['*', '', false],
    ['**', 'a', false],
    ['**', 'ab', true],
    ['a*b*c', 'a-b-c', true],
    ['a*b*c', 'ab-c', false],
    ['a*b*c', 'a-bb-b-c', true],
    ['*.up', 'x.up', true],
    ['*.up', 'x.up.', false],
    ['a?', 'ab', false],
    ['a?', 'a?', true],
    ['!a', 'b', false],
    ['!a', '!a', true],
    ['a[b]', 'ab', false],
    ['a[b]', 'a[b]', false],
    ['a[b', 'a[b', true],
    ['*', '😀', true],
    ['**', '😀', false],
  ])('%s and %s: %s', (pattern, name, fits) => expect(compileEventPattern(pattern).test(name)).toBe(fits));
});

describe('label patterns (M5, M6)', () => {
  it.each([
    ['a', 'a', true],
    ['a', 'A', false],
    ['a*', 'a', true],
    ['*a*', 'bab', true],
    ['a*b', 'ab', true],
    ['a*b', 'a', false],
    ['', '', true],
    ['', 'a', false],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['?', '😀', true],
    ['[abc]', 'b', true],
    ['[!abc]', 'b', false],
    ['[!abc]', 'd', true],
    ['[a-c]x', 'bx', true],
    ['[c-a]', 'b', false],
    ['[]]', ']', true],
    ['[!]]', ']', false],
    ['[a', '[a', true],
    ['[a-]', '-', true],
    ['!a', 'b', true],
    ['!a', 'a', false],
    ['!a*', 'abc', false],
    ['!', '', false],
    ['!', 'a', true],
    ['a.b', 'axb', false],
    ['a\nb*', 'a\nbc', true],
  ])('%j and %j: %s', (pattern, value, fits) => expect(compileLabelPattern(pattern)(value)).toBe(fits));
});

describe('hostile patterns', () => {
  const value = 'a'.repeat(20_000);

  it.each([
    `${'*a'.repeat(500)}*b`,
    `${'*?'.repeat(500)}b`,
    `${'*[!b]'.repeat(500)}b`,
    `${'a*'.repeat(500)}b`,
  ])('take no time: %.12s…', (pattern) => {
    const started = performance.now();
    expect(compileLabelPattern(pattern)(value)).toBe(false);
    expect(compileEventPattern(pattern).test(value)).toBe(false);
    expect(performance.now() - started).toBeLessThan(250);
  });
});
