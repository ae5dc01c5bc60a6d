import type { Runtime } from '../evaluator/runtime.ts';
import { CaselessEntries } from './caseless.ts';
import { PyError } from './errors.ts';
import { iterate } from './protocol.ts';
import type { Entry } from './types.ts';
import {
  asText,
  Markup,
  PyDict,
  PyIterator,
  PyList,
  PyRange,
  PyTuple,
  PyView,
  textKey,
  typeName,
  Undefined,
} from './types.ts';
import type { Value } from './types.ts';

// What JSON.stringify writes without an exponent reads as an int in Python.
const LARGEST_INT = 1e21;
const MAX_JSON_DEPTH = 200;

/**
 * The value of plain JSON data. Objects and lists are copied when a template first looks into them, own
 * enumerable properties only, so that neither prototypes nor the data itself are ever in reach. Anything
 * that is not JSON (functions, symbols, undefined) is left out.
 */
export function fromJson(rt: Runtime, data: unknown, prefectKind?: string): Value | undefined {
  switch (typeof data) {
    case 'string':
    case 'boolean':
    case 'bigint':
      return data;
    case 'number':
      return Number.isInteger(data) && !Object.is(data, -0) && Math.abs(data) < LARGEST_INT
        ? BigInt(data)
        : data;
    case 'object':
      if (data === null) return null;
      if (Array.isArray(data)) return new PyList(() => listItems(rt, data));
      if (data instanceof Date) return data.toJSON();
      return new PyDict(() => dictEntries(rt, data, prefectKind === 'headers'), prefectKind);
    case 'function':
    case 'symbol':
    case 'undefined':
      return undefined;
  }
}

function listItems(rt: Runtime, data: readonly unknown[]): Value[] {
  rt.budget.items(data.length);
  return data.map((item) => fromJson(rt, item) ?? null);
}

function dictEntries(rt: Runtime, data: object, caseless: boolean): Map<string, Entry> {
  const entries = caseless ? new CaselessEntries() : new Map<string, Entry>();
  for (const [key, item] of Object.entries(data)) {
    rt.budget.items(4);
    const value = fromJson(rt, item);
    if (value !== undefined) entries.set(textKey(key), [key, value]);
  }
  return entries;
}

/**
 * Plain JSON data of a value; an undefined value gives `undefined`, inside lists and objects `null`.
 *
 * @throws PyError for what has no JSON form: functions, macros, infinite numbers.
 */
export function toJson(rt: Runtime, value: Value, depth = 0): unknown {
  rt.budget.step();
  if (depth > MAX_JSON_DEPTH) throw new PyError('ValueError', 'the value is nested too deeply');
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return value;
    throw new PyError('ValueError', 'JSON has no infinite numbers');
  }
  if (value instanceof Undefined) return undefined;
  if (value instanceof Markup) return value.text;
  if (value instanceof PyDict) {
    const object: Record<string, unknown> = {};
    for (const [key, item] of value.entries.values()) {
      // Not an assignment: a key `__proto__` must become a plain property.
      Object.defineProperty(object, jsonKey(key), {
        value: toJson(rt, item, depth + 1) ?? null,
        enumerable: true,
        writable: true,
        configurable: true,
      });
    }
    return object;
  }
  const isSequence = value instanceof PyList || value instanceof PyTuple || value instanceof PyRange;
  if (isSequence || value instanceof PyIterator || value instanceof PyView) {
    const items: unknown[] = [];
    for (const item of iterate(rt, value)) items.push(toJson(rt, item, depth + 1) ?? null);
    return items;
  }
  throw new PyError('TypeError', `Object of type ${typeName(value)} is not JSON serializable`);
}

/** What a dict key is in JSON, as Python's `json` writes it. */
export function jsonKey(key: Value): string {
  const text = asText(key);
  if (text !== undefined) return text;
  if (key === null) return 'null';
  if (typeof key === 'boolean' || typeof key === 'bigint') return String(key);
  if (typeof key === 'number') return Number.isInteger(key) ? `${key}.0` : String(key);
  throw new PyError('TypeError', `keys must be str, int, float, bool or None, not ${typeName(key)}`);
}
