import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LeafMetric, MOST_ENDED_RUNS, MOST_OPEN_RUNS } from '../../src/triggers/metrics/leaf-metric.ts';
import { compileMetric } from '../../src/triggers/metrics/metric.ts';
import { newMetricState, type MetricState } from '../../src/triggers/metrics/metric-state.ts';
import type { RunState } from '../../src/triggers/metrics/run-step.ts';
import { MOST_CELLS, STEPS } from '../../src/triggers/metrics/samples.ts';

const START = Date.UTC(2025, 0, 1);

interface Setup {
  readonly name?: 'successes' | 'duration' | 'lateness';
  readonly threshold?: number;
  readonly range?: number;
  readonly firing_for?: number;
}

/** A metric driven by hand; times in ms after the start. */
class Driven {
  readonly state: MetricState = newMetricState(START);
  readonly #setup: Setup;
  metric: LeafMetric;
  turns: string[] = [];
  #seq = 0;

  constructor(setup: Setup) {
    this.#setup = setup;
    this.metric = this.#make(this.state);
  }

  /** Goes on from the state as JSON gives it back. */
  reload(): void {
    const copy = JSON.parse(JSON.stringify(this.state)) as MetricState;
    for (const key of Object.keys(this.state)) delete (this.state as unknown as Record<string, unknown>)[key];
    Object.assign(this.state, copy);
    this.metric = this.#make(this.state);
  }

  step(at: number, run: string, state: RunState): void {
    const time = START + at;
    this.#seq += 1;
    const event = { id: `e${this.#seq}`, seq: this.#seq };
    this.metric.take(
      { id: `prefect.flow-run.${run}`, state },
      { shown: time, now: time, time, event },
      (turn) => this.turns.push(`${turn} ${at}`),
    );
  }

  #make(state: MetricState): LeafMetric {
    const { name = 'duration', threshold = 60, range = 300, firing_for = 0 } = this.#setup;
    return new LeafMetric(compileMetric({ name, operator: '>', threshold, range, firing_for }), state);
  }
}

function uuid(n: number): string {
  return `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
}

describe('what a metric remembers', () => {
  it('is the same after it has travelled as JSON', () => {
    const steps = fc.array(
      fc.record({
        gap: fc.integer({ min: 0, max: 120_000 }),
        run: fc.constantFrom('a', 'b', '7', '__proto__'),
        state: fc.constantFrom<RunState[]>(
          'late',
          'pending',
          'running',
          'failed',
          'crashed',
          'ended',
          'other',
        ),
        reload: fc.boolean(),
      }),
      { maxLength: 60, size: 'max' },
    );
    const name = fc.constantFrom('successes' as const, 'duration' as const, 'lateness' as const);
    fc.assert(
      fc.property(name, steps, (metric, all) => {
        const plain = new Driven({ name: metric, threshold: 0.5 });
        const reloaded = new Driven({ name: metric, threshold: 0.5 });
        let at = 0;
        for (const { gap, run, state, reload } of all) {
          at += gap;
          plain.step(at, run, state);
          if (reload) reloaded.reload();
          reloaded.step(at, run, state);
          expect(reloaded.metric.reading).toEqual(plain.metric.reading);
          expect(reloaded.metric.next).toBe(plain.metric.next);
        }
        expect(reloaded.turns).toEqual(plain.turns);
      }),
      { numRuns: 300 },
    );
  });

  it('stays small and nearly exact over 30 days with a run each 30 seconds', () => {
    const range = 30 * 86_400;
    const { state, metric, ...driven } = { ...fill(range, 1.5 * range, 30) };
    expect(state.cells.length).toBeLessThanOrEqual(MOST_CELLS);
    expect(JSON.stringify(state).length).toBeLessThan(300_000);
    // What is counted is what ended in the range, and at most a step longer ago.
    const step = range / STEPS / 30;
    const exact = range / 30;
    expect(metric.reading.runs).toBeGreaterThanOrEqual(exact);
    expect(metric.reading.runs).toBeLessThanOrEqual(exact + step + 1);
    expect(driven.value).toBe(10);
  });

  it('is exact as long as the samples in the range fit', () => {
    const { metric } = fill(4_000, 12_000, 1);
    expect(metric.reading.runs).toBe(4_000);
  });

  it('remembers a bounded number of runs under way, the latest ones', () => {
    const driven = new Driven({});
    for (let run = 0; run < MOST_OPEN_RUNS + 5_000; run += 1) driven.step(run, uuid(run), 'running');
    const open = Object.keys(driven.state.open).length;
    expect(open).toBeLessThanOrEqual(MOST_OPEN_RUNS);
    expect(open).toBeGreaterThan(MOST_OPEN_RUNS * 0.85);
    driven.step(100_000, uuid(0), 'ended');
    expect(driven.metric.reading.runs).toBe(0);
    driven.step(100_000, uuid(MOST_OPEN_RUNS + 4_999), 'ended');
    expect(driven.metric.reading.runs).toBe(1);
  });

  it('keeps counting runs whose details it has forgotten', () => {
    const driven = new Driven({ name: 'successes', range: 86_400 });
    const runs = MOST_ENDED_RUNS * 2;
    for (let run = 0; run < runs; run += 1) {
      driven.step(run, uuid(run), 'pending');
      driven.step(run, uuid(run), run % 4 === 0 ? 'failed' : 'ended');
    }
    expect(Object.keys(driven.state.ended).length).toBeLessThanOrEqual(MOST_ENDED_RUNS);
    expect(driven.metric.reading).toMatchObject({ runs, value: 0.75 });
  });

  it('looks again seldom, however many runs there are', () => {
    const range = 3_600;
    const driven = new Driven({ range, threshold: 60 });
    for (let second = 0; second < 2 * range; second += 1) run(driven, second * 1_000, uuid(second), 10_000);
    let looks = 0;
    for (let next = driven.metric.next; next !== null; next = driven.metric.next) {
      driven.metric.advance(next, () => undefined);
      looks += 1;
    }
    expect(driven.metric.reading.runs).toBeLessThan(300);
    expect(looks).toBeLessThan(20);
  });
});

/** A run that takes so long, in ms, and ends at `at`. */
function run(driven: Driven, at: number, id: string, takes: number): void {
  driven.step(at - takes, id, 'running');
  driven.step(at, id, 'ended');
}

/** Runs of 10 s, one each `every` seconds, over `span` seconds. */
function fill(
  range: number,
  span: number,
  every: number,
): { state: MetricState; metric: LeafMetric; value: number | null } {
  const driven = new Driven({ range });
  for (let second = 10; second <= span; second += every) {
    driven.step(second * 1_000 - 10_000, uuid(second), 'running');
    driven.step(second * 1_000, uuid(second), 'ended');
  }
  return { state: driven.state, metric: driven.metric, value: driven.metric.reading.value };
}
