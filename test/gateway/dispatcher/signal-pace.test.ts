import { describe, expect, test } from 'vitest';
import { SignalPace } from '../../../src/gateway/dispatcher/signal-pace.ts';

/** The distance that a stream at this rate (items per second) settles at, in ms. */
function gapAt(rate: number, patient = false): number {
  const pace = new SignalPace();
  const items = Math.max(1, rate / 500);
  let now = 0;
  for (let sent = 0; sent < 1_000; sent += 1) {
    now += (items * 1_000) / rate;
    pace.sent(items, now);
  }
  return pace.gap(now, patient);
}

describe('the pace of signals', () => {
  test('lets what is sparse go at once', () => {
    expect(new SignalPace().gap(0)).toBe(0);
    expect(gapAt(2)).toBe(0);
    expect(gapAt(25)).toBe(0);
  });

  test('keeps longer distances the denser the stream is, up to the longest', () => {
    const gaps = [25, 60, 100, 150, 300, 500, 700, 900, 1_400].map((rate) => gapAt(rate));
    expect(gaps).toEqual([...gaps].sort((a, b) => a - b));
    expect(gapAt(100)).toBeCloseTo(25, 0);
    expect(gapAt(600)).toBeCloseTo(120, 0);
    expect(gapAt(2_000)).toBeCloseTo(300);
  });

  test('keeps longer ones where nobody waits, but lets what is sparse go at once there, too', () => {
    expect(gapAt(2, true)).toBe(0);
    for (const rate of [25, 100, 300, 600]) expect(gapAt(rate, true)).toBeGreaterThan(gapAt(rate) + 50);
    expect(gapAt(2_000, true)).toBeCloseTo(200);
  });

  test('forgets a dense stream when it ends', () => {
    const pace = new SignalPace();
    pace.sent(500, 0);
    pace.sent(500, 10);
    expect(pace.gap(10)).toBe(300);
    expect(pace.gap(400)).toBe(0);
    pace.sent(1, 2_000);
    expect(pace.gap(2_000)).toBe(0);
  });
});
