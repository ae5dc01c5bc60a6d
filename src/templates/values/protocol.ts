import type { Runtime } from '../evaluator/runtime.ts';
import { PyError } from './errors.ts';
import { equals } from './order.ts';
import { chars, codePoints, find } from './text.ts';
import type { Entry, Value } from './types.ts';
import {
  asNumber,
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
