import { sql, type RawBuilder } from 'kysely';
import type { Countable, EventCount, EventFilter } from '../../schemas/event-filters.ts';
import { formatTime } from '../../schemas/times.ts';
import type { Backend } from '../backends/backend.ts';
import { toEventEntry } from '../log/entry.ts';
import type { LogTable } from '../schema.ts';
import { readTime } from '../time.ts';
import { residualTest } from './event-predicate.ts';
import { matchingRows } from './event-pages.ts';
import { scan } from './event-scan.ts';
import { bucketExpression, bucketOf, timeBuckets, toTimeCounts, type TimeUnit } from './time-buckets.ts';

/** How many events there are of one value, and when the first and the last of them occurred (epoch ms). */
interface Tally {
  count: number;
  first: number;
  last: number;
}

/** What is counted: as an expression, and of a row. */
interface Subject {
  readonly sql: RawBuilder<string | number | null>;
  readonly of: (row: LogTable) => string | number | null;
}

/** Counts events by time (`day` is time cut into days), by name or by resource; see `Events.countBy`. */
export async function countBy(
  backend: Backend,
  countable: Countable,
  filter: EventFilter,
  unit: TimeUnit,
  interval: number,
  now: number,
): Promise<EventCount[]> {
  const span = { since: readTime(filter.occurred.since), until: readTime(filter.occurred.until) };
  // The span must make sense even where it is not cut.
  const asked = timeBuckets(span, unit, interval, now);
  switch (countable) {
    case 'event': {
      const subject = { sql: sql.ref<string | null>('event'), of: (row: LogTable) => row.event };
      return toCounts(backend, countable, await tally(backend, filter, subject));
    }
    case 'resource': {
      const subject = { sql: sql.ref<string | null>('resource_id'), of: (row: LogTable) => row.resource_id };
      return toCounts(backend, countable, await tally(backend, filter, subject));
    }
    case 'day':
    case 'time': {
      const buckets = countable === 'day' ? timeBuckets(span, 'day', 1, now) : asked;
      const subject = {
        sql: bucketExpression(buckets),
        of: (row: LogTable) => bucketOf(buckets, row.occurred ?? 0),
      };
      return toTimeCounts(buckets, await tally(backend, filter, subject));
    }
  }
}

async function tally(backend: Backend, filter: EventFilter, subject: Subject): Promise<Map<string, Tally>> {
  const tallies = new Map<string, Tally>();
  const add = (value: string, { count, first, last }: Tally): void => {
    const known = tallies.get(value);
    if (known === undefined) {
      tallies.set(value, { count, first, last });
      return;
    }
    known.count += count;
    known.first = Math.min(known.first, first);
    known.last = Math.max(known.last, last);
  };
  if (residualTest(filter) !== null) {
    for await (const row of matchingRows(backend, filter, undefined, undefined, Infinity)) {
      const occurred = row.occurred ?? 0;
      add(String(subject.of(row) ?? ''), { count: 1, first: occurred, last: occurred });
    }
    return tallies;
  }
  for await (const range of scan(backend, { filter, asOf: undefined })) {
    const rows = await backend.db
      .selectFrom('log')
      .select([
        subject.sql.as('value'),
        (eb) => eb.fn.countAll<number>().as('count'),
        sql<number>`min(occurred)`.as('first'),
        sql<number>`max(occurred)`.as('last'),
      ])
      .where(range)
      .groupBy(sql`1`)
      .execute();
    for (const { value, ...counts } of rows) add(String(value ?? ''), counts);
  }
  return tallies;
}

async function toCounts(
  backend: Backend,
  countable: 'event' | 'resource',
  tallies: ReadonlyMap<string, Tally>,
): Promise<EventCount[]> {
  const counts: EventCount[] = [];
  for (const [value, { count, first, last }] of tallies) {
    const label = countable === 'event' ? value : await resourceName(backend, value, last);
    counts.push({ value, label, count, start_time: formatTime(first), end_time: formatTime(last) });
  }
  return counts.sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1));
}

/** What a resource was called in the last of its events that was counted. */
async function resourceName({ db }: Backend, id: string, occurred: number): Promise<string> {
  const row = await db
    .selectFrom('log')
    .selectAll()
    .where(sql<boolean>`kind = 'event'`)
    .where('occurred', '=', occurred)
    .where('resource_id', '=', id)
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return id;
  const { resource } = toEventEntry(row).event;
  return resource['prefect.resource.name'] ?? resource['prefect.name'] ?? id;
}
