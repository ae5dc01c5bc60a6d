import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { eventSchema, type Event } from '../schemas/events.ts';
import { isObject } from '../schemas/scalars.ts';
import { parseTime } from '../schemas/times.ts';
import type { Log } from '../store/log.ts';
import type { UpstreamClient } from './client.ts';
import { countEvents, eventPages } from './event-pages.ts';
import { EventStream } from './event-stream.ts';
import { LateEvents, type Tallies } from './late-events.ts';
import type { SeenEvents } from './seen-events.ts';

/** Where the follower remembers how far it has come. */
export interface Positions extends Tallies {
  position(name: string): Promise<number | undefined>;
  setPosition(name: string, place: number): Promise<void>;
}

export interface FollowerOptions {
  readonly client: UpstreamClient;
  readonly log: Pick<Log, 'append'>;
  /** Is told how many of its events were put on record. */
  readonly onEvents?: (count: number) => void;
  readonly positions: Positions;
  readonly seen: SeenEvents;
  readonly logger: Logger;
  /** How long the log keeps events, in ms. */
  readonly keptMs: number;
  /** Between two checks against the server's records, in ms; 15 s when absent. */
  readonly checkEveryMs?: number;
  /** Between two looks for events that came late, in ms; 5 minutes when absent, more when a look takes long. */
  readonly lateEveryMs?: number;
}

const POSITION = 'upstream';
/** Events reach the server this late at most, as far as it is relied on here: Prefect's own limit, in milliseconds. */
const OVERLAP_MS = 15 * 60_000;
/** What the server has heard of is on its record after this time, in milliseconds: it writes every 5 s. */
const SETTLE_MS = 8_000;
/** A stretch with more events is looked at in parts. */
const MOST_AT_ONCE = 2_000;
const CHECK_MS = 15_000;
const LATE_MS = 300_000;
/** For each hour that a look for late events takes, so many are spent otherwise. */
const LATE_PAUSES = 10;
const REPORT_MS = 60_000;
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 10_000;

/**
 * Brings the events of a Prefect server into the log. They come by its live stream, which is quick and may lose some
 * (when it breaks, and when it is read too slowly); so every few seconds the number of those that have come is compared
 * with the server's own records, and what is missing is read from there. The durable position is the time up to which
 * that has been done; a start goes back a quarter of an hour behind it. What occurred earlier than that, and reached the
 * server late, is found by {@link LateEvents}. The log takes each id once.
 */
export class Follower {
  readonly #options: FollowerOptions;
  readonly #late: LateEvents;
  #lastError = '';
  #lastLateError = '';
  #report = { events: 0, recovered: 0, lagMs: 0, at: Date.now() };

  constructor(options: FollowerOptions) {
    this.#options = options;
    this.#late = new LateEvents({ ...options, append: (events) => this.#append(events) });
  }

  /** Follows until the signal, whatever breaks meanwhile. */
  async run(signal: AbortSignal): Promise<void> {
    let wait = FIRST_RETRY_MS;
    while (!signal.aborted) {
      const start = Date.now();
      try {
        await this.#follow(signal);
      } catch (error) {
        if (!signal.aborted) this.#warn(error);
      }
      if (Date.now() - start > LAST_RETRY_MS) wait = FIRST_RETRY_MS;
      await sleep(wait, undefined, { signal }).catch(() => undefined);
      wait = Math.min(wait * 2, LAST_RETRY_MS);
    }
  }

  async #follow(signal: AbortSignal): Promise<void> {
    const { client, logger, checkEveryMs = CHECK_MS } = this.#options;
    const stream = await EventStream.open(client.target, signal);
    const ending = new AbortController();
    let late: Promise<void> | undefined;
    try {
      await this.#catchUp(signal);
      logger.info({ server: client.target.name }, 'following the events of the Prefect server');
      this.#lastError = '';
      // Beside the stream: an hour may have many events.
      late = this.#lookForLate(AbortSignal.any([signal, ending.signal]));
      let nextCheck = Date.now() + checkEveryMs;
      while (!signal.aborted) {
        const events = await stream.next(Math.max(0, nextCheck - Date.now()));
        if (events === null) {
          if (signal.aborted) return;
          throw new Error(`The event stream of the Prefect server ended: ${stream.ended}`);
        }
        if (events.length > 0) await this.#append(events);
        if (Date.now() < nextCheck) continue;
        await this.#check(signal);
        this.#say();
        nextCheck = Date.now() + checkEveryMs;
      }
    } finally {
      stream.close();
      ending.abort();
      await late;
    }
  }

  /** Looks for events that came late until the signal, whatever breaks meanwhile. */
  async #lookForLate(signal: AbortSignal): Promise<void> {
    const { client, positions, logger, lateEveryMs = LATE_MS } = this.#options;
    while (!signal.aborted) {
      const start = Date.now();
      try {
        const position = await positions.position(POSITION);
        const { at } = await countEvents(client, 0, 1, signal);
        const hours = position === undefined ? 0 : await this.#late.check(position - OVERLAP_MS, at, signal);
        this.#lastLateError = '';
        if (hours > 0) logger.info({ hours }, 'hours of the records of the Prefect server were read again');
      } catch (error) {
        const text = error instanceof Error ? error.message : String(error);
        if (!signal.aborted && text !== this.#lastLateError)
          logger.warn({ err: error }, 'late events of the Prefect server cannot be looked for; trying again');
        this.#lastLateError = text;
      }
      const pause = Math.max(lateEveryMs, (Date.now() - start) * LATE_PAUSES);
      await sleep(pause, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Reads what happened since the position on record; at the very first start, nothing. */
  async #catchUp(signal: AbortSignal): Promise<void> {
    const { client, positions } = this.#options;
    const position = await positions.position(POSITION);
    const { at } = await countEvents(client, 0, 1, signal);
    if (position === undefined) return positions.setPosition(POSITION, at);
    await this.#compare(position - OVERLAP_MS, at, signal, async (until) => {
      if (until > position) await positions.setPosition(POSITION, Math.min(until, at - SETTLE_MS));
    });
  }

  /** Compares what has come with the server's records, and moves the position. */
  async #check(signal: AbortSignal): Promise<void> {
    const { client, positions } = this.#options;
    const position = await positions.position(POSITION);
    const { at } = await countEvents(client, 0, 1, signal);
    const until = at - SETTLE_MS;
    if (position === undefined || until <= position) return;
    this.#report.recovered += await this.#compare(position - OVERLAP_MS, until, signal);
    await positions.setPosition(POSITION, until);
  }

  /**
   * Makes sure that all the server has on record of a stretch of time is in the log; answers how many were not. What is
   * long is taken in parts, the earliest first.
   *
   * @param done is told up to when that has been done
   */
  async #compare(
    since: number,
    until: number,
    signal: AbortSignal,
    done: (until: number) => Promise<void> = async () => {},
  ): Promise<number> {
    const { client, seen } = this.#options;
    const { total } = await countEvents(client, since, until, signal);
    let missing = 0;
    if (total > MOST_AT_ONCE && until - since > 1) {
      const middle = Math.floor((since + until) / 2);
      missing += await this.#compare(since, middle, signal, done);
      return missing + (await this.#compare(middle, until, signal, done));
    }
    if (total !== seen.count(since, until)) {
      const found = new Set<string>();
      for await (const page of eventPages(client, since, until, signal)) {
        const ids = page.map((event) => (isObject(event) ? String(event['id']) : ''));
        for (const id of ids) found.add(id);
        const unseen = page.filter((_event, index) => !seen.has(ids[index] as string));
        missing += unseen.length;
        if (unseen.length > 0) await this.#append(unseen);
      }
      seen.settle(since, until, found);
    }
    await done(until);
    return missing;
  }

  async #append(received: readonly unknown[]): Promise<void> {
    const events: Event[] = [];
    for (const event of received) {
      const parsed = eventSchema.safeParse(event);
      if (parsed.success) events.push(parsed.data);
      else this.#passOver(event, parsed.error.issues);
    }
    if (events.length === 0) return;
    const { seen, log } = this.#options;
    // First, so that whoever reads the log knows where they come from.
    seen.add(events);
    try {
      await log.append(events.map((event) => ({ event })));
    } catch (error) {
      seen.remove(events);
      throw error;
    }
    this.#report.events += events.length;
    this.#options.onEvents?.(events.length);
    this.#report.lagMs = Date.now() - (parseTime(events.at(-1)!.occurred) ?? Date.now());
  }

  /** What is no event is told of once, and not looked for again. */
  #passOver(event: unknown, issues: unknown): void {
    const { seen, logger } = this.#options;
    const { id, occurred } = isObject(event) ? event : {};
    if (typeof id !== 'string') return;
    if (!seen.has(id)) logger.warn({ event: id, issues }, 'an event of the Prefect server is not one');
    seen.add([{ id, occurred: String(occurred) }]);
  }

  /** How it goes, once a minute when there is something to tell. */
  #say(): void {
    const { events, recovered, lagMs, at } = this.#report;
    if (events === 0 || Date.now() - at < REPORT_MS) return;
    this.#options.logger.info(
      { events, recovered, lagMs: Math.round(lagMs) },
      'events of the Prefect server',
    );
    this.#report = { events: 0, recovered: 0, lagMs: 0, at: Date.now() };
  }

  /** Says an error once until another one comes: a server that is down for an hour is one line. */
  #warn(error: unknown): void {
    const text = error instanceof Error ? error.message : String(error);
    if (text === this.#lastError) return;
    this.#lastError = text;
    this.#options.logger.warn({ err: error }, 'the Prefect server cannot be followed; trying again');
  }
}
