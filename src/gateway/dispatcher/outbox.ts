import type { Item } from '../../evaluation/items.ts';
import { estimateCharacters } from './item-size.ts';
import { SignalBacklog, type LookAtRun } from './signal-backlog.ts';
import { SignalPace } from './signal-pace.ts';
import type { Slots } from './slots.ts';
import { isUrgent, type StartTurns } from './start-turns.ts';

/**
 * Sends one batch to an automation's workflow, or to that of a partition of it; resolves when Temporal has acknowledged it.
 * Rejects when it should be tried again.
 */
export type SendBatch = (
  automationId: string,
  items: readonly Item[],
  options?: SendOptions,
) => Promise<void>;

/** How a batch is to be sent. */
export interface SendOptions {
  /** For which partition of the automation it is; 0 when absent. */
  readonly partition?: number;
  /** Tells the workflow's run to hand over to the next one after this batch. */
  readonly last?: boolean;
}

/** What outboxes share, and whom they tell. */
export interface OutboxOptions {
  readonly send: SendBatch;
  /** Looks whether the workflow keeps up; nothing is kept back when absent. */
  readonly lookAtRun?: LookAtRun | undefined;
  /** Signals that may be in flight together. */
  readonly slots: Slots;
  /** Workflows that may be started together. */
  readonly starts: StartTurns;
  /** So many items have been acknowledged. */
  readonly onSettled: (items: number) => void;
  readonly onError: (error: unknown) => void;
}

/** Limits of one signal: items, and characters of JSON. */
const BATCH_ITEMS = 500;
const BATCH_CHARACTERS = 200_000;

/** Waiting time after a failed send, in ms: doubled each time up to the longest. */
const FIRST_RETRY_MS = 50;
const LONGEST_RETRY_MS = 5_000;

/** A stream that pauses for so long (ms) is not waited for any more. */
const PAUSE_MS = 60;

const KEEPS_UP: LookAtRun = () => Promise.resolve(null);

/**
 * What one automation still has to be told: a queue in log order, with one signal in flight. A batch is cut as late
 * as possible: whatever holds the signal up, what arrives meanwhile goes along.
 */
export class Outbox {
  readonly #automationId: string;
  readonly #options: OutboxOptions;
  readonly #queue: Item[] = [];
  readonly #pace = new SignalPace();
  readonly #backlog: SignalBacklog;
  #sending = false;
  /** Whether the newest item is being acted on already: its automation's items are all alike. */
  #ahead = false;
  #stopped = false;
  /** Ends the wait for more items. */
  #hurry: () => void = () => {};

  constructor(automationId: string, options: OutboxOptions) {
    this.#automationId = automationId;
    this.#options = options;
    const { lookAtRun = KEEPS_UP } = options;
    this.#backlog = new SignalBacklog(() => lookAtRun(automationId));
  }

  /** The place in the log of the first item that is not acknowledged yet; null when there is none. */
  get firstUnsettled(): number | null {
    return this.#queue[0]?.seq ?? null;
  }

  /** @param ahead nobody waits for the workflow to act on it: that is being done already */
  push(item: Item, ahead = false): void {
    this.#queue.push(item);
    this.#ahead = ahead;
    if (isUrgent(item)) this.#options.starts.hurry(this.#automationId);
    if (!this.#sending) {
      this.#sending = true;
      // Everything read from the log in one go should share a signal.
      queueMicrotask(() => void this.#run());
    } else if (this.#queue.length >= BATCH_ITEMS || isAwaited(item)) {
      this.#hurry();
    }
  }

  /** Ends sending after the signal in flight. What is not acknowledged is read from the log again by the next dispatcher. */
  stop(): void {
    this.#stopped = true;
    this.#hurry();
  }

  async #run(): Promise<void> {
    const { onSettled, onError } = this.#options;
    let wait = FIRST_RETRY_MS;
    while (this.#queue.length > 0 && !this.#stopped) {
      try {
        await this.#gather();
        await this.#backlog.room(() => this.#stopped);
        const sent = await this.#sendBatch();
        wait = FIRST_RETRY_MS;
        onSettled(sent);
        if (sent > 0) await this.#backlog.handedOver();
      } catch (error) {
        onError(error);
        await delay(wait);
        wait = Math.min(wait * 2, LONGEST_RETRY_MS);
      }
    }
    this.#sending = false;
  }

  /** Waits for more items where that saves signals, and as long as some come. */
  async #gather(): Promise<void> {
    const end = performance.now() + this.#pace.gap(performance.now(), this.#ahead);
    let left = end - performance.now();
    while (left > 0 && this.#queue.length < BATCH_ITEMS && !this.#queue.some(isAwaited)) {
      const before = this.#queue.length;
      const hurried = await this.#pause(Math.min(left, PAUSE_MS));
      if (hurried || this.#queue.length === before) return;
      left = end - performance.now();
    }
  }

  /** Resolves after this time (ms) with false, or with true when somebody hurries. */
  #pause(ms: number): Promise<boolean> {
    return new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), ms);
      this.#hurry = () => {
        clearTimeout(timer);
        resolve(true);
      };
    });
  }

  /** Sends what fits one signal; answers how many items that was. */
  async #sendBatch(): Promise<number> {
    const { send, slots } = this.#options;
    const started = await this.#startTurn();
    await slots.take();
    try {
      if (this.#stopped) return 0;
      const { items, characters } = this.#nextBatch();
      this.#pace.sent(items.length, performance.now());
      this.#backlog.sent(characters);
      await send(this.#automationId, items, { last: this.#backlog.isRunFull });
      this.#queue.splice(0, items.length);
      return items.length;
    } finally {
      slots.give();
      started();
    }
  }

  /** What begins with a creation starts the workflow: it waits for its turn, and takes no slot meanwhile. */
  async #startTurn(): Promise<() => void> {
    const [first] = this.#queue;
    const isStart = first !== undefined && 'control' in first && first.control === 'created';
    return isStart ? this.#options.starts.enter(this.#automationId, this.#queue.some(isUrgent)) : () => {};
  }

  #nextBatch(): { items: Item[]; characters: number } {
    let characters = 0;
    let count = 0;
    while (count < this.#queue.length && count < BATCH_ITEMS) {
      const more = estimateCharacters(this.#queue[count]!);
      // One that is larger by itself goes alone.
      if (count > 0 && characters + more > BATCH_CHARACTERS) break;
      characters += more;
      count += 1;
    }
    return { items: this.#queue.slice(0, count), characters };
  }
}

/** Whether somebody waits for the item itself: a workflow for its barrier, a user for a change. */
function isAwaited(item: Item): boolean {
  return 'barrier' in item || 'control' in item;
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
