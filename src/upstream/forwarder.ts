import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { AutomationError } from '../errors.ts';
import type { ReceivedEvent } from '../schemas/events.ts';
import type { EventEntry, Log, LogEntry } from '../store/log.ts';
import type { UpstreamClient } from './client.ts';
import { idsOnRecord } from './event-pages.ts';
import type { Positions } from './follower.ts';
import type { SeenEvents } from './seen-events.ts';

export interface ForwarderOptions {
  readonly client: UpstreamClient;
  readonly log: Pick<Log, 'read' | 'head' | 'onAppend'>;
  readonly positions: Positions;
  /** What came from the server and need not go back; what it was sent is added. */
  readonly seen: SeenEvents;
  readonly logger: Logger;
}

const POSITION = 'upstream-out';
const READ_ENTRIES = 200;
const MOST_BYTES = 1_000_000;
const POLL_MS = 1_000;
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 10_000;
/** After this time the server's records tell of everything that it had before, in milliseconds. */
const SETTLE_MS = 10_000;

/**
 * Passes on to the Prefect server what others sent to the gateway, and what automations tell of themselves: it records task
 * runs from the events of its clients, and its pages show them. What came from the server itself does not go back. The
 * durable position is behind what the server has taken; a start asks it which of the entries behind the position it knows.
 */
export class Forwarder {
  readonly #options: ForwarderOptions;
  /** Up to here nobody remembers what came from the server. */
  #unsure = 0;
  #position = 0;
  #wake: () => void = () => {};
  #lastError = '';

  constructor(options: ForwarderOptions) {
    this.#options = options;
  }

  /** Passes on until the signal, whatever breaks meanwhile. */
  async run(signal: AbortSignal): Promise<void> {
    const unsubscribe = this.#options.log.onAppend(() => this.#wake());
    const stop = (): void => this.#wake();
    signal.addEventListener('abort', stop);
    let wait = FIRST_RETRY_MS;
    let begun = false;
    while (!signal.aborted) {
      const woken = new Promise<void>((resolve) => (this.#wake = resolve));
      try {
        if (!begun) await this.#begin();
        begun = true;
        const isMore = await this.#step(signal);
        wait = FIRST_RETRY_MS;
        this.#lastError = '';
        if (!isMore && !signal.aborted) await Promise.race([woken, sleep(POLL_MS)]);
      } catch (error) {
        if (!signal.aborted) this.#warn(error);
        const after = error instanceof AutomationError ? (error.retryAfterMs ?? 0) : 0;
        await sleep(Math.max(wait, after), undefined, { signal }).catch(() => undefined);
        wait = Math.min(wait * 2, LAST_RETRY_MS);
      }
    }
    signal.removeEventListener('abort', stop);
    unsubscribe();
  }

  async #begin(): Promise<void> {
    const { log, positions } = this.#options;
    const head = await log.head();
    const position = await positions.position(POSITION);
    // At the very first start, what there is is past.
    if (position === undefined) await positions.setPosition(POSITION, head);
    this.#position = position ?? head;
    this.#unsure = head;
  }

  /** Passes the next entries on; answers whether there may be more. */
  async #step(signal: AbortSignal): Promise<boolean> {
    const { log, positions, seen } = this.#options;
    const entries = await log.read(this.#position, READ_ENTRIES);
    const last = entries.at(-1);
    if (last === undefined) return false;
    const isUnsure = this.#position < this.#unsure;
    const known = isUnsure ? await this.#known(entries, signal) : new Set<string>();
    const events = entries
      .filter((entry): entry is EventEntry => entry.kind === 'event')
      .filter(({ event }) => !seen.has(event.id) && !known.has(event.id))
      .map(({ event }) => event);
    for (const batch of batches(events)) await this.#send(batch, signal);
    this.#position = last.seq;
    await positions.setPosition(POSITION, last.seq);
    return true;
  }

  /** Which of the entries the server has; waits until it must have written down what it told of. */
  async #known(entries: readonly LogEntry[], signal: AbortSignal): Promise<Set<string>> {
    const age = Date.now() - entries.at(-1)!.at;
    if (age < SETTLE_MS) await sleep(SETTLE_MS - age, undefined, { signal });
    const ids = entries.flatMap((entry) => (entry.kind === 'event' ? [entry.event.id] : []));
    return ids.length === 0 ? new Set() : idsOnRecord(this.#options.client, ids, signal);
  }

  /** Sends events; one that the server refuses for itself is left out, with a word in the log. */
  async #send(events: readonly ReceivedEvent[], signal: AbortSignal): Promise<void> {
    const { client, logger, seen } = this.#options;
    const json = events.map(({ received: _received, ...event }) => event);
    const { status } = await client.call({ method: 'POST', path: '/events', json, signal });
    if (status < 300) return seen.add(events);
    const [event] = events;
    if (events.length > 1) {
      for (const one of events) await this.#send([one], signal);
    } else if (status === 413 || status === 422 || status === 400) {
      logger.warn({ event: event?.id, status }, 'the Prefect server does not take an event');
    } else {
      throw new AutomationError('upstream_status', `The Prefect server answered ${status} to events`, {
        retryable: true,
      });
    }
  }

  #warn(error: unknown): void {
    const text = error instanceof Error ? error.message : String(error);
    if (text === this.#lastError) return;
    this.#lastError = text;
    this.#options.logger.warn(
      { err: error },
      'events cannot be passed on to the Prefect server; trying again',
    );
  }
}

/** Events in portions that a server takes, in their order. */
function batches(events: readonly ReceivedEvent[]): ReceivedEvent[][] {
  const all: ReceivedEvent[][] = [];
  let bytes = Infinity;
  for (const event of events) {
    const size = JSON.stringify(event).length;
    if (bytes + size > MOST_BYTES) {
      all.push([]);
      bytes = 0;
    }
    all.at(-1)!.push(event);
    bytes += size;
  }
  return all;
}
