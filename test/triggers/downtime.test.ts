import { describe, expect, it } from 'vitest';
import { Engine } from './engine.ts';

const ABSENCE = { type: 'event', posture: 'Proactive', expect: ['beat'], within: 10 };

describe('a time in which nothing ran', () => {
  it('raises one alarm at the exact deadline, and watches on from the restart', () => {
    const engine = new Engine(ABSENCE);
    engine.load();
    const made = engine.passes(1_000_030, 1_000_000.5);
    expect(engine.times).toEqual([10, 1_000_010.5, 1_000_020.5]);
    expect(made).toBeLessThan(10);
  });

  it('keeps the phase when it was short', () => {
    const engine = new Engine(ABSENCE);
    engine.load();
    engine.passes(45, 15);
    expect(engine.times).toEqual([10, 20, 30, 40]);
  });

  it('lets a satisfied window be followed by one that fires once', () => {
    const engine = new Engine(ABSENCE);
    engine.load();
    engine.event({ at: 5, event: 'beat' });
    engine.passes(520, 500);
    expect(engine.times).toEqual([30, 510, 520]);
  });

  it('gives one alarm for each key, each at its own deadline', () => {
    const engine = new Engine({ ...ABSENCE, threshold: 2, for_each: ['prefect.resource.id'] });
    engine.load();
    engine.event({ at: 3, event: 'beat', resource: 'a' });
    engine.event({ at: 5, event: 'beat', resource: 'b' });
    engine.passes(505, 500);
    expect(engine.firings.map(({ at, labels }) => [at / 1000, labels['prefect.resource.id']])).toEqual([
      [13, 'a'],
      [15, 'b'],
    ]);
    engine.passes(510);
    expect(engine.times).toEqual([13, 15, 510, 510]);
  });

  it('does not go on alarming by itself with `after` and without keys (P7)', () => {
    const engine = new Engine({ ...ABSENCE, after: ['start'] });
    engine.load();
    engine.passes(525, 500);
    expect(engine.times).toEqual([10, 520]);
  });

  it('skips passes that would find nothing, in step with those that would have been', () => {
    const engine = new Engine({ ...ABSENCE, after: ['start'], for_each: ['prefect.resource.id'] });
    engine.load();
    expect(engine.passes(1_000_000, 1_000_000)).toBeLessThan(3);
    expect(engine.nextPass).toBe(1_000_010);
  });
});

describe('a pass that comes late by the clock', () => {
  it('fires once and watches on from then on', () => {
    const engine = new Engine(ABSENCE);
    engine.load();
    engine.give({ type: 'pass', at: 500_000, p: 500_000 });
    expect(engine.times).toEqual([500]);
    expect(engine.nextPass).toBe(510);
  });

  it('does nothing before its time or while disabled', () => {
    const engine = new Engine(ABSENCE);
    expect(engine.give({ type: 'pass', at: 5, p: 5 })).toEqual([]);
    engine.load();
    expect(engine.give({ type: 'pass', at: 9_000, p: 9_000 })).toEqual([]);
    engine.give({ type: 'disable', at: 9_500 });
    expect(engine.nextPass).toBeNull();
    expect(engine.give({ type: 'pass', at: 10_000, p: 10_000 })).toEqual([]);
  });

  it('bears a rounding error in the time', () => {
    const engine = new Engine(ABSENCE);
    engine.load();
    engine.give({ type: 'pass', at: 10_000, p: 9_999.999999 });
    expect(engine.times).toEqual([10]);
    expect(engine.nextPass).toBe(20);
  });
});
