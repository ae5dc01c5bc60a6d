import type { EventFilter } from '../../schemas/event-filters.ts';

/**
 * Texts that the JSON of every event holds which a filter means: of each list one. They let the database leave out
 * most of what would have to be looked into.
 */
export function needlesOf(filter: EventFilter): string[][] {
  const groups: (readonly string[] | null | undefined)[] = [];
  for (const related of listOf(filter.related)) {
    groups.push(
      related.id,
      related.role,
      related.resources_in_roles?.map(([id]) => id),
      related.resources_in_roles?.map(([, role]) => role),
      ...labelGroups(related.labels),
    );
  }
  for (const any of listOf(filter.any_resource))
    groups.push(any.id, any.id_prefix, ...labelGroups(any.labels));
  groups.push(...labelGroups(filter.resource?.labels));
  return groups.flatMap((group) => (group == null || group.length === 0 ? [] : [group.map(inJson)]));
}

/** The labels' names, and their values where these are plain. */
function labelGroups(labels: Record<string, string | string[]> | null | undefined): string[][] {
  return Object.entries(labels ?? {}).flatMap(([label, value]) => {
    const patterns = typeof value === 'string' ? [value] : value;
    return patterns.some((pattern) => /[*?[!]/.test(pattern)) ? [[label]] : [[label], patterns];
  });
}

/** A text as it stands within a string of the stored JSON. */
function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function listOf<T>(value: T | T[] | null): T[] {
  if (value === null) return [];
  return Array.isArray(value) ? value : [value];
}
