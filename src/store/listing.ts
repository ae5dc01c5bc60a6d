import { containsLike } from './like.ts';

/** Which part of a list. */
export interface Page {
  /** All when absent or null. */
  readonly limit?: number | null;
  readonly offset?: number | null;
}

/** The part of a list that a page means. What users keep here is few enough to be picked in memory. */
export function pageOf<T>(items: readonly T[], { limit, offset }: Page): T[] {
  const start = offset ?? 0;
  return items.slice(start, limit == null ? undefined : start + limit);
}

/** Whether criteria are met: all of them, or one of them. Absent ones (undefined) do not count. */
export function meets(operator: 'and_' | 'or_', criteria: readonly (boolean | undefined)[]): boolean {
  const given = criteria.filter((criterion) => criterion !== undefined);
  if (given.length === 0) return true;
  return operator === 'or_' ? given.some(Boolean) : given.every(Boolean);
}

/** Whether a value is among those asked for; undefined when none are. */
export function isAnyOf(
  value: string | null,
  filter: { readonly any_: readonly string[] | null } | null | undefined,
): boolean | undefined {
  if (filter?.any_ == null) return undefined;
  return value !== null && filter.any_.includes(value);
}

/** Whether a text contains the pattern in any case, `%` and `_` being wildcards as in SQL; undefined without one. */
export function isLike(text: string | null, pattern: string | null | undefined): boolean | undefined {
  if (pattern == null || pattern === '') return undefined;
  if (text === null) return false;
  return containsLike(text, pattern);
}

/** Compares by a text, or by a number; `descending` turns it round. */
export function by<T>(key: (item: T) => string | number, descending = false): (a: T, b: T) => number {
  const sign = descending ? -1 : 1;
  return (a, b) => {
    const [left, right] = [key(a), key(b)];
    return left === right ? 0 : left < right ? -sign : sign;
  };
}
