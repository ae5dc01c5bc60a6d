import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { readTime } from '../time.ts';

/** A condition, or undefined for one that does not count. */
export type Criterion = RawBuilder<SqlBool> | undefined;

const always = sql<SqlBool>`1 = 1`;
const never = sql<SqlBool>`1 = 0`;

/** All of the criteria that count, or one of them; without any, always. */
export function combine(operator: 'and_' | 'or_', criteria: readonly Criterion[]): RawBuilder<SqlBool> {
  const given = criteria.filter((criterion) => criterion !== undefined);
  if (given.length === 0) return always;
  return sql<SqlBool>`(${sql.join(given, operator === 'or_' ? sql` or ` : sql` and `)})`;
}

/** Whether a column has one of these values. */
export function among(column: string, values: readonly unknown[] | null | undefined): Criterion {
  if (values == null) return undefined;
  return values.length === 0 ? never : sql<SqlBool>`${sql.ref(column)} in (${sql.join(values)})`;
}

/** Whether a column has none of these values; null has none. */
export function notAmong(column: string, values: readonly unknown[] | null | undefined): Criterion {
  if (values == null || values.length === 0) return undefined;
  return sql<SqlBool>`(${sql.ref(column)} is null or ${sql.ref(column)} not in (${sql.join(values)}))`;
}

/** Whether a column contains a text, in any case; `%` and `_` are wildcards. */
export function contains(column: string, text: string | null | undefined): Criterion {
  if (text == null || text === '') return undefined;
  return sql<SqlBool>`lower(${sql.ref(column)}) like ${`%${text.toLowerCase()}%`}`;
}

/** Whether a column begins with one of these texts. */
export function beginsWith(column: string, texts: readonly string[] | null | undefined): Criterion {
  if (texts == null) return undefined;
  const starts = texts.map(
    (text) => sql<SqlBool>`substr(${sql.ref(column)}, 1, ${[...text].length}) = ${text}`,
  );
  return texts.length === 0 ? never : combine('or_', starts);
}

/** Whether a column is null, or is not. */
export function isNull(column: string, wanted: boolean | null | undefined): Criterion {
  if (wanted == null) return undefined;
  return wanted ? sql<SqlBool>`${sql.ref(column)} is null` : sql<SqlBool>`${sql.ref(column)} is not null`;
}

/** Whether a number lies between two, both included. */
export function between(
  column: string,
  from: number | null | undefined,
  to: number | null | undefined,
): Criterion {
  if (from == null && to == null) return undefined;
  return combine('and_', [
    from == null ? undefined : sql<SqlBool>`${sql.ref(column)} >= ${from}`,
    to == null ? undefined : sql<SqlBool>`${sql.ref(column)} <= ${to}`,
  ]);
}

/** Whether a time fits a filter. */
export function during(
  column: string,
  filter:
    | {
        readonly before_: string | null;
        readonly after_: string | null;
        readonly is_null_?: boolean | null | undefined;
      }
    | null
    | undefined,
): Criterion {
  if (filter == null) return undefined;
  return combine('and_', [
    isNull(column, filter.is_null_),
    between(
      column,
      filter.after_ === null ? null : readTime(filter.after_),
      filter.before_ === null ? null : readTime(filter.before_),
    ),
  ]);
}

/** Whether an object has tags. */
export function tagged(
  idColumn: string,
  filter:
    | {
        readonly operator: 'and_' | 'or_';
        readonly all_: readonly string[] | null;
        readonly any_: readonly string[] | null;
        readonly is_null_: boolean | null;
      }
    | null
    | undefined,
): Criterion {
  if (filter == null) return undefined;
  const has = (tags?: readonly string[]): RawBuilder<SqlBool> =>
    tags?.length === 0
      ? never
      : sql<SqlBool>`exists (select 1 from object_tags where object_tags.object_id = ${sql.ref(idColumn)}${
          tags === undefined ? sql`` : sql` and object_tags.tag in (${sql.join(tags)})`
        })`;
  return combine(filter.operator, [
    filter.all_ == null || filter.all_.length === 0
      ? undefined
      : combine(
          'and_',
          filter.all_.map((tag) => has([tag])),
        ),
    filter.any_ == null ? undefined : has(filter.any_),
    filter.is_null_ == null ? undefined : filter.is_null_ ? sql<SqlBool>`not ${has()}` : has(),
  ]);
}

/** Whether a row of another table goes with this one: `on` joins them, `criterion` is about the other one. */
export function related(table: string, on: RawBuilder<SqlBool>, criterion: Criterion): Criterion {
  if (criterion === undefined) return undefined;
  return sql<SqlBool>`exists (select 1 from ${sql.table(table)} where ${on} and ${criterion})`;
}
