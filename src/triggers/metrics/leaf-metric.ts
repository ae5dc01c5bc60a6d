import type { EventRef } from '../firing.ts';
import { packEvent, unpackEvent } from '../packing.ts';
import { isBreached, metricValue, readingOf } from './metric.ts';
import type { CompiledMetric, MetricReading } from './metric.ts';
import type { MetricState } from './metric-state.ts';
import type { Moment } from './moment.ts';
import type { RunState, RunStep } from './run-step.ts';
import { Runs } from './runs.ts';
import { Samples } from './samples.ts';

/** How many flow runs under way, and how many that have ended, are remembered one by one. */
export const MOST_OPEN_RUNS = 20_000;
export const MOST_ENDED_RUNS = 5_000;

/** How many cells ahead a change by mere passing of time is looked for. */
const LOOK_AHEAD = 256;

/** Told when the trigger changes its state, at an instant of the events' clock. */
export type OnTurn = (state: 'Triggered' | 'Resolved', since: number) => void;

/**
 * One metric over time: samples come in with events and leave as the events' clock goes on. The condition is followed
 * exactly, from instant to instant; nothing of it is polled. All that it knows is in the state.
 */
export class LeafMetric {
  readonly #metric: CompiledMetric;
  readonly #state: MetricState;
  readonly #samples: Samples;
  readonly #open: Runs;
  readonly #ended: Runs;

  constructor(metric: CompiledMetric, state: MetricState) {
    this.#metric = metric;
    this.#state = state;
    this.#samples = new Samples(state, metric.range);
    // Only of successes a row has a sample; what has left the range need not be known any more.
    const isOver = ([time, ok]: readonly [number, number?]): boolean =>
      ok !== undefined && !this.#samples.covers(time);
    this.#open = new Runs(state.open, MOST_OPEN_RUNS, isOver);
    this.#ended = new Runs(state.ended, MOST_ENDED_RUNS, isOver);
  }

  /** What the metric comes to now. */
  get reading(): MetricReading {
    return readingOf(this.#metric, this.#samples.count, this.#samples.sum);
  }

  get last(): EventRef | null {
    return this.#state.last === null ? null : unpackEvent(this.#state.last);
  }

  /** Starts to evaluate, or goes on after a time without: that time counts for nothing. */
  begin(now: number): void {
    this.#state.now = Math.max(this.#state.now, now);
    this.#samples.expire();
    this.#state.breached = this.#holds();
    this.#state.since = this.#state.now;
  }

  /**
   * Takes one state change of a flow run.
   *
   * @returns whether the samples have changed
   */
  take(step: RunStep, { shown, now, time, event }: Moment, onTurn: OnTurn): boolean {
    this.advance(Math.max(shown, time), onTurn);
    const { count, sum } = this.#samples;
    this.#note(step, time);
    const changed = count !== this.#samples.count || sum !== this.#samples.sum;
    if (changed) this.#state.last = packEvent(event);
    this.#check();
    this.advance(now, onTurn);
    return changed;
  }

  /** Lets time go on: samples leave one after the other, and what has held for long enough is told. */
  advance(until: number, onTurn: OnTurn): void {
    const state = this.#state;
    const to = Math.max(state.now, until);
    for (;;) {
      const expiry = this.#samples.nextExpiry ?? Infinity;
      const due = this.#due ?? Infinity;
      if (Math.min(expiry, due) > to) break;
      state.now = Math.max(state.now, Math.min(expiry, due));
      if (expiry <= due) {
        this.#samples.expire();
        this.#check();
      } else {
        state.fired = state.breached;
        onTurn(state.fired ? 'Triggered' : 'Resolved', state.since);
      }
    }
    state.now = to;
  }

  /**
   * When to look again if no event comes: never after the trigger would have to change its state. Epoch ms of the events' clock;
   * null when nothing can change by itself.
   */
  get next(): number | null {
    const due = this.#due;
    if (due !== null) return due;
    const turn = this.#nextTurn();
    return turn === null ? null : turn + this.#metric.firingFor;
  }

  /** When the condition will have lasted for long enough to change the trigger's state. */
  get #due(): number | null {
    const { breached, fired, since } = this.#state;
    return breached === fired ? null : since + this.#metric.firingFor;
  }

  /** When the condition changes at the soonest because samples leave; at the end of the look-ahead it is a guess on the safe side. */
  #nextTurn(): number | null {
    const { breached } = this.#state;
    const { cells } = this.#samples;
    let { count, sum } = this.#samples;
    const looked = Math.min(cells.length, LOOK_AHEAD);
    for (let at = 0; at < looked; at += 1) {
      const [time, gone, goneSum] = cells[at]!;
      count -= gone;
      sum -= goneSum;
      if (isBreached(this.#metric, metricValue(this.#metric, count, sum)) !== breached)
        return time + this.#metric.range;
    }
    return looked < cells.length ? cells[looked - 1]![0] + this.#metric.range : null;
  }

  #holds(): boolean {
    return isBreached(this.#metric, metricValue(this.#metric, this.#samples.count, this.#samples.sum));
  }

  #check(): void {
    const holds = this.#holds();
    if (holds === this.#state.breached) return;
    this.#state.breached = holds;
    this.#state.since = this.#state.now;
  }

  #note(step: RunStep, time: number): void {
    switch (this.#metric.name) {
      case 'successes':
        this.#noteSuccess(step, time);
        break;
      case 'duration':
        this.#noteSpan(step, time, (state) => (RUNS.has(state) ? 'begin' : ENDS.has(state) ? 'end' : 'drop'));
        break;
      case 'lateness':
        this.#noteSpan(step, time, (state) =>
          state === 'late' ? 'begin' : RUNS.has(state) || state === 'crashed' ? 'end' : 'drop',
        );
        break;
    }
  }

  /**
   * A run counts from when it went pending, and goes well as long as the last that was heard of it is no failure. One
   * of which nothing is known counts from when it runs: executions that others start on Temporal are never pending.
   */
  #noteSuccess({ id, state }: RunStep, time: number): void {
    const known = this.#open.get(id) ?? this.#ended.get(id);
    if (state === 'pending' || (state === 'running' && !known)) {
      if (!this.#samples.covers(time)) return;
      if (known) this.#samples.change(known[0], -1, -known[1]!);
      this.#samples.change(time, 1, 1);
      this.#ended.delete(id);
      this.#open.put(id, [time, 1]);
    } else if (known) {
      const ok = state === 'failed' || state === 'crashed' ? 0 : 1;
      if (ok !== known[1]) this.#samples.change(known[0], 0, ok - known[1]!);
      const [to, from] = ENDS.has(state) ? [this.#ended, this.#open] : [this.#open, this.#ended];
      from.delete(id);
      to.put(id, [known[0], ok]);
    }
  }

  /** A run gives a sample of how long it was in a state, at the moment in which it left that state for another one. */
  #noteSpan(
    { id, state }: RunStep,
    time: number,
    effect: (state: RunState) => 'begin' | 'end' | 'drop',
  ): void {
    const known = this.#open.get(id);
    const what = effect(state);
    if (what === 'begin') {
      if (!known) this.#open.put(id, [time]);
      return;
    }
    if (!known) return;
    this.#open.delete(id);
    if (what === 'end' && this.#samples.covers(time))
      this.#samples.change(time, 1, Math.max(0, Math.round(time - known[0])));
  }
}

const ENDS: ReadonlySet<RunState> = new Set(['failed', 'crashed', 'ended']);
const RUNS: ReadonlySet<RunState> = new Set(['running', 'retrying']);
