import type { Runtime } from '../evaluator/runtime.ts';

/** Python's white space, as a character class. JavaScript's `\s` differs in a few. */
export const SPACES =
  '\\t\\n\\v\\f\\r\\x1c-\\x1f \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';

const SURROGATE = /[\ud800-\udfff]/;
const LEADING = new RegExp(`^[${SPACES}]+`);
const SPACE = new RegExp(`[${SPACES}]`);
const NOT_SPACE_RUN = new RegExp(`[^${SPACES}]+`, 'g');
const LINE_END = /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/g;
// From this product of lengths on, the built-in search might take too long on a hostile pair of texts.
const SEARCH_PRODUCT = 4_000_000;

/** Length in code points, as Python counts. */
export function codePoints(text: string): number {
  if (!SURROGATE.test(text)) return text.length;
  let count = 0;
  for (let at = 0; at < text.length; at = after(text, at)) count++;
  return count;
}

/** Where the character after the one at `at` begins, in UTF-16 units. */
function after(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit >= 0xd800 && unit <= 0xdbff && isLowSurrogate(text, at + 1) ? at + 2 : at + 1;
}

/** A text by characters as Python sees them. */
export interface Characters {
  readonly length: number;
  /** The character at an index that is inside. */
  at(index: number): string;
  slice(from: number, to: number): string;
  /** All of them; for those who need many. */
  all(): readonly string[];
}

/** The characters of a text, without an array of them unless it is asked for. */
export function chars(rt: Runtime, text: string): Characters {
  rt.budget.step(1 + (text.length >> 6));
  const all = (): readonly string[] => {
    rt.budget.items(text.length);
    return Array.from(text);
  };
  if (!SURROGATE.test(text)) {
    return {
      length: text.length,
      at: (index) => text.charAt(index),
      slice: (from, to) => text.slice(from, to),
      all,
    };
  }
  const offset = (index: number, start = 0, from = 0): number => {
    let at = start;
    for (let i = from; i < index && at < text.length; i++) at = after(text, at);
    return at;
  };
  const slice = (from: number, to: number): string => {
    const start = offset(from);
    return text.slice(start, offset(to, start, from));
  };
  return { length: codePoints(text), at: (index) => slice(index, index + 1), slice, all };
}

/** Compares by code points. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  if (!SURROGATE.test(a) && !SURROGATE.test(b)) return a < b ? -1 : 1;
  const left = Array.from(a);
  const right = Array.from(b);
  for (let i = 0; i < left.length && i < right.length; i++) {
    const difference = (left[i]?.codePointAt(0) ?? 0) - (right[i]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** Index of `needle` at or after `from`, in UTF-16 units, or -1. Linear whatever the texts are. */
export function find(rt: Runtime, text: string, needle: string, from = 0): number {
  rt.budget.step(1 + ((text.length - from) >> 10));
  if (needle.length > text.length - from) return -1;
  if (needle.length * (text.length - from) <= SEARCH_PRODUCT) return text.indexOf(needle, from);
  return findLinear(rt, text, needle, from);
}

/** Knuth, Morris and Pratt. */
function findLinear(rt: Runtime, text: string, needle: string, from: number): number {
  rt.budget.alloc(4 * needle.length);
  rt.budget.step((needle.length + text.length) >> 4);
  const fallback = new Int32Array(needle.length);
  for (let i = 1, k = 0; i < needle.length; i++) {
    while (k > 0 && needle.charCodeAt(i) !== needle.charCodeAt(k)) k = fallback[k - 1] ?? 0;
    if (needle.charCodeAt(i) === needle.charCodeAt(k)) k++;
    fallback[i] = k;
  }
  for (let i = from, k = 0; i < text.length; i++) {
    while (k > 0 && text.charCodeAt(i) !== needle.charCodeAt(k)) k = fallback[k - 1] ?? 0;
    if (text.charCodeAt(i) === needle.charCodeAt(k)) k++;
    if (k === needle.length) return i - k + 1;
  }
  return -1;
}

/** Index of the last `needle` that ends at or before `to`, or -1. */
export function findLast(rt: Runtime, text: string, needle: string, to = text.length): number {
  rt.budget.step(1 + (to >> 10));
  if (needle.length > to) return -1;
  if (needle.length * to <= SEARCH_PRODUCT) return text.lastIndexOf(needle, to - needle.length);
  const reversed = find(rt, reverse(text.slice(0, to)), reverse(needle));
  return reversed < 0 ? -1 : to - reversed - needle.length;
}

function reverse(text: string): string {
  return text.split('').reverse().join('');
}

/** How often `needle` occurs without overlap. */
export function countText(rt: Runtime, text: string, needle: string): number {
  if (needle === '') return codePoints(text) + 1;
  let count = 0;
  for (let at = find(rt, text, needle); at >= 0; at = find(rt, text, needle, at + needle.length)) count++;
  return count;
}

/** Replaces the first `count` occurrences; all if `count` is negative. */
export function replaceText(rt: Runtime, text: string, old: string, by: string, count: number): string {
  if (count === 0) return text;
  const pieces: string[] = [];
  let length = 0;
  const add = (piece: string): void => {
    length += piece.length;
    rt.budget.step();
    rt.budget.alloc(16);
    if (length > rt.budget.limits.outputChars) rt.budget.text(length);
    pieces.push(piece);
  };
  if (old === '') {
    const points = Array.from(text);
    const limit = count < 0 ? points.length + 1 : Math.min(count, points.length + 1);
    for (let i = 0; i < limit; i++) add(by + (points[i] ?? ''));
    add(points.slice(limit).join(''));
  } else {
    let from = 0;
    for (let left = count; left !== 0; left--) {
      const at = find(rt, text, old, from);
      if (at < 0) break;
      add(text.slice(from, at));
      add(by);
      from = at + old.length;
    }
    add(text.slice(from));
  }
  rt.budget.text(length);
  return pieces.join('');
}

/** `str.split(sep, limit)`; a negative limit means none. */
export function splitText(rt: Runtime, text: string, separator: string, limit: number): string[] {
  const parts: string[] = [];
  let from = 0;
  for (let left = limit; left !== 0; left--) {
    const at = find(rt, text, separator, from);
    if (at < 0) break;
    rt.budget.alloc(48);
    parts.push(text.slice(from, at));
    from = at + separator.length;
  }
  parts.push(text.slice(from));
  return parts;
}

/** `str.rsplit(sep, limit)`. */
export function rsplitText(rt: Runtime, text: string, separator: string, limit: number): string[] {
  const parts: string[] = [];
  let to = text.length;
  for (let left = limit; left !== 0; left--) {
    const at = findLast(rt, text, separator, to);
    if (at < 0) break;
    rt.budget.alloc(48);
    parts.push(text.slice(at + separator.length, to));
    to = at;
  }
  parts.push(text.slice(0, to));
  return parts.reverse();
}

/** `str.split()` on white space. */
export function splitSpaces(rt: Runtime, text: string, limit = -1): string[] {
  rt.budget.text(text.length);
  const parts: string[] = [];
  for (const match of text.matchAll(NOT_SPACE_RUN)) {
    rt.budget.alloc(48);
    if (parts.length === limit) {
      parts.push(stripEnd(text.slice(match.index)));
      break;
    }
    parts.push(match[0]);
  }
  return parts;
}

/** `str.rsplit()` on white space. */
export function rsplitSpaces(rt: Runtime, text: string, limit: number): string[] {
  const parts = splitSpaces(rt, text);
  if (limit < 0 || parts.length <= limit) return parts;
  const last = parts.slice(parts.length - limit);
  let rest = stripEnd(text);
  for (let i = 0; i < limit; i++)
    rest = stripEnd(rest.slice(0, rest.length - (last[limit - 1 - i] ?? '').length));
  return [rest.replace(LEADING, ''), ...last];
}

/** `str.splitlines()`. */
export function splitLines(rt: Runtime, text: string, keepEnds = false): string[] {
  rt.budget.text(text.length);
  const lines: string[] = [];
  let from = 0;
  for (const match of text.matchAll(LINE_END)) {
    rt.budget.alloc(48);
    lines.push(text.slice(from, match.index + (keepEnds ? match[0].length : 0)));
    from = match.index + match[0].length;
  }
  if (from < text.length) lines.push(text.slice(from));
  return lines;
}

/** `str.lstrip()`; `set` holds the characters to remove, white space if absent. */
export function stripStart(text: string, set?: string): string {
  if (set === undefined) return text.replace(LEADING, '');
  const unwanted = new Set(set);
  let from = 0;
  while (from < text.length) {
    const char = String.fromCodePoint(text.codePointAt(from) ?? 0);
    if (!unwanted.has(char)) break;
    from += char.length;
  }
  return text.slice(from);
}

/** `str.rstrip()`. No regular expression: those look for the end of a run from each place in it. */
export function stripEnd(text: string, set?: string): string {
  const unwanted = set === undefined ? undefined : new Set(set);
  let to = text.length;
  while (to > 0) {
    const pair = to > 1 && isLowSurrogate(text, to - 1) ? text.slice(to - 2, to) : '';
    const char = pair !== '' && pair.codePointAt(0) !== pair.charCodeAt(0) ? pair : text.charAt(to - 1);
    if (!(unwanted === undefined ? SPACE.test(char) : unwanted.has(char))) break;
    to -= char.length;
  }
  return text.slice(0, to);
}

function isLowSurrogate(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/** Escapes the five characters of HTML, as MarkupSafe does. */
export function escapeHtml(rt: Runtime, text: string): string {
  rt.budget.text(text.length);
  if (!/[&<>'"]/.test(text)) return text;
  const escaped = text
    .replaceAll('&', '&amp;')
    .replaceAll('>', '&gt;')
    .replaceAll('<', '&lt;')
    .replaceAll("'", '&#39;')
    .replaceAll('"', '&#34;');
  rt.budget.text(escaped.length);
  return escaped;
}
