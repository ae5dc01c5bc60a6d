import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { MatchableEvent } from './definition.ts';
import { labelOf } from './matching.ts';

/** Reads one value of the key out of an event. */
export type KeyReader = (event: MatchableEvent) => string;

const RELATED = 'related:';

/** Longest value of a key, in characters: a label may have over a million, and a key travels and is kept for long. */
const VALUE_CHARACTERS = 1_024;

/** A value that is not too long for a key: of a longer one its beginning, and a hash that tells it from others. */
export function boundedText(value: string): string {
  if (value.length <= VALUE_CHARACTERS) return value;
  const hash = bytesToHex(sha256(utf8ToBytes(value)));
  return `${value.slice(0, VALUE_CHARACTERS - hash.length - 1)}#${hash}`;
}

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
  return { labels, readers: labels.map(compileKeyReader).map((read) => (event) => boundedText(read(event))) };
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
