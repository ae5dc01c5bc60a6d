import type { EventsClockAnswer } from '../store/log.ts';
import type { Evaluator, Firing } from './evaluator.ts';
import type { Item } from './items.ts';

/** Asks the log when the events' clock reached `pass`, looking up to `until` (epoch ms). */
export type EventsClock = (pass: number, until: number) => Promise<EventsClockAnswer>;

interface ClockKnowledge {
  readonly pass: number;
  /** The log has been looked at up to this clock time. */
  readonly until: number;
  readonly answer: EventsClockAnswer;
}

const NOT_BEFORE = { reached: false } as const;

/**
 * Items that wait to be evaluated, in log order. Before each item it makes the passes that the events' clock had
 * reached when the item got its place: so absences and events are decided in the order of the log's clock, however
 * late or bunched they arrive here.
 */
export class Inbox {
  readonly #evaluator: Evaluator;
  readonly #eventsClock: EventsClock;
  readonly #items: Item[] = [];
  #clock: ClockKnowledge | null = null;

  constructor(evaluator: Evaluator, eventsClock: EventsClock) {
    this.#evaluator = evaluator;
    this.#eventsClock = eventsClock;
  }

  get size(): number {
    return this.#items.length;
  }

  /** What waits, in order. */
  get waiting(): readonly Item[] {
    return this.#items;
  }

  push(items: readonly Item[]): void {
    this.#items.push(...items);
  }

  /** Takes note of an answer of the log that holds for good, so that it isn't asked for again. */
  know(pass: number, answer: EventsClockAnswer & { reached: true }): void {
    this.#clock = { pass, until: Number.POSITIVE_INFINITY, answer };
  }

  /**
   * Evaluates what waits until there is nothing left or there are `enough` firings.
   *
   * @returns the firings, and whether the automation itself was created or changed
   */
  async evaluate(enough: number): Promise<{ firings: Firing[]; changed: 'created' | 'changed' | null }> {
    const firings: Firing[] = [];
    let taken = 0;
    let changed: 'created' | 'changed' | null = null;
    while (taken < this.#items.length && firings.length < enough) {
      const item = this.#items[taken]!;
      const pass = this.#duePass(item);
      // Nothing is awaited for an item without a pass: each promise in a workflow costs the SDK a stack trace.
      const reached = pass === null ? null : (this.#known(pass, item) ?? (await this.#look(pass, item)));
      if (reached?.reached) {
        firings.push(...this.#evaluator.pass(reached));
        continue;
      }
      firings.push(...this.#evaluator.apply(item));
      if ('control' in item) changed = item.control === 'created' ? 'created' : 'changed';
      taken += 1;
    }
    this.#items.splice(0, taken);
    return { firings, changed };
  }

  /** The pass that the clock had come to when the item got its place in the log, if there is one. */
  #duePass(item: Item): number | null {
    if (item.seq <= this.#evaluator.state.lastSeq) return null;
    const pass = this.#evaluator.nextPass;
    return pass === null || pass > item.at ? null : pass;
  }

  /** Whether the events' clock reached the pass before the item, as far as that is known; null when it isn't. */
  #known(pass: number, item: Item): EventsClockAnswer | typeof NOT_BEFORE | null {
    if (this.#clock?.pass !== pass) return null;
    const { answer, until } = this.#clock;
    if (answer.reached) return answer.at <= item.at ? answer : NOT_BEFORE;
    return until < item.at ? null : NOT_BEFORE;
  }

  /** Asks the log the same, as far as the waiting items go: one look serves the whole batch. */
  async #look(pass: number, item: Item): Promise<EventsClockAnswer | typeof NOT_BEFORE> {
    const until = this.#items[this.#items.length - 1]!.at;
    this.#clock = { pass, until, answer: await this.#eventsClock(pass, until) };
    return this.#known(pass, item) ?? NOT_BEFORE;
  }
}
