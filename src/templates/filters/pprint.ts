import type { Runtime } from '../evaluator/runtime.ts';
import { PyError } from '../values/errors.ts';
import { repr } from '../values/repr.ts';
import { sortBy } from '../values/order.ts';
import { codePoints } from '../values/text.ts';
import type { Entry, Value } from '../values/types.ts';
import { asText, PyDict, PyList, PyTuple, typeName } from '../values/types.ts';

const WIDTH = 80;
// Longer texts stay on one line; nobody reads them wrapped.
const LONGEST_TEXT = 20_000;

/** Python's `pprint.pformat`: sorted keys, lines of at most 80 characters where that can be. */
export function prettyPrint(rt: Runtime, value: Value): string {
  const text = layOut(rt, value, 0, 0);
  rt.budget.text(text.length);
  return text;
}

/** Lays a value out that begins in column `indent` and is followed by `allowance` characters. */
function layOut(rt: Runtime, value: Value, indent: number, allowance: number): string {
  const flat = repr(rt, sorted(rt, value));
  if (codePoints(flat) <= WIDTH - indent - allowance) return flat;
  rt.budget.enter();
  const text = layOutLong(rt, value, indent, allowance) ?? flat;
  rt.budget.leave();
  rt.budget.text(text.length);
  return text;
}

function layOutLong(rt: Runtime, value: Value, indent: number, allowance: number): string | undefined {
  if (value instanceof PyDict && value.entries.size > 0) {
    const entries = sortEntries(rt, value);
    const lines = entries.map(([key, item], index) => {
      const shown = repr(rt, key);
      const after = index === entries.length - 1 ? allowance + 1 : 1;
      return `${shown}: ${layOut(rt, item, indent + codePoints(shown) + 3, after)}`;
    });
    return `{${joinLines(rt, lines, indent + 1)}}`;
  }
  if (value instanceof PyList && value.items.length > 0) {
    return `[${layOutItems(rt, value.items, indent + 1, allowance + 1)}]`;
  }
  if (value instanceof PyTuple && value.items.length > 0) {
    const comma = value.items.length === 1 ? ',' : '';
    return `(${layOutItems(rt, value.items, indent + 1, allowance + 1 + comma.length)}${comma})`;
  }
  const text = asText(value);
  return text === undefined || text.length > LONGEST_TEXT
    ? undefined
    : layOutText(rt, text, indent, allowance);
}

function layOutItems(rt: Runtime, items: readonly Value[], indent: number, allowance: number): string {
  return joinLines(
    rt,
    items.map((item, index) => layOut(rt, item, indent, index === items.length - 1 ? allowance : 1)),
    indent,
  );
}

function joinLines(rt: Runtime, lines: readonly string[], indent: number): string {
  rt.budget.text(lines.length * indent);
  return lines.join(`,\n${' '.repeat(indent)}`);
}

/** A long text: as adjacent literals, broken after lines and between words. */
function layOutText(rt: Runtime, text: string, indent: number, allowance: number): string {
  const lines = text.match(/[^\n\r]*(?:\r\n|[\n\r])|[^\n\r]+$/g) ?? [];
  const outer = indent === 0 ? 1 : 0;
  const from = indent + outer;
  const after = allowance + outer;
  const chunks: string[] = [];
  lines.forEach((line, index) => {
    const lastLine = index === lines.length - 1;
    const shown = repr(rt, line);
    const room = WIDTH - from - (lastLine ? after : 0);
    if (codePoints(shown) <= room) chunks.push(shown);
    else chunks.push(...wrapWords(rt, line, WIDTH - from, lastLine ? after : 0));
  });
  if (chunks.length === 1) return chunks[0] ?? '';
  rt.budget.text(chunks.length * from);
  const joined = chunks.join(`\n${' '.repeat(from)}`);
  return outer === 1 ? `(${joined})` : joined;
}

function wrapWords(rt: Runtime, line: string, width: number, after: number): string[] {
  const parts = line.match(/\S*\s*/g)?.filter((part) => part !== '') ?? [];
  const chunks: string[] = [];
  let current = '';
  parts.forEach((part, index) => {
    rt.budget.step();
    const room = width - (index === parts.length - 1 ? after : 0);
    if (codePoints(repr(rt, current + part)) > room) {
      if (current !== '') chunks.push(repr(rt, current));
      current = part;
    } else {
      current += part;
    }
  });
  if (current !== '') chunks.push(repr(rt, current));
  return chunks;
}

/** The value with the keys of all dicts sorted. */
function sorted(rt: Runtime, value: Value): Value {
  rt.budget.step();
  if (value instanceof PyDict) {
    const entries = sortEntries(rt, value).map(
      ([key, item], index) => [String(index), [key, sorted(rt, item)]] as const,
    );
    return new PyDict(new Map<string, Entry>(entries));
  }
  if (value instanceof PyList) return new PyList(value.items.map((item) => sorted(rt, item)));
  return value instanceof PyTuple ? new PyTuple(value.items.map((item) => sorted(rt, item))) : value;
}

/** Sorted by key; keys without an order go by the name of their type. */
function sortEntries(rt: Runtime, dict: PyDict): Entry[] {
  const entries = [...dict.entries.values()];
  try {
    return sortBy(rt, entries, ([key]) => key, false);
  } catch (error) {
    if (!(error instanceof PyError)) throw error;
    return sortBy(rt, entries, ([key]) => typeName(key), false);
  }
}
