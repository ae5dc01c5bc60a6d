import { setImmediate } from 'node:timers/promises';
import type { EventFilter } from '../../schemas/event-filters.ts';
import type { ReceivedEvent } from '../../schemas/events.ts';
import type { Backend } from '../backends/backend.ts';
import { toEventEntry } from '../log/entry.ts';
import type { LogTable } from '../schema.ts';
import { residualTest } from './event-predicate.ts';
import { behind, scan, type EventKey, type Range } from './event-scan.ts';

/** Rows fetched at once when they must be looked into. */
const BODIES_A_QUERY = 500;

/** An event found, with its place. */
export interface Found {
  readonly key: EventKey;
  readonly event: ReceivedEvent;
}

/**
 * Reads the events that a filter means, in its order, behind `after` if it is given.
 *
 * @param limit how many at most
 * @param asOf only events received up to then, epoch ms; all when undefined
 */
export async function readEvents(
  backend: Backend,
  filter: EventFilter,
  limit: number,
  asOf: number | undefined,
  after?: EventKey,
): Promise<Found[]> {
  const distinct = filter.resource?.distinct === true ? new Set<string>() : null;
  const found: Found[] = [];
  if (limit <= 0) return found;
  // Which event of a resource comes first is only known from the beginning.
  const start = distinct === null ? after : undefined;
  for await (const row of matchingRows(backend, filter, asOf, start, limit)) {
    if (distinct !== null) {
      if (distinct.has(row.resource_id ?? '')) continue;
      distinct.add(row.resource_id ?? '');
      if (after !== undefined && !isBehind(filter.order, keyOf(row), after)) continue;
    }
    found.push({ key: keyOf(row), event: toEventEntry(row).event });
    if (found.length >= limit) break;
  }
  return found;
}

/** Counts the events that a filter means; with `distinct`, their resources. */
export async function countEvents(backend: Backend, filter: EventFilter): Promise<number> {
  const isDistinct = filter.resource?.distinct === true;
  if (residualTest(filter) === null && !isDistinct) {
    let count = 0;
    for await (const range of scan(backend, { filter, asOf: undefined })) {
      const row = await backend.db
        .selectFrom('log')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where(range)
        .executeTakeFirstOrThrow();
      count += row.count;
    }
    return count;
  }
  const resources = new Set<string>();
  let count = 0;
  for await (const row of matchingRows(backend, filter, undefined, undefined, Infinity)) {
    count += 1;
    if (isDistinct) resources.add(row.resource_id ?? '');
  }
  return isDistinct ? resources.size : count;
}

/** The rows that a filter means, in its order. */
export async function* matchingRows(
  backend: Backend,
  filter: EventFilter,
  asOf: number | undefined,
  after: EventKey | undefined,
  expected: number,
): AsyncGenerator<LogTable> {
  const test = residualTest(filter);
  const perQuery = test === null ? Math.min(expected, BODIES_A_QUERY) : BODIES_A_QUERY;
  for await (const range of scan(backend, { filter, asOf, after })) {
    for await (const row of rowsOf(backend, range, filter.order, perQuery)) {
      if (test === null || test(toEventEntry(row).event)) yield row;
    }
  }
}

async function* rowsOf(
  { db }: Backend,
  range: Range,
  order: EventFilter['order'],
  perQuery: number,
): AsyncGenerator<LogTable> {
  const direction = order === 'ASC' ? 'asc' : 'desc';
  let last: EventKey | undefined;
  for (;;) {
    let query = db.selectFrom('log').selectAll().where(range);
    if (last !== undefined) query = query.where(behind(order, last));
    const rows = await query
      .orderBy('occurred', direction)
      .orderBy('id', direction)
      .limit(perQuery)
      .execute();
    yield* rows;
    const end = rows.at(-1);
    if (end === undefined || rows.length < perQuery) return;
    last = keyOf(end);
    await setImmediate();
  }
}

function keyOf(row: LogTable): EventKey {
  return { occurred: row.occurred ?? 0, id: row.id ?? '' };
}

function isBehind(order: EventFilter['order'], key: EventKey, other: EventKey): boolean {
  const difference = key.occurred - other.occurred || (key.id < other.id ? -1 : key.id > other.id ? 1 : 0);
  return order === 'ASC' ? difference > 0 : difference < 0;
}
