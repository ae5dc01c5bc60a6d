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
      const reached = item.seq > this.#evaluator.state.lastSeq ? await this.#passBefore(item) : null;
      if (reached) {
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

  /** The pass that the events' clock reached before the item got its place in the log, if there is one. */
  async #passBefore(item: Item): Promise<(EventsClockAnswer & { reached: true }) | null> {
    const pass = this.#evaluator.nextPass;
    if (pass === null || pass > item.at) return null;
    const known = this.#clock;
    if (known?.pass !== pass || (!known.answer.reached && known.until < item.at)) {
      // Look as far as the waiting items go: one look serves the whole batch.
      const until = this.#items[this.#items.length - 1]!.at;
      this.#clock = { pass, until, answer: await this.#eventsClock(pass, until) };
    }
    const { answer } = this.#clock!;
    return answer.reached && answer.at <= item.at ? answer : null;
  }
}
