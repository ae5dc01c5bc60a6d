import { setImmediate, setTimeout } from 'node:timers/promises';
import { Evaluator, type Firing } from '../../evaluation/evaluator.ts';
import { Inbox } from '../../evaluation/inbox.ts';
import type { EventItem } from '../../evaluation/items.ts';
import { readMetricsPast } from '../../evaluation/metric-past.ts';
import { newAutomationState } from '../../evaluation/state.ts';
import type { EventEntry } from '../../store/log.ts';
import type { Store } from '../../store/store.ts';
import {
  eventNames,
  projectEvent,
  type CompiledTrigger,
  type EventNames,
  type TriggerDefinition,
} from '../../triggers/index.ts';
import { eventItem } from '../dispatcher/to-item.ts';

/** Of time without events, passes are made for this much at once (ms): others get a turn in between. */
const PASSES_AT_ONCE_MS = 3_600_000;

/** Firings after which others get a turn. */
const FIRINGS_AT_ONCE = 100;

/** What is run over the log. Times in epoch ms. */
export interface HistoryRunOptions {
  readonly trigger: TriggerDefinition;
  readonly since: number;
  readonly until: number;
  /** Whether an event is none of the automation's business whatever its trigger says. */
  readonly isExcluded: (entry: EventEntry) => boolean;
  /** Most events to go over, and the longest time to take (ms). */
  readonly mostEvents: number;
  readonly budgetMs: number;
  /** Whether nobody waits for the answer any more. */
  readonly isGone: () => boolean;
  readonly onFiring: (firing: Firing, event: EventEntry | null) => void;
}

/** How far a run came. Times in epoch ms. */
export interface HistoryRunEnd {
  readonly events: number;
  readonly matched: number;
  readonly until: number;
  readonly firstAt: number | null;
  readonly cut: 'events' | 'time' | null;
}

/**
 * What an automation would have done that was created at `since`: the same evaluator that decides in its workflow goes
 * over the entries of the log, with the log's own clock. Half of the time is left to others, so that events are taken in as ever.
 */
export class HistoryRun {
  readonly #store: Store;
  readonly #options: HistoryRunOptions;
  readonly #evaluator = new Evaluator({
    ...newAutomationState('00000000-0000-0000-0000-000000000000'),
    lastSeq: -1,
  });
  readonly #inbox: Inbox;
  readonly #began = performance.now();
  /** Events that a firing may still be about. */
  readonly #recent = new Map<string, EventEntry>();
  #events = 0;
  #matched = 0;
  #reached: number;
  #firstAt: number | null = null;

  constructor(store: Store, options: HistoryRunOptions) {
    this.#store = store;
    this.#options = options;
    this.#reached = options.since;
    const { isExcluded } = options;
    this.#inbox = new Inbox(
      this.#evaluator,
      (pass, until) => store.log.eventsClock(pass, until),
      ({ seq, at, lag = 0 }, trigger) =>
        readMetricsPast(store.events, { trigger, seq, now: at - lag, isExcluded }, (tookMs) =>
          setTimeout(tookMs, !this.#isOver()),
        ),
    );
  }

  /** Goes over the log, once. */
  async run(): Promise<HistoryRunEnd> {
    const { since, until, trigger } = this.#options;
    const place = await this.#store.events.placeAt(since);
    const { lag } = place;
    const definition = { name: '', trigger };
    this.#inbox.push([
      {
        seq: place.seq,
        at: since,
        lag,
        control: 'created',
        version: 1,
        enabled: true,
        definition,
        past: true,
      },
    ]);
    await this.#drain();
    const compiled = this.#evaluator.compiled!;
    const names = namesOf(compiled);
    let cut = this.#cut();
    for (let after = place.seq; cut === null;) {
      const begun = performance.now();
      const stretch = await this.#store.events.stretch(after, names);
      const isEnd = stretch.last === null || stretch.isEnd || stretch.last.at > until;
      this.#firstAt ??= stretch.firstAt;
      this.#events += stretch.events;
      for (const entry of stretch.entries) {
        if (entry.at > until) break;
        cut = await this.#take(compiled, entry);
        if (cut !== null) break;
      }
      cut ??= await this.#drain();
      if (cut !== null || isEnd) break;
      after = stretch.last!.seq;
      this.#reached = stretch.last!.at;
      cut = this.#cut();
      await setTimeout(performance.now() - begun);
    }
    cut ??= await this.#passUntil(until);
    return {
      events: this.#events,
      matched: this.#matched,
      until: cut === null ? until : this.#reached,
      firstAt: this.#firstAt,
      cut,
    };
  }

  async #take(compiled: CompiledTrigger, entry: EventEntry): Promise<HistoryRunEnd['cut']> {
    if (this.#options.isExcluded(entry)) return null;
    const matches = projectEvent(compiled, entry.event);
    if (matches.length === 0) return null;
    this.#matched += 1;
    this.#recent.set(entry.event.id, entry);
    if (entry.at - this.#reached > PASSES_AT_ONCE_MS) {
      const cut = (await this.#drain()) ?? (await this.#passUntil(entry.at));
      if (cut !== null) return cut;
    }
    this.#reached = entry.at;
    this.#inbox.push([eventItem(entry, matches) satisfies EventItem]);
    return null;
  }

  /** Evaluates what waits. */
  async #drain(): Promise<HistoryRunEnd['cut']> {
    while (this.#inbox.isDue) {
      const { firings } = await this.#inbox.evaluate(FIRINGS_AT_ONCE);
      for (const firing of firings) {
        this.#options.onFiring(firing, (firing.event && this.#recent.get(firing.event.id)) ?? null);
      }
      if (this.#isOver()) return 'time';
      if (this.#inbox.isDue) await setImmediate();
    }
    return null;
  }

  /** Makes the passes that come due up to an instant at which nothing has arrived yet. */
  async #passUntil(instant: number): Promise<HistoryRunEnd['cut']> {
    let end = this.#reached;
    while (end < instant) {
      const pass = this.#evaluator.nextPass;
      if (pass === null || pass > instant) return null;
      end = Math.min(instant, Math.max(end, pass) + PASSES_AT_ONCE_MS);
      const answer = await this.#store.log.eventsClock(pass, end);
      if (answer.reached) this.#inbox.know(pass, answer, true);
      const cut = await this.#drain();
      if (cut !== null) return cut;
      this.#reached = end;
      await setImmediate();
    }
    return null;
  }

  #cut(): HistoryRunEnd['cut'] {
    if (this.#events >= this.#options.mostEvents) return 'events';
    return this.#isOver() ? 'time' : null;
  }

  #isOver(): boolean {
    const { budgetMs, isGone } = this.#options;
    return performance.now() - this.#began > budgetMs || isGone();
  }
}

/** Names of events that may concern any part of a trigger. */
function namesOf({ leaves }: CompiledTrigger): EventNames {
  const names = leaves.map(eventNames);
  return {
    any: names.some(({ any }) => any),
    exact: [...new Set(names.flatMap(({ exact }) => exact))],
    prefixes: [...new Set(names.flatMap(({ prefixes }) => prefixes))],
  };
}
