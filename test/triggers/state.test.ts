import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  newTriggerState,
  openWindows,
  reduce,
  stateSize,
  type TriggerState,
} from '../../src/triggers/index.ts';
import { packEvent, packText, unpackEvent, unpackText } from '../../src/triggers/packing.ts';
import { playScenario } from '../conformance/pure-driver.ts';
import type { ScenarioLog } from '../conformance/scenario-log.ts';
import { scenarioArbitrary } from './arbitrary.ts';
import { Engine } from './engine.ts';

const RUNS = Number(process.env['FC_RUNS'] ?? 400);

function copy(state: TriggerState): TriggerState {
  return JSON.parse(JSON.stringify(state)) as TriggerState;
}

/** A state without what may differ: the order of its windows. */
function canonical(state: TriggerState): unknown {
  const leaves = state.leaves.map((leaf) => ({
    ...leaf,
    rows: leaf.rows.toSorted(([a], [b]) => (a < b ? -1 : 1)),
  }));
  return { ...copy(state), leaves };
}

describe('a restart at any point', () => {
  it('changes nothing: firings, windows, reasons', () => {
    fc.assert(
      fc.property(
        scenarioArbitrary,
        fc.array(fc.boolean(), { minLength: 1, maxLength: 9 }),
        (scenario, restarts) => {
          let input = 0;
          const restart = (log: ScenarioLog): void => {
            log.beforeInput = () => {
              if (restarts[input++ % restarts.length]) log.state = copy(log.state);
            };
          };
          const straight = playScenario(scenario);
          const restarted = playScenario(scenario, restart);
          expect(restarted.firings).toEqual(straight.firings);
          expect(canonical(restarted.state)).toEqual(canonical(straight.state));
        },
      ),
      { numRuns: RUNS },
    );
  });
});

describe('batches and repeats', () => {
  const unchanging = scenarioArbitrary.map((scenario) => ({
    ...scenario,
    timeline: scenario.timeline.filter((entry) => !entry.update),
  }));

  it('a batch of n inputs equals n batches of one', () => {
    fc.assert(
      fc.property(unchanging, fc.integer({ min: 1, max: 7 }), (scenario, size) => {
        const log = playScenario(scenario);
        let state = newTriggerState();
        const firings = [];
        for (let from = 0; from < log.inputs.length; from += size) {
          state = copy(state);
          for (const input of log.inputs.slice(from, from + size)) {
            firings.push(...reduce(log.compiled, state, input).firings);
          }
        }
        expect(firings).toEqual(log.firings);
        expect(canonical(state)).toEqual(canonical(log.state));
      }),
      { numRuns: RUNS },
    );
  });

  it('an event given again, at once or later, changes nothing', () => {
    fc.assert(
      fc.property(unchanging, fc.array(fc.nat(50), { minLength: 1, maxLength: 20 }), (scenario, picks) => {
        const log = playScenario(scenario);
        const state = newTriggerState();
        const seen = [];
        const firings = [];
        for (const [at, input] of log.inputs.entries()) {
          firings.push(...reduce(log.compiled, state, input).firings);
          if (input.type === 'event') seen.push(input);
          const again = seen[(picks[at % picks.length] ?? 0) % Math.max(1, seen.length)];
          if (again) expect(reduce(log.compiled, state, { ...again, at: input.at }).firings).toEqual([]);
        }
        expect(firings).toEqual(log.firings);
      }),
      { numRuns: RUNS },
    );
  });
});

function uuid(n: number): string {
  return `0192${n.toString(16).padStart(4, '0')}-7abc-4def-8123-${(n * 7919).toString(16).padStart(12, '0')}`;
}

describe('the size of the state', () => {
  const now = 1_790_000_000_000;

  it.each([['Reactive'], ['Proactive']])('20,000 windows of a %s trigger fit in 2 MB', (posture) => {
    const engine = new Engine({
      type: 'event',
      posture,
      expect: [],
      after: ['start'],
      threshold: 3,
      within: 600,
      for_each: ['prefect.resource.id'],
    });
    engine.give({ type: 'load', at: now, lag: 0 });
    for (let seq = 1; seq <= 20_000; seq += 1) {
      const key = [`prefect.flow-run.${uuid(seq)}`];
      const occurred = now + seq + 0.123;
      const matches = [{ leaf: 0, expect: false, after: true, key }];
      engine.give({
        type: 'event',
        at: now + seq,
        lag: 0,
        seq: 10_000_000 + seq,
        id: uuid(seq),
        occurred,
        matches,
      });
    }
    expect(stateSize(engine.state)).toBe(20_000);
    expect(JSON.stringify(engine.state).length).toBeLessThan(2_000_000);
    const [window] = openWindows(engine.compiled, copy(engine.state), 1);
    expect(window).toMatchObject({
      labels: { 'prefect.resource.id': `prefect.flow-run.${uuid(1)}` },
      start: now + 1.123,
      end: now + 600_001.123,
      count: 0,
      last: posture === 'Proactive' ? { id: uuid(1), seq: 10_000_001 } : null,
      deadline: posture === 'Proactive' ? now + 600_001.123 : null,
    });
  });

  it('stays bounded: windows over for a minute are gone (R10)', () => {
    const engine = new Engine({
      type: 'event',
      posture: 'Reactive',
      threshold: 5,
      within: 10,
      for_each: ['prefect.resource.id'],
    });
    engine.load();
    let most = 0;
    for (let at = 1; at <= 5000; at += 1) {
      engine.event({ at, event: 'e', resource: `r${at}` });
      most = Math.max(most, stateSize(engine.state));
    }
    expect(most).toBe(70);
    expect(engine.state.reasons.counts['windows-forgotten']).toBeGreaterThan(4000);
  });
});

describe('short forms', () => {
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom('~', 'A', '-', '0', 'f') }),
    fc
      .tuple(fc.string(), fc.uuid(), fc.constantFrom('', '~', '~~', 'x'), fc.uuid())
      .map((parts) => parts.join('')),
  );

  it('give the text back', () => {
    fc.assert(
      fc.property(text, (one) => {
        expect(unpackText(packText(one))).toBe(one);
        expect(unpackEvent(packEvent({ id: one, seq: 36 }))).toEqual({ id: one, seq: 36 });
      }),
    );
  });

  it('give ids back and are short', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        expect(unpackEvent(packEvent({ id, seq: 1 }))).toEqual({ id, seq: 1 });
        expect(packEvent({ id, seq: 1 })).toHaveLength(2 + 22);
        expect(packText(`prefect.flow-run.${id}`)).toHaveLength(17 + 23);
      }),
    );
  });
});
