import type { Runtime } from '../evaluator/runtime.ts';
import { PyError } from './errors.ts';
import { compareText } from './text.ts';
import type { Value } from './types.ts';
import { asNumber, asText, PyDict, PyList, PyRange, PyTuple, PyView, typeName, Undefined } from './types.ts';

/** Python's `==`. */
export function equals(rt: Runtime, a: Value, b: Value): boolean {
  rt.budget.step();
  if (typeof a === 'string' && typeof b === 'string' && a.length === b.length) rt.budget.step(a.length >> 8);
  if (a === b) return !Number.isNaN(a);
  const x = asNumber(a);
  const y = asNumber(b);
  // Loose on purpose: compares int and float by their mathematical value.
  if (x !== undefined || y !== undefined) return x !== undefined && y !== undefined && looselyEqual(x, y);
  const text = asText(a);
  if (text !== undefined) {
    rt.budget.step(text.length >> 8);
    return text === asText(b);
  }
  if (a instanceof Undefined) return b instanceof Undefined;
  if (a instanceof PyRange && b instanceof PyRange) {
    const short = a.length < 2;
    return a.length === b.length && (a.length === 0 || (a.start === b.start && (short || a.step === b.step)));
  }
  rt.budget.enter();
  const same = deepEquals(rt, a, b);
  rt.budget.leave();
  return same;
}

function looselyEqual(x: bigint | number, y: bigint | number): boolean {
  return !(x < y) && !(x > y) && !Number.isNaN(x) && !Number.isNaN(y);
}

function deepEquals(rt: Runtime, a: Value, b: Value): boolean {
  if ((a instanceof PyList && b instanceof PyList) || (a instanceof PyTuple && b instanceof PyTuple)) {
    if (a.items.length !== b.items.length) return false;
    return a.items.every((item, i) => equals(rt, item, b.items[i] ?? null));
  }
  if (a instanceof PyDict && b instanceof PyDict) {
    if (a.entries.size !== b.entries.size) return false;
    for (const [hash, [, value]] of a.entries) {
      const other = b.entries.get(hash);
      if (other === undefined || !equals(rt, value, other[1])) return false;
    }
    return true;
  }
  if (
    a instanceof PyView &&
    b instanceof PyView &&
    a.typeName === b.typeName &&
    a.typeName !== 'dict_values'
  ) {
    if (a.typeName === 'dict_items') return deepEquals(rt, a.dict, b.dict);
    return (
      a.dict.entries.size === b.dict.entries.size &&
      [...a.dict.entries.keys()].every((key) => b.dict.entries.has(key))
    );
  }
  return false;
}

/** Negative, zero or positive; what has no order is an error. `symbol` is for the message. */
export function compare(rt: Runtime, a: Value, b: Value, symbol = '<'): number {
  rt.budget.step();
  const x = asNumber(a);
  const y = asNumber(b);
  if (x !== undefined && y !== undefined) return x < y ? -1 : x > y ? 1 : looselyEqual(x, y) ? 0 : Number.NaN;
  const left = asText(a);
  const right = asText(b);
  if (left !== undefined && right !== undefined) {
    rt.budget.step(Math.min(left.length, right.length) >> 10);
    return compareText(left, right);
  }
  if ((a instanceof PyList && b instanceof PyList) || (a instanceof PyTuple && b instanceof PyTuple)) {
    rt.budget.enter();
    const order = compareItems(rt, a.items, b.items, symbol);
    rt.budget.leave();
    return order;
  }
  if (a instanceof Undefined) a.fail();
  if (b instanceof Undefined) b.fail();
  throw new PyError(
    'TypeError',
    `'${symbol}' not supported between instances of '${typeName(a)}' and '${typeName(b)}'`,
  );
}

function compareItems(rt: Runtime, a: readonly Value[], b: readonly Value[], symbol: string): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const x = a[i] ?? null;
    const y = b[i] ?? null;
    if (!equals(rt, x, y)) return compare(rt, x, y, symbol);
  }
  return a.length - b.length;
}

/** Sorted by `key`, stable, smallest first unless `reverse`. */
export function sortBy<T>(rt: Runtime, items: readonly T[], key: (item: T) => Value, reverse: boolean): T[] {
  // The key and its place besides each item.
  rt.budget.items(12 * items.length);
  const keyed = items.map((item) => ({ item, key: key(item) }));
  keyed.sort((a, b) => (reverse ? compare(rt, b.key, a.key) : compare(rt, a.key, b.key)));
  return keyed.map(({ item }) => item);
}
