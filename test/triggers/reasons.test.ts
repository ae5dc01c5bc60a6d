import { describe, expect, it } from 'vitest';
import { describeReason } from '../../src/triggers/index.ts';
import { Engine } from './engine.ts';

const leaf = (over: Record<string, unknown>): Record<string, unknown> => ({
  type: 'event',
  posture: 'Reactive',
  expect: ['e'],
  ...over,
});

const codes = (engine: Engine): string[] => engine.reasons.map((reason) => reason.code);

function after(engine: Engine, ...events: [number, string, number?][]): string[] {
  engine.load();
  for (const [at, event, occurred = at] of events) engine.event({ at, event, occurred });
  return codes(engine);
}

describe('reasons', () => {
  it.each<[string, Record<string, unknown>, [number, string, number?][]]>([
    ['event-seen', {}, [[1, 'e']]],
    ['counted', { threshold: 2, within: 10 }, [[1, 'e']]],
    [
      'threshold-reached',
      { threshold: 2, within: 10 },
      [
        [1, 'e'],
        [2, 'e'],
      ],
    ],
    [
      'fired-in-this-window',
      { within: 10 },
      [
        [1, 'e'],
        [2, 'e'],
      ],
    ],
    [
      'before-window',
      { within: 10, threshold: 2 },
      [
        [1, 'e'],
        [20, 'e'],
        [21, 'e', 5],
      ],
    ],
    ['nothing-to-wait-for', { after: ['a'], within: 10 }, [[1, 'e']]],
    ['window-opened', { after: ['a'], within: 10 }, [[1, 'a']]],
    ['window-opened', { after: ['e'], within: 10 }, [[1, 'e']]],
    [
      'window-already-open',
      { after: ['a'], within: 10 },
      [
        [1, 'a'],
        [2, 'a'],
      ],
    ],
    [
      'window-expired',
      { after: ['a'], within: 10 },
      [
        [1, 'a'],
        [20, 'e'],
      ],
    ],
    [
      'count-too-low',
      { after: ['a'], threshold: 2 },
      [
        [1, 'a'],
        [2, 'e'],
      ],
    ],
    ['window-satisfied', { posture: 'Proactive', within: 10 }, [[1, 'e']]],
  ])('%s', (code, over, events) => expect(after(new Engine(leaf(over)), ...events)).toEqual([code]));

  it('tells that a count was started again', () => {
    const engine = new Engine(leaf({ threshold: 2, within: 10 }));
    expect(after(engine, [1, 'e'], [20, 'e'])).toEqual(['window-started-again', 'counted']);
  });

  it('tells of disabled automations and repeated events', () => {
    const engine = new Engine(leaf({}));
    engine.event({ at: 1, event: 'e' });
    expect(codes(engine)).toEqual(['disabled']);
    engine.give({ type: 'event', at: 2, lag: 0, seq: 1, id: 'e1', occurred: 1, matches: [] });
    expect(codes(engine)).toEqual(['already-handled']);
  });

  it('tells what a composite waits for', () => {
    const triggers = [leaf({ expect: ['a'] }), leaf({ expect: ['b'] })];
    const engine = new Engine({ type: 'sequence', triggers, within: 10 });
    expect(after(engine, [1, 'a'])).toEqual(['event-seen', 'waiting-for-children']);
    expect(after(engine, [1, 'b'], [2, 'a'])).toEqual(['event-seen', 'children-out-of-order']);
    expect(after(engine, [1, 'a'], [20, 'b'])).toContain('child-firing-too-old');
    expect(after(engine, [1, 'a'], [2, 'b'])).toEqual(['event-seen', 'children-fired-in-order']);
  });

  it('stay few in the state, and are counted in full', () => {
    const engine = new Engine(leaf({ threshold: 1000, within: 10_000 }));
    engine.load();
    for (let at = 0; at < 500; at += 1) engine.event({ at, event: 'e' });
    expect(engine.state.reasons.counts).toEqual({ counted: 500 });
    expect(engine.state.reasons.recent.length).toBeLessThanOrEqual(64);
    expect(engine.state.reasons.recent.at(-1)).toMatchObject({ code: 'counted', count: 500, seq: 500 });
  });

  it('come in words', () => {
    const engine = new Engine(leaf({ threshold: 2, within: 10 }));
    after(engine, [1, 'e'], [2, 'e']);
    expect(engine.reasons.map(describeReason)).toEqual([
      '2 of 2 events in the window from 1969-12-31T23:45:01.000Z to 1970-01-01T00:00:11.000Z',
    ]);
  });
});

describe('composite firings', () => {
  it('carry the firings of their children, all the way down', () => {
    const inner = { type: 'compound', require: 'any', within: null, triggers: [leaf({ expect: ['a'] })] };
    const engine = new Engine({
      type: 'compound',
      require: 'all',
      within: null,
      triggers: [inner, leaf({})],
    });
    after(engine, [1, 'a'], [2, 'e']);
    expect(engine.firings).toMatchObject([
      {
        at: 2000,
        labels: {},
        event: { id: 'e2', seq: 2 },
        trigger: '',
        reason: { code: 'children-fired', fired: 2, required: 2 },
        children: [
          { trigger: '0', at: 1000, event: { id: 'e1' }, children: [{ trigger: '0.0', children: [] }] },
          { trigger: '1', at: 2000, event: { id: 'e2' } },
        ],
      },
    ]);
  });
});
