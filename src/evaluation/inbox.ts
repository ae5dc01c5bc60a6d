import type { EventsClockAnswer } from '../store/log.ts';
import { laterInstant } from './clock-course.ts';
import type { Evaluator, Firing, ReachedPass } from './evaluator.ts';
import { isPartitioned, type Item, type PartitionedItem } from './items.ts';
import type { LeafPast, TriggerDefinition } from '../triggers/index.ts';

/** Asks the log when the events' clock reached `pass`, looking up to `until` (epoch ms). */
export type EventsClock = (pass: number, until: number) => Promise<EventsClockAnswer>;

/** Asks the log what the metrics of a trigger would know at an entry, had they been there before. */
export type ReadPast = (item: Item, trigger: TriggerDefinition) => Promise<LeafPast[]>;

/** What came of evaluating. */
export interface Evaluated {
  readonly firings: Firing[];
  /** Whether the automation itself was created or changed. */
  readonly changed: 'created' | 'changed' | null;
  /** The entry from which on the keys are spread over more partitions; nothing behind it has been evaluated. */
  readonly partitioned: PartitionedItem | null;
}

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
  readonly #readPast: ReadPast;
  readonly #items: Item[] = [];
  #clock: ClockKnowledge | null = null;
  /** Everything up to where the clock is known has arrived: passes need no further entry to show that they are due. */
  #complete = false;

  constructor(evaluator: Evaluator, eventsClock: EventsClock, readPast: ReadPast) {
    this.#evaluator = evaluator;
    this.#eventsClock = eventsClock;
    this.#readPast = readPast;
  }

  get size(): number {
    return this.#items.length;
  }

  /** Whether there is anything to evaluate. */
  get isDue(): boolean {
    return this.#items.length > 0 || this.#complete;
  }

  /** What waits, in order. */
  get waiting(): readonly Item[] {
    return this.#items;
  }

  push(items: readonly Item[]): void {
    this.#items.push(...items);
  }

  /**
   * Takes note of an answer of the log that holds for good, so that it isn't asked for again.
   *
   * @param complete whether everything up to there has been pushed
   */
  know(pass: number, answer: EventsClockAnswer & { reached: true }, complete = false): void {
    this.#clock = { pass, until: Number.POSITIVE_INFINITY, answer };
    this.#complete = complete;
  }

  /**
   * Evaluates what waits until there is nothing left, there are `enough` firings, or the keys are to be divided.
   */
  async evaluate(enough: number): Promise<Evaluated> {
    const firings: Firing[] = [];
    let taken = 0;
    let changed: Evaluated['changed'] = null;
    let partitioned: PartitionedItem | null = null;
    while (taken < this.#items.length && firings.length < enough && !partitioned) {
      const item = this.#items[taken]!;
      const pass = this.#duePass(item);
      // Nothing is awaited for an item without a pass: each promise in a workflow costs the SDK a stack trace.
      const reached = pass === null ? null : (this.#known(pass, item.at) ?? (await this.#look(pass, item)));
      if (reached?.reached) {
        firings.push(...this.#evaluator.pass(reached));
        continue;
      }
      const isNew = item.seq > this.#evaluator.state.lastSeq;
      const trigger = 'control' in item ? this.#evaluator.pastOf(item) : null;
      const past = trigger === null ? undefined : await this.#readPast(item, trigger);
      firings.push(...this.#evaluator.apply(item, past));
      if (isNew && isPartitioned(item)) partitioned = item;
      else if ('control' in item && item.control !== 'test-fired')
        changed = item.control === 'created' ? 'created' : 'changed';
      taken += 1;
    }
    this.#items.splice(0, taken);
    while (this.#complete && this.#items.length === 0 && firings.length < enough && !partitioned) {
      const pass = this.#evaluator.nextPass;
      const reached = pass === null ? null : this.#known(pass, Number.POSITIVE_INFINITY);
      this.#complete = reached?.reached === true;
      if (reached?.reached) firings.push(...this.#evaluator.pass(reached));
    }
    return { firings, changed, partitioned };
  }

  /** The pass that the clock had come to when the item got its place in the log, if there is one. */
  #duePass(item: Item): number | null {
    if (item.seq <= this.#evaluator.state.lastSeq) return null;
    const pass = this.#evaluator.nextPass;
    return pass === null || pass > item.at ? null : pass;
  }

  /** Whether the events' clock reached the pass before the clock showed `at`, as far as that is known; null when it isn't. */
  #known(pass: number, at: number): (ReachedPass & { reached: true }) | typeof NOT_BEFORE | null {
    if (!this.#clock) return null;
    const { answer, until } = this.#clock;
    if (this.#clock.pass === pass) {
      if (answer.reached) return answer.at <= at ? answer : NOT_BEFORE;
      return until < at ? null : NOT_BEFORE;
    }
    const later = pass > this.#clock.pass && answer.reached ? laterInstant(answer, pass) : null;
    if (later === null) return null;
    if ('until' in later) return later.until < at ? null : NOT_BEFORE;
    return later.at <= at ? { reached: true, ...later } : NOT_BEFORE;
  }

  /** Asks the log the same, as far as the waiting items go: one look serves the whole batch. */
  async #look(pass: number, item: Item): Promise<EventsClockAnswer | typeof NOT_BEFORE> {
    const until = this.#items[this.#items.length - 1]!.at;
    this.#clock = { pass, until, answer: await this.#eventsClock(pass, until) };
    return this.#known(pass, item.at) ?? NOT_BEFORE;
  }
}
