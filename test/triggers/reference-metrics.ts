import type { MetricTriggerDefinition } from '../../src/triggers/index.ts';
import type { ScenarioEvent, ScenarioFiring, ScenarioInput } from '../conformance/scenario.ts';

/*
 * The rules of docs/metrics.md written down as plainly as can be: everything that happened is kept, and the value is
 * counted anew at each instant at which it may change. Whole microseconds. Slow on purpose.
 */

const SECOND = 1e6;

function micros(seconds: number): number {
  return Math.round(seconds * SECOND);
}

interface Step {
  readonly run: string;
  readonly state: string;
  readonly time: number;
  /** What the events' clock showed when it was taken in. */
  readonly taken: number;
}

interface Sample {
  readonly time: number;
  readonly value: number;
}

const FAILURES = ['Failed', 'Crashed'];
const TERMINAL = ['Completed', 'Cancelled', ...FAILURES];

/**
 * Each run once, at the time it last went pending, or began to run without that: 1 if the latest that was heard of it
 * is no failure.
 */
function successes(steps: readonly Step[], range: number): Sample[] {
  return [...new Set(steps.map(({ run }) => run))].flatMap((run) => {
    let sample: Sample | null = null;
    for (const { state, time, taken } of steps.filter((one) => one.run === run)) {
      const isIn = (at: number): boolean => at + range > taken;
      const isKnown = sample !== null && isIn(sample.time);
      const counts = state === 'Pending' || (state === 'Running' && !isKnown);
      if (counts && isIn(time)) sample = { time, value: 1 };
      else if (!counts && sample && isIn(sample.time))
        sample = { time: sample.time, value: FAILURES.includes(state) ? 0 : 1 };
    }
    return sample ? [sample] : [];
  });
}

type SpanKind = 'begin' | 'end' | 'drop' | 'nothing';

/** The spans between a state that begins one and one that ends it; any other state in between spoils it. */
function spans(steps: readonly Step[], kindOf: (state: string) => SpanKind): Sample[] {
  const since = new Map<string, number>();
  const samples: Sample[] = [];
  for (const { run, state, time } of steps) {
    const kind = kindOf(state);
    const from = since.get(run);
    if (kind === 'begin' && from === undefined) since.set(run, time);
    if (kind === 'end' && from !== undefined) samples.push({ time, value: Math.max(0, time - from) });
    if (kind === 'end' || kind === 'drop') since.delete(run);
  }
  return samples;
}

function durationKind(state: string): SpanKind {
  if (state === 'Running' || state === 'Retrying') return 'begin';
  if (state === 'Cancelling') return 'nothing';
  return TERMINAL.includes(state) ? 'end' : 'drop';
}

function latenessKind(state: string): SpanKind {
  if (state === 'Late') return 'begin';
  if (['Running', 'Retrying', 'Crashed'].includes(state)) return 'end';
  return ['Scheduled', ...TERMINAL].includes(state) ? 'drop' : 'nothing';
}

function samplesOf(name: string, steps: readonly Step[], range: number): Sample[] {
  if (name === 'successes') return successes(steps, range);
  return spans(steps, name === 'duration' ? durationKind : latenessKind);
}

/** Whether a state says anything about a metric. */
function isAbout(name: string, state: string): boolean {
  if (name === 'successes') return true;
  return (name === 'duration' ? durationKind : latenessKind)(state) !== 'nothing';
}

class Reference {
  readonly firings: ScenarioFiring[] = [];
  readonly #metric: MetricTriggerDefinition['metric'];
  readonly #range: number;
  steps: Step[] = [];
  now = 0;
  lag = 0;
  latest = -Infinity;
  /** How far the events' clock has been followed. */
  p = 0;
  enabled = false;
  breached = false;
  since = 0;
  fired = false;
  last: string | null = null;

  constructor({ metric }: MetricTriggerDefinition) {
    this.#metric = metric;
    this.#range = micros(metric.range);
  }

  samples(): Sample[] {
    return samplesOf(this.#metric.name, this.steps, this.#range).filter(
      ({ time }) => time + this.#range > this.p,
    );
  }

  holds(): boolean {
    const samples = this.samples();
    if (samples.length === 0) return false;
    const sum = samples.reduce((total, { value }) => total + value, 0);
    const unit = this.#metric.name === 'successes' ? 1 : SECOND;
    const value = sum / (samples.length * unit);
    const { operator, threshold } = this.#metric;
    if (operator === '<') return value < threshold;
    if (operator === '<=') return value <= threshold;
    return operator === '>' ? value > threshold : value >= threshold;
  }

  check(): void {
    const holds = this.holds();
    if (holds !== this.breached) [this.breached, this.since] = [holds, this.p];
  }

  /** Follows the events' clock through every instant at which a sample leaves or something is due. */
  follow(to: number, at: (p: number) => number): void {
    for (;;) {
      const leaves = Math.min(Infinity, ...this.samples().map(({ time }) => time + this.#range));
      const due = this.breached === this.fired ? Infinity : this.since + micros(this.#metric.firing_for);
      const next = Math.min(leaves, due);
      if (next > Math.max(to, this.p)) break;
      this.p = Math.max(this.p, next);
      if (leaves <= due) this.check();
      else {
        this.fired = this.breached;
        const state = this.fired ? 'Triggered' : 'Resolved';
        this.firings.push({ at: at(this.p) / SECOND, state, labels: {}, event: this.last });
      }
    }
    this.p = Math.max(this.p, to);
  }

  /** Lets the clock run. */
  runTo(until: number): void {
    if (this.enabled && until > this.now) {
      const from = this.now;
      if (until - this.lag >= this.p) this.follow(until - this.lag, (p) => Math.max(from, p + this.lag));
    }
    this.now = until;
  }

  /** What the log has counts, whenever the automation came. */
  load(enabled: boolean): void {
    this.fired = false;
    this.enabled = false;
    if (enabled) this.enable();
  }

  enable(): void {
    this.enabled = true;
    this.p = Math.max(this.p, this.now - this.lag);
    this.breached = this.holds();
    this.since = this.p;
    // After a late event the clock has yet to come back to where it was.
    if (this.now - this.lag >= this.p) this.follow(this.p, () => this.now);
  }

  receive(event: ScenarioEvent): void {
    const occurred = event.occurred === undefined ? this.now : micros(event.occurred);
    const time = Math.min(occurred, this.now);
    const shown = this.now - this.lag;
    this.latest = Math.max(this.latest, time);
    this.lag = Math.max(0, this.now - this.latest);
    const at = (): number => this.now;
    const state = event.event.split('.')[2]!;
    const isRelevant = isAbout(this.#metric.name, state);
    const follow = (to: number): void => {
      // After a late event the clock has yet to come back to where it was; only what concerns the metric is taken in before.
      if (this.enabled && (isRelevant || to >= this.p)) this.follow(to, at);
      else this.p = Math.max(this.p, to);
    };
    follow(isRelevant ? Math.max(shown, time) : shown);
    if (!isRelevant) return follow(this.now - this.lag);
    const before = JSON.stringify(this.samples().map(({ value }) => value));
    const run = event.resource['prefect.resource.id']!;
    this.steps.push({ run, state, time, taken: this.p });
    const after = this.samples();
    if (before !== JSON.stringify(after.map(({ value }) => value))) this.last = event.name;
    if (this.enabled) this.check();
    follow(this.now - this.lag);
  }
}

/** Runs a scenario with one metric trigger by the rules as written. */
export function metricReferenceDriver(scenario: ScenarioInput): ScenarioFiring[] {
  const { trigger, enabled = true } = scenario.automation;
  const reference = new Reference(trigger as unknown as MetricTriggerDefinition);
  reference.load(enabled);
  for (const entry of scenario.timeline) {
    reference.runTo(micros(entry.at));
    if (entry.event) reference.receive(entry.event);
    if (entry.disable) reference.enabled = false;
    if (entry.enable && !reference.enabled) reference.enable();
    if (entry.update) reference.load(entry.update.enabled ?? true);
  }
  reference.runTo(micros(scenario.until));
  return reference.firings;
}
