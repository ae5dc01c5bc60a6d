import { describe, expect, it } from 'vitest';
import { duration } from '../../src/schemas/durations.ts';
import { looseBoolean, looseInteger, uuid } from '../../src/schemas/scalars.ts';
import { dateTime, formatTime, parseTime } from '../../src/schemas/times.ts';

const refused = Symbol('refused');

function read(schema: typeof duration | typeof looseBoolean | typeof uuid, input: unknown): unknown {
  const result = schema.safeParse(input);
  return result.success ? result.data : refused;
}

// What Prefect 3.8.8 makes of the same values.
describe('durations', () => {
  it.each([
    [1.5, 1.5],
    [-1.5, -1.5],
    [1.23456789, 1.234568],
    ['P1DT2H3M4.5S', 93_784.5],
    ['P1Y2M3W4DT5H6M7S', 38_898_367],
    ['-PT5M', -300],
    ['PT1,5S', 1.5],
    ['PT5M5M', 600],
    ['P1DT', 86_400],
    ['00:05', 300],
    ['25:00', 90_000],
    ['01:00:00.1234567', 3_600.123456],
    ['1 day', 86_400],
    ['1day, 01:00:00', 90_000],
    ['2 days,03:00', 183_600],
    ['-1 days, 23:59:59', -172_799],
    ['999999999 days', 86_399_999_913_600],
  ])('reads %j as %d s', (input, seconds) => {
    expect(read(duration, input)).toBe(seconds);
  });

  it.each([
    ['P'],
    ['PT'],
    ['P1'],
    ['P1H'],
    ['PT1D'],
    ['pt5m'],
    ['PT1.5M2S'],
    ['PT.5S'],
    ['P-1D'],
    ['10'],
    ['10s'],
    ['1 week'],
    ['1:00'],
    ['1:2:3'],
    ['23:60'],
    [' 01:00'],
    ['01:00 '],
    ['2 days, 3:00'],
    ['1000000000 days'],
    [1e15],
    [''],
    [{}],
    [null],
  ])('refuses %j', (input) => {
    expect(read(duration, input)).toBe(refused);
  });
});

describe('loose scalars', () => {
  it.each([
    [true, 1],
    ['1_000', 1_000],
    [' 2.0 ', 2],
    ['-1', -1],
    [1.5, refused],
    ['1e3', refused],
    ['', refused],
  ])('integer %j', (input, expected) => {
    expect(read(looseInteger, input)).toBe(expected);
  });

  it.each([
    ['YES', true],
    ['off', false],
    [1, true],
    [2, refused],
    [' on', refused],
    [null, refused],
  ])('boolean %j', (input, expected) => {
    expect(read(looseBoolean, input)).toBe(expected);
  });

  const id = '2f1c1a52-8f0e-4b5c-9a55-0d6f5a1c7e01';
  it.each([
    [id, id],
    [id.toUpperCase(), id],
    [id.replaceAll('-', ''), id],
    [`{${id}}`, id],
    [`urn:uuid:${id}`, id],
    [` ${id}`, refused],
    [id.slice(1), refused],
  ])('UUID %j', (input, expected) => {
    expect(read(uuid, input)).toBe(expected);
  });
});

describe('times', () => {
  it.each([
    ['2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'],
    ['2026-01-01', '2026-01-01T00:00:00Z'],
    ['2026-01-01 00:00', '2026-01-01T00:00:00Z'],
    ['2026-01-01T00:00:00+02:00', '2025-12-31T22:00:00Z'],
    ['2026-01-01T00:00:00.123456789Z', '2026-01-01T00:00:00.123456Z'],
    [1_767_225_600.5, '2026-01-01T00:00:00.500000Z'],
    [1_767_225_600_000, '2026-01-01T00:00:00Z'],
    ['-1767225600', '1914-01-01T00:00:00Z'],
    ['2026-02-30', refused],
    ['2026-01-01T24:00:00Z', refused],
    ['x', refused],
    [null, refused],
  ])('reads %j', (input, expected) => {
    expect(read(dateTime, input)).toBe(expected);
  });

  it('keeps microseconds on the way through the program', () => {
    const text = '2026-11-22T13:00:45.711241Z';
    expect(formatTime(parseTime(text) ?? NaN)).toBe(text);
  });
});
