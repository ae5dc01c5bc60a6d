import { sql, type SelectQueryBuilder } from 'kysely';
import type { NameSort } from '../../schemas/flows.ts';
import type { Page } from '../listing.ts';
import type { Database } from '../schema.ts';

/** The part of a query that a page means. */
export function paged<Q extends { limit(count: number): Q; offset(count: number): Q }>(
  query: Q,
  { limit, offset }: Page,
): Q {
  if (limit == null && offset == null) return query;
  // SQLite knows no offset without a limit.
  return query.limit(limit ?? Number.MAX_SAFE_INTEGER).offset(offset ?? 0);
}

/** Puts objects in order; the id breaks ties, so that pages are stable. */
export function sortedByName<T extends keyof Database, O>(
  query: SelectQueryBuilder<Database, T, O>,
  table: 'flows' | 'deployments',
  sort: NameSort,
): SelectQueryBuilder<Database, T, O> {
  const [column, direction] = NAME_SORTS[sort];
  return query.orderBy(sql.ref(`${table}.${column}`), direction).orderBy(sql.ref(`${table}.id`));
}

const NAME_SORTS = {
  CREATED_DESC: ['created', 'desc'],
  UPDATED_DESC: ['updated', 'desc'],
  NAME_ASC: ['name', 'asc'],
  NAME_DESC: ['name', 'desc'],
} as const satisfies Record<NameSort, readonly [string, 'asc' | 'desc']>;
