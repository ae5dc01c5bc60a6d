import { sql } from 'kysely';
import type { EventNames } from '../../triggers/index.ts';
import type { Backend } from '../backends/backend.ts';
import { searchable, toEventEntry } from '../log/entry.ts';
import type { EventEntry } from '../log.ts';
import { startsWith } from './event-scan.ts';

/** Entries that are gone over at once: over SQLite nothing else happens meanwhile. */
const ENTRIES_A_STRETCH = 1_000;

/** With more names than this, the database is asked for events of any name. */
const NAMES_A_QUERY = 200;

/** Where evaluation stands in the log: what it has seen, and the clocks at that point (epoch ms, `lag` in ms). */
export interface HistoryPlace {
  readonly seq: number;
  readonly at: number;
  readonly lag: number;
  readonly reached: number;
}

/** Some entries of the log that follow each other. */
export interface Stretch {
  /** The last one of any kind; null when there are none. */
  readonly last: { readonly seq: number; readonly at: number } | null;
  /** Number of events among them. */
  readonly events: number;
  /** When the first of these got its place, epoch ms. */
  readonly firstAt: number | null;
  /** Events whose names may be among those asked for, in order. */
  readonly entries: readonly EventEntry[];
  /** Whether the log ends here. */
  readonly isEnd: boolean;
}

/** The place behind everything that got into the log before `instant` (epoch ms). */
export async function placeAt({ db }: Backend, instant: number): Promise<HistoryPlace> {
  const from = (seq: number) =>
    db
      .selectFrom('log')
      .select(['seq', 'at', 'lag', 'reached'])
      .where('seq', '>=', seq)
      .orderBy('seq')
      .limit(1)
      .executeTakeFirst();
  const { seq: head } = await db.selectFrom('log_head').select('seq').executeTakeFirstOrThrow();
  // Places are given in the order of time, so halving finds the first that is not before.
  let [low, high] = [1, head + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const row = await from(middle);
    if (row === undefined || row.at >= instant) high = middle;
    else low = row.seq + 1;
  }
  const before = await db
    .selectFrom('log')
    .select(['seq', 'at', 'lag', 'reached'])
    .where('seq', '<', low)
    .where('seq', '>', 0)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return before ?? { seq: 0, at: instant, lag: 0, reached: instant };
}

/** Reads on behind a place of the log. */
export async function readStretch(backend: Backend, after: number, names: EventNames): Promise<Stretch> {
  const { db } = backend;
  const rows = db
    .selectFrom('log')
    .select(['seq', 'at', 'kind'])
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(ENTRIES_A_STRETCH)
    .as('stretch');
  const bounds = await db
    .selectFrom(rows)
    .select((eb) => [
      eb.fn.countAll<number>().as('entries'),
      sql<number | null>`sum(case when kind = 'event' then 1 else 0 end)`.as('events'),
      sql<number | null>`min(case when kind = 'event' then at end)`.as('first'),
      eb.fn.max('seq').as('seq'),
      eb.fn.max('at').as('at'),
    ])
    .executeTakeFirstOrThrow();
  const isEnd = Number(bounds.entries) < ENTRIES_A_STRETCH;
  if (Number(bounds.entries) === 0) return { last: null, events: 0, firstAt: null, entries: [], isEnd };
  let query = db
    .selectFrom('log')
    .selectAll()
    .where('seq', '>', after)
    .where('seq', '<=', bounds.seq)
    .where(sql<boolean>`kind = 'event'`)
    .orderBy('seq');
  const { any, exact, prefixes } = names;
  if (!any && exact.length + prefixes.length <= NAMES_A_QUERY) {
    query = query.where((eb) =>
      eb.or([
        ...(exact.length === 0 ? [] : [eb('event', 'in', exact.map(searchable))]),
        ...prefixes.map((prefix) => startsWith('event', searchable(prefix))),
      ]),
    );
  }
  return {
    last: { seq: bounds.seq, at: bounds.at },
    events: Number(bounds.events ?? 0),
    firstAt: bounds.first,
    entries: (await query.execute()).map(toEventEntry),
    isEnd,
  };
}

/** When the newest event was received that is gone from the log, epoch ms. */
export async function removedUntil({ db }: Backend): Promise<number | null> {
  const head = await db.selectFrom('log_head').select('floor_received').executeTakeFirstOrThrow();
  return head.floor_received;
}
