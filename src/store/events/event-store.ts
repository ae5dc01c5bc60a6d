import type { Countable, EventCount, EventFilter } from '../../schemas/event-filters.ts';
import type { ReceivedEvent } from '../../schemas/events.ts';
import type { EventNames } from '../../triggers/index.ts';
import type { Backend } from '../backends/backend.ts';
import { countBy } from './event-counts.ts';
import { countEvents, readEvents, type Found } from './event-pages.ts';
import { placeAt, readStretch, removedUntil, type HistoryPlace, type Stretch } from './event-history.ts';
import { eventTest, type EventTest } from './event-predicate.ts';
import { readPageToken, writePageToken } from './page-token.ts';
import type { TimeUnit } from './time-buckets.ts';

/** A page of events. */
export interface EventPage {
  readonly events: ReceivedEvent[];
  /** How many there are on all pages. */
  readonly total: number;
  /** For {@link Events.nextPage}; null on the last page. */
  readonly nextPageToken: string | null;
}

/** Looking up events. Pages show what had been received when the first one was asked for, whatever comes later. */
export interface Events {
  filter(filter: EventFilter, options: { readonly limit: number }): Promise<EventPage>;
  /** @throws {AutomationError} `invalid_page_token` (403) */
  nextPage(token: string, options: { readonly limit: number }): Promise<EventPage>;
  /**
   * Counts events by time, name or resource; by time, empty spans are answered as well.
   *
   * @throws {AutomationError} `invalid_count` (422) for too many spans
   */
  countBy(countable: Countable, filter: EventFilter, unit: TimeUnit, interval: number): Promise<EventCount[]>;
  /** The place in the log behind everything that got there before `instant` (epoch ms). */
  placeAt(instant: number): Promise<HistoryPlace>;
  /** What follows a place in the log, with the events that have such names. */
  stretch(after: number, names: EventNames): Promise<Stretch>;
  /** When the newest event was received that retention has removed, epoch ms; null when there is none. */
  removedUntil(): Promise<number | null>;
  /** Whether a filter means an event. */
  matches(filter: EventFilter, event: ReceivedEvent): boolean;
}

/** Events over a database. */
export function createEvents(backend: Backend): Events {
  const tests = new WeakMap<EventFilter, EventTest>();
  const page = async (
    filter: EventFilter,
    asOf: number,
    total: number,
    limit: number,
    after?: Found['key'],
  ): Promise<EventPage> => {
    // One more than wanted tells whether there is another page.
    const found = await readEvents(backend, filter, limit + 1, asOf, after);
    const shown = found.slice(0, limit);
    const last = shown.at(-1);
    const isLast = found.length <= limit || last === undefined;
    return {
      events: shown.map(({ event }) => event),
      total,
      nextPageToken: isLast ? null : writePageToken({ filter, asOf, total, after: last.key }),
    };
  };
  const present = async (): Promise<number> => {
    const head = await backend.db.selectFrom('log_head').select('at').executeTakeFirstOrThrow();
    return head.at;
  };
  return {
    async filter(filter, { limit }) {
      const asOf = await present();
      const total = await countEvents(backend, filter);
      return total === 0 ? emptyPage : page(filter, asOf, total, limit);
    },
    async nextPage(token, { limit }) {
      const { filter, asOf, total, after } = readPageToken(token);
      return page(filter, asOf, total, limit, after);
    },
    async countBy(countable, filter, unit, interval) {
      return countBy(backend, countable, filter, unit, interval, await backend.now());
    },
    placeAt: (instant) => placeAt(backend, instant),
    stretch: (after, names) => readStretch(backend, after, names),
    removedUntil: () => removedUntil(backend),
    matches(filter, event) {
      let test = tests.get(filter);
      if (test === undefined) tests.set(filter, (test = eventTest(filter)));
      return test(event);
    },
  };
}

const emptyPage: EventPage = { events: [], total: 0, nextPageToken: null };
