import type { Runtime } from '../evaluator/runtime.ts';
import { PyError } from './errors.ts';
import { chars, codePoints, compareText, find } from './text.ts';
import type { Entry, Value } from './types.ts';
import {
  asText,
  Markup,
  Namespace,
  PyCallable,
  PyDict,
  PyIterator,
  PyList,
  PyObject,
  PyRange,
  PyRecord,
  PyTuple,
  PyView,
  textKey,
  typeName,
  Undefined,
} from './types.ts';

const identities = new WeakMap<PyObject, number>();
let lastIdentity = 0;

/** Python's `bool(value)`. */
export function truth(value: Value): boolean {
  if (value === null || value === false || value instanceof Undefined) return false;
  if (typeof value === 'bigint') return value !== 0n;
  if (typeof value === 'number') return value !== 0;
  const text = asText(value);
  if (text !== undefined) return text !== '';
  return size(value) !== 0;
}

/** Number of items, undefined for what has none. */
export function size(value: Value): number | undefined {
  const text = asText(value);
  if (text !== undefined) return codePoints(text);
  if (value instanceof PyList || value instanceof PyTuple) return value.items.length;
  if (value instanceof PyDict) return value.entries.size;
  if (value instanceof PyView) return value.dict.entries.size;
  if (value instanceof PyRange) return value.length;
  if (value instanceof PyRecord) return value.size?.();
  return value instanceof Undefined ? 0 : undefined;
}

/** Python's `len(value)`. */
export function length(rt: Runtime, value: Value): number {
  rt.budget.step(1 + ((asText(value)?.length ?? 0) >> 6));
  const count = size(value);
  if (count === undefined) throw new PyError('TypeError', `object of type '${typeName(value)}' has no len()`);
  return count;
}

/** Whether {@link iterate} takes it. */
export function isIterable(value: Value): boolean {
  return (
    value instanceof PyIterator ||
    (size(value) !== undefined && !(value instanceof PyRecord && value.size === undefined))
  );
}

/** Goes through the items of a value: keys of a dict, characters of a text. Each item is a step. */
export function* iterate(rt: Runtime, value: Value): Generator<Value, void, undefined> {
  for (const item of iterable(rt, value)) {
    rt.budget.step();
    yield item;
  }
}

function iterable(rt: Runtime, value: Value): Iterable<Value> {
  if (value instanceof PyList || value instanceof PyTuple) return value.items;
  const text = asText(value);
  if (text !== undefined) return text;
  if (value instanceof PyDict) return viewItems(rt, new PyView('dict_keys', value));
  if (value instanceof PyView) return viewItems(rt, value);
  if (value instanceof PyRange) return rangeItems(value);
  if (value instanceof PyIterator) return { [Symbol.iterator]: () => value.source };
  if (value instanceof Undefined) return [];
  throw new PyError('TypeError', `'${typeName(value)}' object is not iterable`);
}

function* rangeItems(range: PyRange): Generator<Value> {
  for (let i = 0; i < range.length; i++) yield range.at(i);
}

function* viewItems(rt: Runtime, view: PyView): Generator<Value> {
  for (const [key, value] of view.dict.entries.values()) {
    if (view.typeName === 'dict_keys') yield key;
    else if (view.typeName === 'dict_values') yield value;
    else {
      rt.budget.items(2);
      yield new PyTuple([key, value]);
    }
  }
}

/** All items as an array. */
export function toArray(rt: Runtime, value: Value): readonly Value[] {
  if (value instanceof PyList || value instanceof PyTuple) return value.items;
  const items: Value[] = [];
  for (const item of iterate(rt, value)) {
    rt.budget.alloc(16);
    items.push(item);
  }
  return items;
}

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

/** int, float and bool as a number, undefined for anything else. */
export function asNumber(value: Value): bigint | number | undefined {
  if (typeof value === 'bigint' || typeof value === 'number') return value;
  return typeof value === 'boolean' ? BigInt(value) : undefined;
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

/** A text that is equal for two values exactly if they are equal as dict keys. Lists and dicts have none. */
export function hash(rt: Runtime, value: Value): string {
  const text = asText(value);
  if (text !== undefined) {
    rt.budget.step(1 + (text.length >> 6));
    return textKey(text);
  }
  const number = asNumber(value);
  if (typeof number === 'bigint') return `n${number}`;
  if (number !== undefined) return Number.isInteger(number) ? `n${BigInt(number)}` : `f${number}`;
  if (value === null) return 'N';
  if (value instanceof Undefined) return 'U';
  if (value instanceof PyTuple) {
    rt.budget.enter();
    const parts = value.items.map((item) => hash(rt, item));
    rt.budget.leave();
    const joined = `t${parts.map((part) => `${part.length}:${part}`).join('')}`;
    rt.budget.text(joined.length);
    return joined;
  }
  if (
    value instanceof PyList ||
    value instanceof PyDict ||
    (value instanceof PyView && value.typeName !== 'dict_values')
  ) {
    throw new PyError('TypeError', `unhashable type: '${typeName(value)}'`);
  }
  if (value instanceof PyRange) return `r${value.length}:${value.start}:${value.step}`;
  return `o${identity(value as PyObject)}`;
}

function identity(value: PyObject): number {
  let id = identities.get(value);
  if (id === undefined) identities.set(value, (id = ++lastIdentity));
  return id;
}

/** A dict of these entries; later ones win, the first one's place counts. */
export function makeDict(rt: Runtime, entries: Iterable<Entry>): PyDict {
  const map = new Map<string, Entry>();
  for (const [key, value] of entries) {
    rt.budget.items(4);
    const id = hash(rt, key);
    map.set(id, [map.get(id)?.[0] ?? key, value]);
  }
  return new PyDict(map);
}

/** Python's `item in container`. */
export function contains(rt: Runtime, container: Value, item: Value): boolean {
  const text = asText(container);
  if (text !== undefined) {
    const part = asText(item);
    if (part === undefined) {
      throw new PyError('TypeError', `'in <string>' requires string as left operand, not ${typeName(item)}`);
    }
    return find(rt, text, part) >= 0;
  }
  if (container instanceof PyDict) return container.entries.has(hash(rt, item));
  if (container instanceof PyView && container.typeName === 'dict_keys')
    return container.dict.entries.has(hash(rt, item));
  if (container instanceof PyObject && !isIterable(container)) {
    throw new PyError('TypeError', `argument of type '${typeName(container)}' is not iterable`);
  }
  for (const other of iterate(rt, container)) if (equals(rt, other, item)) return true;
  return false;
}

/** Python's `is`: the same object, and for small plain values the same value. */
export function isSame(a: Value, b: Value): boolean {
  return a === b;
}

/** A whole number from an int or bool, as Python takes it for an index; undefined for anything else. */
export function asIndex(value: Value): number | undefined {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value !== 'bigint') return undefined;
  // Beyond this all indexes are out of any range alike.
  const limit = 2n ** 53n;
  return Number(value > limit ? limit : value < -limit ? -limit : value);
}

/** `value[key]` without a fallback: undefined when there is no such item. */
export function item(rt: Runtime, target: Value, key: Value): Value | undefined {
  if (target instanceof Undefined) return target;
  if (target instanceof PyDict) {
    if (key instanceof PyList || key instanceof PyDict || key instanceof PyView) return undefined;
    return target.entries.get(hash(rt, key))?.[1];
  }
  const index = asIndex(key);
  if (index === undefined) return undefined;
  const text = asText(target);
  if (text !== undefined) {
    const points = chars(rt, text);
    const at = index < 0 ? index + points.length : index;
    if (at < 0 || at >= points.length) return undefined;
    return target instanceof Markup ? new Markup(points.at(at)) : points.at(at);
  }
  if (target instanceof PyList || target instanceof PyTuple) return target.items.at(index);
  if (target instanceof PyRange) {
    const at = index < 0 ? index + target.length : index;
    return at >= 0 && at < target.length ? target.at(at) : undefined;
  }
  return undefined;
}

/** Whether `value(…)` works. */
export function isCallable(value: Value): boolean {
  return (
    (value instanceof PyCallable || (value instanceof PyRecord && value.call !== undefined)) &&
    !(value instanceof Namespace)
  );
}
