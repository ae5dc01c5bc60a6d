import type { EventFilter } from '../../schemas/event-filters.ts';
import type { ReceivedEvent } from '../../schemas/events.ts';
import { compileMatch, type Labels } from '../../triggers/matching.ts';
import { readTime } from '../time.ts';
import { compileTextSearch } from './text-search.ts';

/** Whether an event meets a criterion. */
export type EventTest = (event: ReceivedEvent) => boolean;

/**
 * What of a filter cannot be asked of the log's columns: labels, related resources, text. Null when there is nothing
 * of the kind. An empty list asks for nothing, as in Prefect.
 */
export function residualTest(filter: EventFilter): EventTest | null {
  const tests: EventTest[] = [];
  const labels = labelTest(filter.resource?.labels);
  if (labels !== null) tests.push((event) => labels(event.resource));
  for (const related of listOf(filter.related)) {
    const test = relatedTest(related);
    if (test !== null) tests.push((event) => event.related.some(test));
  }
  for (const wanted of listOf(filter.any_resource)) {
    const test = allOf<Labels>(
      oneOf(wanted.id, (id, resource) => idOf(resource) === id),
      oneOf(wanted.id_prefix, (prefix, resource) => idOf(resource).startsWith(prefix)),
      labelTest(wanted.labels),
    );
    if (test !== null) tests.push((event) => test(event.resource) || event.related.some(test));
  }
  if (filter.text !== null && filter.text.query.trim() !== '') {
    tests.push(compileTextSearch(filter.text.query));
  }
  return allOf(...tests);
}

/** The whole filter as a test, for events that come along one by one. `distinct` has no meaning there. */
export function eventTest(filter: EventFilter): EventTest {
  const { occurred, event: names, resource } = filter;
  const [since, until] = [readTime(occurred.since), readTime(occurred.until)];
  const test = allOf<ReceivedEvent>(
    (event) => {
      const at = readTime(event.occurred);
      return since <= at && at <= until;
    },
    oneOf(names?.prefix, (prefix, event) => event.event.startsWith(prefix)),
    not(oneOf(names?.exclude_prefix, (prefix, event) => event.event.startsWith(prefix))),
    oneOf(names?.name, (name, event) => event.event === name),
    not(oneOf(names?.exclude_name, (name, event) => event.event === name)),
    oneOf(resource?.id, (id, event) => idOf(event.resource) === id),
    oneOf(resource?.id_prefix, (prefix, event) => idOf(event.resource).startsWith(prefix)),
    oneOf(filter.id.id, (id, event) => event.id === id),
    residualTest(filter),
  );
  return test ?? (() => true);
}

function relatedTest(
  wanted: NonNullable<Exclude<EventFilter['related'], unknown[]>>,
): ((r: Labels) => boolean) | null {
  return allOf<Labels>(
    oneOf(wanted.id, (id, resource) => idOf(resource) === id),
    oneOf(wanted.role, (role, resource) => roleOf(resource) === role),
    oneOf(
      wanted.resources_in_roles,
      ([id, role], resource) => idOf(resource) === id && roleOf(resource) === role,
    ),
    labelTest(wanted.labels),
  );
}

function labelTest(
  labels: Parameters<typeof compileMatch>[0] | null | undefined,
): ((r: Labels) => boolean) | null {
  return labels == null || Object.keys(labels).length === 0 ? null : compileMatch(labels);
}

function oneOf<V, T>(
  values: readonly V[] | null | undefined,
  meets: (value: V, item: T) => boolean,
): ((item: T) => boolean) | null {
  if (values == null || values.length === 0) return null;
  return (item) => values.some((value) => meets(value, item));
}

function not<T>(test: ((item: T) => boolean) | null): ((item: T) => boolean) | null {
  return test === null ? null : (item) => !test(item);
}

function allOf<T>(...tests: (((item: T) => boolean) | null)[]): ((item: T) => boolean) | null {
  const given = tests.filter((test) => test !== null);
  if (given.length === 0) return null;
  return (item) => given.every((test) => test(item));
}

function listOf<T>(value: T | T[] | null): T[] {
  if (value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function idOf(resource: Labels): string {
  return resource['prefect.resource.id'] ?? '';
}

function roleOf(resource: Labels): string {
  return resource['prefect.resource.role'] ?? '';
}
