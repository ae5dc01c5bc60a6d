import { setImmediate } from 'node:timers/promises';
import { sql, type Expression, type ExpressionBuilder, type SqlBool } from 'kysely';
import type { EventFilter } from '../../schemas/event-filters.ts';
import type { Backend } from '../backends/backend.ts';
import { searchable } from '../log/entry.ts';
import type { Database } from '../schema.ts';
import { needlesOf } from './needles.ts';
import { readTime } from '../time.ts';

/** A place among the events: by `occurred` (epoch ms), then by id. */
export interface EventKey {
  readonly occurred: number;
  readonly id: string;
}

/** Which events are looked at. */
export interface ScanOptions {
  readonly filter: EventFilter;
  /** Only events received up to then (epoch ms); all when undefined. */
  readonly asOf: number | undefined;
  /** Only events behind this one, in the filter's order. */
  readonly after?: EventKey | undefined;
}

type Builder = ExpressionBuilder<Database, 'log'>;

/** SQLite answers on this thread, so no statement may look at many rows; Postgres is better off with fewer questions. */
const ROWS_A_RANGE = { sqlite: 2_000, postgres: 50_000 } as const;

/** A stretch of the events in the filter's order, as a condition for queries on the log. */
export type Range = (eb: Builder) => Expression<SqlBool>;

/**
 * Cuts the events of a filter's time span into stretches of a bounded number of rows, in its order, and yields each
 * as a condition together with what the filter asks that the database can answer. Others get a turn in between.
 */
export async function* scan(backend: Backend, { filter, asOf, after }: ScanOptions): AsyncGenerator<Range> {
  const matching = columnConditions(backend.dialect, filter, asOf);
  const ids = filter.id.id;
  if (ids !== null && ids.length > 0) {
    const these = backend.whereIds(ids);
    yield (eb) =>
      eb.and([these, ...matching(eb), ...(after === undefined ? [] : [behind(filter.order, after)])]);
    return;
  }
  let start = after;
  for (;;) {
    const from = start;
    const end = await boundary(backend, filter, from);
    yield (eb) =>
      eb.and([
        ...matching(eb),
        ...(from === undefined ? [] : [behind(filter.order, from)]),
        ...(end === undefined ? [] : [eb.not(behind(filter.order, end))]),
      ]);
    if (end === undefined) return;
    start = end;
    await setImmediate();
  }
}

/** The last event of the stretch that begins behind `from`; undefined when it reaches to the end. */
async function boundary(
  { db, dialect }: Backend,
  filter: EventFilter,
  from: EventKey | undefined,
): Promise<EventKey | undefined> {
  const direction = filter.order === 'ASC' ? 'asc' : 'desc';
  let query = db
    .selectFrom('log')
    .select(['occurred', 'id'])
    .where(sql<boolean>`kind = 'event'`)
    .where('occurred', '>=', readTime(filter.occurred.since))
    .where('occurred', '<=', readTime(filter.occurred.until));
  if (from !== undefined) query = query.where(behind(filter.order, from));
  const row = await query
    .orderBy('occurred', direction)
    .orderBy('id', direction)
    .offset(ROWS_A_RANGE[dialect] - 1)
    .limit(1)
    .executeTakeFirst();
  if (row === undefined || row.occurred === null || row.id === null) return undefined;
  return { occurred: row.occurred, id: row.id };
}

/** Whether an event comes after a place, in an order. */
export function behind(order: EventFilter['order'], { occurred, id }: EventKey): Expression<SqlBool> {
  const operator = sql.raw(order === 'ASC' ? '>' : '<');
  return sql<SqlBool>`(occurred, id) ${operator} (${occurred}, ${id})`;
}

/** What a filter asks that the database can answer; of labels and related resources it answers a part. */
function columnConditions(
  dialect: Backend['dialect'],
  filter: EventFilter,
  asOf: number | undefined,
): (eb: Builder) => Expression<SqlBool>[] {
  const { occurred, event: names, resource } = filter;
  const needles = needlesOf(filter);
  const find = sql.raw(dialect === 'sqlite' ? 'instr' : 'strpos');
  return (eb) => [
    sql<SqlBool>`kind = 'event'`,
    ...(asOf === undefined ? [] : [eb('received', '<=', asOf)]),
    eb('occurred', '>=', readTime(occurred.since)),
    eb('occurred', '<=', readTime(occurred.until)),
    ...some(names?.prefix, (values) => eb.or(values.map((value) => startsWith('event', value)))),
    ...some(names?.exclude_prefix, (values) =>
      eb.not(eb.or(values.map((value) => startsWith('event', value)))),
    ),
    ...some(names?.name, (values) => eb('event', 'in', values)),
    ...some(names?.exclude_name, (values) => eb('event', 'not in', values)),
    ...some(resource?.id, (values) => eb('resource_id', 'in', values)),
    ...some(resource?.id_prefix, (values) => eb.or(values.map((value) => startsWith('resource_id', value)))),
    ...needles.map((texts) => eb.or(texts.map((text) => sql<SqlBool>`${find}(body, ${text}) > 0`))),
  ];
}

function some(
  values: readonly string[] | null | undefined,
  condition: (values: string[]) => Expression<SqlBool>,
): Expression<SqlBool>[] {
  return values == null || values.length === 0 ? [] : [condition(values.map(searchable))];
}

/** Neither LIKE (SQLite's ignores case) nor a comparison (Postgres's go by language) would do. */
export function startsWith(column: 'event' | 'resource_id', prefix: string): Expression<SqlBool> {
  // Counted as the databases count, in code points.
  const length = [...prefix].length;
  return sql<SqlBool>`substr(${sql.ref(column)}, 1, ${sql.lit(length)}) = ${prefix}`;
}
