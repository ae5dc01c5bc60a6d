import { AutomationError } from '../errors.ts';
import { isObject } from '../schemas/scalars.ts';
import { parseTime } from '../schemas/times.ts';
import type { UpstreamClient } from './client.ts';
import { eventPages } from './event-pages.ts';
import type { SeenEvents } from './seen-events.ts';

/** Where numbers are kept by name and key. */
export interface Tallies {
  tallies(name: string): Promise<Map<number, number>>;
  setTallies(name: string, changed: ReadonlyMap<number, number>, gone: readonly number[]): Promise<void>;
}

export interface LateEventsOptions {
  readonly client: UpstreamClient;
  readonly positions: Tallies & {
    position(name: string): Promise<number | undefined>;
    setPosition(name: string, place: number): Promise<void>;
  };
  readonly seen: SeenEvents;
  /** Takes events as the server shows them into the log, which takes each id once. */
  readonly append: (events: readonly unknown[]) => Promise<void>;
  /** How long the log keeps events, in ms: what is older it may take a second time. */
  readonly keptMs: number;
}

const HOUR_MS = 3_600_000;
/** How far back counts are compared: a day more than Prefect keeps events when nobody tells it otherwise. */
const HOURS = 8 * 24;
const COUNTS = 'upstream-hour';
const ORIGIN = 'upstream-origin';

/**
 * Finds events that reached the Prefect server long after they had occurred and that its live stream did not bring: in a time
 * in which nobody followed, or since they are older than what a subscription is told of. For each hour of the past
 * days the number of the server's records is remembered; an hour whose number has changed is read again.
 */
export class LateEvents {
  readonly #options: LateEventsOptions;

  constructor(options: LateEventsOptions) {
    this.#options = options;
  }

  /**
   * Compares once.
   *
   * @returns how many hours were read again
   *
   * @param settled up to here (epoch ms) others see to it that all the server has on record is in the log
   * @param now the server's clock, epoch ms
   */
  async check(settled: number, now: number, signal: AbortSignal): Promise<number> {
    const { positions, seen, keptMs } = this.#options;
    const last = Math.floor(settled / HOUR_MS) - 1;
    const first = last - HOURS + 1;
    const origin = await positions.position(ORIGIN);
    const known = await positions.tallies(COUNTS);
    const counts = await this.#counts(first, last, signal);
    const gone = [...known.keys()].filter((hour) => hour < first);
    if (origin === undefined) {
      // What there is at the very first start is past.
      await positions.setTallies(COUNTS, counts, gone);
      await positions.setPosition(ORIGIN, now);
      return 0;
    }
    // What reached the server before the first start is past, and what the log may have let go of does not come again.
    const since = Math.max(origin, now - keptMs + HOUR_MS);
    const changed = new Map<number, number>();
    let hours = 0;
    try {
      for (const [hour, count] of counts) {
        const start = hour * HOUR_MS;
        if (count === (known.get(hour) ?? seen.count(start, start + HOUR_MS - 1))) {
          if (!known.has(hour)) changed.set(hour, count);
          continue;
        }
        hours += 1;
        // Fewer: some were removed meanwhile, and others may have slipped through between two pages.
        if ((await this.#read(start, since, signal)) >= count) changed.set(hour, count);
      }
    } finally {
      if (changed.size + gone.length > 0) await positions.setTallies(COUNTS, changed, gone);
    }
    return hours;
  }

  /** How many events the server has on record for each of these hours (since 1970). */
  async #counts(first: number, last: number, signal: AbortSignal): Promise<Map<number, number>> {
    const iso = (ms: number): string => new Date(ms).toISOString();
    const occurred = { since: iso(first * HOUR_MS), until: iso((last + 1) * HOUR_MS - 1) };
    const json = { filter: { occurred }, time_unit: 'hour', time_interval: 1 };
    const { client } = this.#options;
    const { status, body } = await client.call({
      method: 'POST',
      path: '/events/count-by/time',
      json,
      signal,
    });
    if (status >= 300 || !Array.isArray(body)) {
      throw new AutomationError(
        'upstream_status',
        `The Prefect server answered ${status} for counts of events`,
      );
    }
    const counts = new Map<number, number>();
    for (let hour = first; hour <= last; hour++) counts.set(hour, 0);
    for (const span of body.filter(isObject)) {
      const hour = Math.floor((parseTime(String(span['start_time'])) ?? NaN) / HOUR_MS);
      if (counts.has(hour)) counts.set(hour, Number(span['count']));
    }
    return counts;
  }

  /**
   * Reads the records of an hour, and answers how many there are; those that reached the server since that time go into the
   * log.
   */
  async #read(start: number, since: number, signal: AbortSignal): Promise<number> {
    const { client, seen, append } = this.#options;
    let records = 0;
    for await (const page of eventPages(client, start, start + HOUR_MS - 1, signal)) {
      records += page.length;
      const unseen = page.filter(
        (event) =>
          isObject(event) &&
          !seen.has(String(event['id'])) &&
          (parseTime(String(event['received'])) ?? Infinity) >= since,
      );
      if (unseen.length > 0) await append(unseen);
    }
    return records;
  }
}
