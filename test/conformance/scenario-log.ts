import {
  advanceEventsClock,
  compileTrigger,
  MetricPast,
  newEventsClock,
  newTriggerState,
  nextPass,
  observeEvent,
  projectEvent,
  reduce,
} from '../../src/triggers/index.ts';
import type {
  CompiledTrigger,
  EventsClock,
  LeafPast,
  TriggerFiring,
  TriggerInput,
  TriggerState,
} from '../../src/triggers/index.ts';
import type { ScenarioAutomation, ScenarioEvent } from './scenario.ts';
import { withDefaults } from './trigger-defaults.ts';

/** How long a follower waits for its leader, in ms (rule O3). */
const PATIENCE = 900_000;

/** Seconds of a scenario to ms, at microseconds' precision. */
export function toMs(seconds: number): number {
  return Math.round(seconds * 1e6) / 1e3;
}

interface Waiting {
  readonly event: ScenarioEvent;
  readonly occurred: number;
  readonly until: number;
}

/**
 * The log in memory: one order of events and changes (rules O1 to O3), the events' clock (P11), and the passes
 * that fall between the entries. All times are ms.
 */
export class ScenarioLog {
  readonly firings: TriggerFiring[] = [];
  /** Every input that the engine was given, in order. */
  readonly inputs: TriggerInput[] = [];
  compiled: CompiledTrigger;
  state: TriggerState = newTriggerState();
  /** Called before each input; may put another state in the place of the present one. */
  beforeInput: (() => void) | undefined;
  #clock: EventsClock = newEventsClock();
  #now = 0;
  /** The highest that the events' clock has shown since the last input. */
  #shown = -Infinity;
  #seq = 0;
  readonly #handled = new Set<string>();
  readonly #waiting = new Map<string, Waiting>();
  /** All that was handled, whatever the automation was then. */
  readonly #events: { event: ScenarioEvent; taken: Parameters<MetricPast['take']>[1] }[] = [];

  constructor(automation: ScenarioAutomation) {
    this.compiled = compileTrigger(withDefaults(automation.trigger));
    this.load(0, automation);
  }

  /** The automation is created or replaced. */
  load(at: number, automation: ScenarioAutomation): void {
    this.#turn(at);
    this.compiled = compileTrigger(withDefaults(automation.trigger));
    const enabled = automation.enabled ?? true;
    this.#give({ type: 'load', at, ...this.#times(), enabled, past: enabled ? this.#past() : undefined });
  }

  enable(at: number): void {
    this.#turn(at);
    this.#give({ type: 'enable', at, ...this.#times(), past: this.#past() });
  }

  disable(at: number): void {
    this.#turn(at);
    this.#give({ type: 'disable', at });
  }

  /** An event arrives. */
  receive(at: number, event: ScenarioEvent): void {
    this.#turn(at);
    if (this.#handled.has(event.name)) return;
    const occurred = event.occurred === undefined ? at : toMs(event.occurred);
    this.#clock = observeEvent(this.#clock, at, occurred);
    const { follows } = event;
    const isEarly = follows !== undefined && follows !== event.name && !this.#handled.has(follows);
    if (!isEarly) this.#handle(at, event, occurred);
    else if (!this.#waiting.has(event.name))
      this.#waiting.set(event.name, { event, occurred, until: at + PATIENCE });
  }

  /** Runs the clock up to `until`, with the passes and lost followers that come due. */
  runTo(until: number): void {
    for (;;) {
      const pass = nextPass(this.compiled, this.state);
      const passAt = pass === null ? Infinity : Math.max(this.#now, pass + this.#clock.lag);
      const lost = [...this.#waiting.values()].reduce<Waiting | null>(
        (first, one) => (first === null || one.until < first.until ? one : first),
        null,
      );
      const lostAt = lost?.until ?? Infinity;
      if (Math.min(passAt, lostAt) > until) break;
      if (pass !== null && passAt <= lostAt) {
        this.#turn(passAt);
        this.#give({
          type: 'pass',
          at: passAt,
          p: Math.max(pass, passAt - this.#clock.lag),
          shown: this.#shown,
        });
      } else if (lost !== null) {
        this.#turn(lostAt);
        this.#waiting.delete(lost.event.name);
        this.#handle(lostAt, lost.event, lost.occurred);
      }
    }
  }

  #handle(at: number, event: ScenarioEvent, occurred: number): void {
    this.#handled.add(event.name);
    this.#seq += 1;
    const times = { ...this.#times(), shown: this.#clock.shown ?? 0 };
    this.#events.push({ event, taken: { at, ...times, seq: this.#seq, id: event.name, occurred } });
    const matches = projectEvent(this.compiled, {
      event: event.event,
      resource: event.resource,
      related: event.related ?? [],
    });
    if (matches.length > 0) {
      this.#give({ type: 'event', at, ...this.#times(), seq: this.#seq, id: event.name, occurred, matches });
    }
    const followers = [...this.#waiting.values()].filter((one) => one.event.follows === event.name);
    for (const follower of followers) {
      this.#waiting.delete(follower.event.name);
      this.#handle(at, follower.event, follower.occurred);
    }
  }

  /** What the metrics of the trigger would know had they been there from the beginning. */
  #past(): LeafPast[] {
    return this.compiled.leaves.flatMap((leaf) => {
      if (!leaf.metric) return [];
      const past = new MetricPast(leaf.metric);
      for (const { event, taken } of this.#events) {
        const { event: name, resource, related = [] } = event;
        const matches = projectEvent(this.compiled, { event: name, resource, related });
        const run = matches.find((match) => match.leaf === leaf.leaf)?.run;
        if (run) past.take(run, taken);
      }
      return { leaf: leaf.leaf, state: past.state, from: null };
    });
  }

  #turn(at: number): void {
    // A second entry of the same instant finds the clock as the first one found it, before that one moved it.
    if (at === this.#now) return;
    this.#now = at;
    this.#clock = advanceEventsClock(this.#clock, at);
    this.#shown = Math.max(this.#shown, this.#clock.shown ?? 0);
  }

  #times(): { lag: number; reached: number; shown: number } {
    // Also a second entry of the same instant has found the clock showing something.
    const shown = Math.max(this.#shown, this.#clock.shown ?? 0);
    return { lag: this.#clock.lag, reached: this.#clock.reached ?? 0, shown };
  }

  #give(input: TriggerInput): void {
    this.beforeInput?.();
    this.inputs.push(input);
    this.#shown = -Infinity;
    this.firings.push(...reduce(this.compiled, this.state, input).firings);
  }
}
