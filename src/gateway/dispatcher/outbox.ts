import type { Item } from '../../evaluation/items.ts';
import { estimateCharacters } from './item-size.ts';

/** Sends one batch to an automation's workflow; resolves when Temporal has acknowledged it. Rejects when it should be tried again. */
export type SendBatch = (automationId: string, items: readonly Item[]) => Promise<void>;

/** Limits of one signal: items, and characters of JSON. */
const BATCH_ITEMS = 500;
const BATCH_CHARACTERS = 200_000;

/**
 * Signals to one workflow that go out without a pause, and how many a second after that. While a workflow's task is
 * open the server buffers signals, and over 100 make it redo the task; a pause also leaves room for continue-as-new.
 */
const BURST_SIGNALS = 40;
const SIGNALS_PER_SECOND = 40;

/** Waiting time after a failed send, in ms: doubled each time up to the longest. */
const FIRST_RETRY_MS = 50;
const LONGEST_RETRY_MS = 5_000;

/** What one automation still has to be told: a queue in log order, with one signal in flight. */
export class Outbox {
  readonly #automationId: string;
  readonly #send: SendBatch;
  readonly #onSettled: (items: number) => void;
  readonly #onError: (error: unknown) => void;
  readonly #queue: Item[] = [];
  #sending = false;
  #stopped = false;
  #tokens = BURST_SIGNALS;
  #refilled = performance.now();

  constructor(
    automationId: string,
    send: SendBatch,
    onSettled: (items: number) => void,
    onError: (error: unknown) => void,
  ) {
    this.#automationId = automationId;
    this.#send = send;
    this.#onSettled = onSettled;
    this.#onError = onError;
  }

  /** The place in the log of the first item that is not acknowledged yet; null when there is none. */
  get firstUnsettled(): number | null {
    return this.#queue[0]?.seq ?? null;
  }

  push(item: Item): void {
    this.#queue.push(item);
    if (!this.#sending) {
      this.#sending = true;
      // Everything read from the log in one go should share a signal.
      queueMicrotask(() => void this.#run());
    }
  }

  /** Ends sending after the signal in flight. What is not acknowledged is read from the log again by the next dispatcher. */
  stop(): void {
    this.#stopped = true;
  }

  async #run(): Promise<void> {
    let wait = FIRST_RETRY_MS;
    while (this.#queue.length > 0 && !this.#stopped) {
      const batch = this.#nextBatch();
      await this.#takeToken();
      try {
        await this.#send(this.#automationId, batch);
      } catch (error) {
        this.#onError(error);
        await delay(wait);
        wait = Math.min(wait * 2, LONGEST_RETRY_MS);
        continue;
      }
      wait = FIRST_RETRY_MS;
      this.#queue.splice(0, batch.length);
      this.#onSettled(batch.length);
    }
    this.#sending = false;
  }

  #nextBatch(): Item[] {
    let characters = 0;
    let count = 0;
    while (count < this.#queue.length && count < BATCH_ITEMS) {
      characters += estimateCharacters(this.#queue[count]!);
      // One that is larger by itself goes alone.
      if (count > 0 && characters > BATCH_CHARACTERS) break;
      count += 1;
    }
    return this.#queue.slice(0, count);
  }

  async #takeToken(): Promise<void> {
    const now = performance.now();
    this.#tokens = Math.min(
      BURST_SIGNALS,
      this.#tokens + ((now - this.#refilled) * SIGNALS_PER_SECOND) / 1_000,
    );
    this.#refilled = now;
    this.#tokens -= 1;
    if (this.#tokens < 0) await delay((-this.#tokens * 1_000) / SIGNALS_PER_SECOND);
  }
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
