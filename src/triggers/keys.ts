import type { MatchableEvent } from './definition.ts';
import { labelOf } from './matching.ts';

/** Reads one value of the key out of an event. */
export type KeyReader = (event: MatchableEvent) => string;

const RELATED = 'related:';

function compileKeyReader(entry: string): KeyReader {
  const colon = entry.lastIndexOf(':');
  if (!entry.startsWith(RELATED) || colon < RELATED.length)
    return (event) => labelOf(event.resource, entry) ?? '';
  const role = entry.slice(RELATED.length, colon);
  const label = entry.slice(colon + 1);
  return (event) => {
    // Only the first resource in the role counts, even if it lacks the label (rule F3).
    const first = event.related.find((resource) => labelOf(resource, 'prefect.resource.role') === role);
    return (first && labelOf(first, label)) ?? '';
  };
}

/**
 * The labels of a key, sorted and without repetition, and how to read their values.
 *
 * @param forEach - `for_each` of the definition
 */
export function compileKey(forEach: readonly string[]): { labels: string[]; readers: KeyReader[] } {
  const labels = [...new Set(forEach)].sort();
  return { labels, readers: labels.map(compileKeyReader) };
}

/** A key as one string, to look windows up by. */
export function joinKey(key: readonly string[]): string {
  return key.length === 0 ? '' : key.length === 1 ? (key[0] as string) : JSON.stringify(key);
}

/** The inverse of `joinKey`, as labels with their values. */
export function labelsOfKey(labels: readonly string[], joined: string): Record<string, string> {
  if (labels.length === 0) return {};
  const values = labels.length === 1 ? [joined] : (JSON.parse(joined) as string[]);
  return Object.fromEntries(labels.map((label, at) => [label, values[at] ?? '']));
}
