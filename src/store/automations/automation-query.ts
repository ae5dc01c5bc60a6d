import { sql, type Expression, type ExpressionBuilder, type SelectQueryBuilder, type SqlBool } from 'kysely';
import type { AutomationFilter, AutomationSort } from '../../schemas/automations.ts';
import type { Database } from '../schema.ts';
import { readTime } from '../time.ts';

type Builder = ExpressionBuilder<Database, 'automations'>;

/** Restricts a query to the automations that a filter means; without a filter, all. */
export function matching(eb: Builder, filter: AutomationFilter | null | undefined): Expression<SqlBool> {
  if (filter == null) return sql<SqlBool>`1 = 1`;
  const criteria: Expression<SqlBool>[] = [];
  const ids = filter.id?.any_;
  if (ids != null) criteria.push(anyOf(eb, 'automations.id', ids));
  const names = filter.name?.any_;
  if (names != null) criteria.push(anyOf(eb, 'automations.name', names));
  const like = filter.name?.like_;
  if (like != null && like !== '') {
    criteria.push(sql<SqlBool>`lower(automations.name) like ${`%${like.toLowerCase()}%`}`);
  }
  const enabled = filter.enabled?.eq_;
  if (enabled != null) criteria.push(eb('automations.enabled', '=', enabled ? 1 : 0));
  const unowned = filter.owner?.is_null_;
  if (unowned != null) criteria.push(eb('automations.owner_resource', unowned ? 'is' : 'is not', null));
  const before = filter.created?.before_;
  if (before != null) criteria.push(eb('automations.created', '<=', readTime(before)));
  if (filter.tags !== null) criteria.push(tagged(eb, filter.tags));
  return combine(eb, filter.operator, criteria);
}

function tagged(eb: Builder, tags: NonNullable<AutomationFilter['tags']>): Expression<SqlBool> {
  const criteria: Expression<SqlBool>[] = [];
  const all = tags.all_;
  if (all !== null) criteria.push(eb.and([...new Set(all)].map((tag) => hasTag(eb, [tag]))));
  if (tags.any_ !== null) criteria.push(hasTag(eb, tags.any_));
  if (tags.is_null_ !== null) {
    const some = hasTag(eb, undefined);
    criteria.push(tags.is_null_ ? eb.not(some) : some);
  }
  return combine(eb, tags.operator, criteria);
}

/** Whether the automation has one of these tags; any tag at all when they are undefined. */
function hasTag(eb: Builder, tags: readonly string[] | undefined): Expression<SqlBool> {
  if (tags?.length === 0) return sql<SqlBool>`1 = 0`;
  let query = eb
    .selectFrom('automation_tags')
    .select('automation_tags.tag')
    .whereRef('automation_tags.automation_id', '=', 'automations.id');
  if (tags !== undefined) query = query.where('automation_tags.tag', 'in', tags);
  return eb.exists(query);
}

function anyOf(
  eb: Builder,
  column: 'automations.id' | 'automations.name',
  values: readonly string[],
): Expression<SqlBool> {
  return values.length === 0 ? sql<SqlBool>`1 = 0` : eb(column, 'in', values);
}

function combine(
  eb: Builder,
  operator: 'and_' | 'or_',
  criteria: Expression<SqlBool>[],
): Expression<SqlBool> {
  if (criteria.length === 0) return sql<SqlBool>`1 = 1`;
  return operator === 'or_' ? eb.or(criteria) : eb.and(criteria);
}

/** Puts automations in order; the id breaks ties, so that pages are stable. */
export function sorted<O>(
  query: SelectQueryBuilder<Database, 'automations', O>,
  sort: AutomationSort,
): SelectQueryBuilder<Database, 'automations', O> {
  switch (sort) {
    case 'CREATED_DESC':
      return query.orderBy('automations.created', 'desc').orderBy('automations.id');
    case 'UPDATED_DESC':
      return query.orderBy('automations.updated', 'desc').orderBy('automations.id');
    case 'NAME_ASC':
      return query.orderBy('automations.name').orderBy('automations.id');
    case 'NAME_DESC':
      return query.orderBy('automations.name', 'desc').orderBy('automations.id');
  }
}
