import type { Runtime } from '../evaluator/runtime.ts';
import { attributeOf, hasAttribute } from '../methods/attributes.ts';
import { PyError } from './errors.ts';
import { asIndex, item } from './protocol.ts';
import { chars } from './text.ts';
import type { Value, PyDict } from './types.ts';
import {
  asText,
  Markup,
  PyCallable,
  PyList,
  PyRange,
  PyRecord,
  PyTuple,
  typeName,
  Undefined,
} from './types.ts';

/** `target.name`: an attribute, else the item of that name, else undefined. */
export function getAttribute(rt: Runtime, target: Value, name: string): Value {
  rt.budget.step();
  if (target instanceof Undefined) return target;
  const attribute = attributeOf(rt, target, name);
  if (attribute !== undefined) return attribute;
  const found = item(rt, target, name);
  return found === undefined ? missing(target, name) : found;
}

/** `target[key]`: an item, else the attribute of that name, else undefined. */
export function getItem(rt: Runtime, target: Value, key: Value): Value {
  rt.budget.step();
  const found = item(rt, target, key);
  if (found !== undefined) return found;
  const name = asText(key);
  if (name !== undefined) {
    const attribute = attributeOf(rt, target, name);
    if (attribute !== undefined) return attribute;
    return missing(target, name);
  }
  return missing(target, typeof key === 'bigint' ? String(key) : typeName(key));
}

/** `target | attr(name)`: an attribute only, never an item. */
export function getOnlyAttribute(rt: Runtime, target: Value, name: string): Value {
  if (target instanceof Undefined) return target;
  return hasAttribute(rt, target, name) ? getAttribute(rt, target, name) : missing(target, name);
}

function missing(target: Value, name: string): Undefined {
  return new Undefined(`'${typeName(target)} object' has no attribute '${name.slice(0, 80)}'`);
}

/** `target[start:stop:step]`. */
export function getSlice(rt: Runtime, target: Value, start: Value, stop: Value, step: Value): Value {
  if (target instanceof Undefined) return target;
  const text = asText(target);
  if (text !== undefined) {
    const points = chars(rt, text);
    const { from, to, by } = sliceBounds(points.length, start, stop, step);
    let result: string;
    if (by === 1) {
      result = points.slice(from, Math.max(from, to));
      rt.budget.text(result.length);
    } else {
      rt.budget.text(text.length);
      result = '';
      const all = points.all();
      for (let i = from; by > 0 ? i < to : i > to; i += by) {
        rt.budget.step();
        result += all[i] ?? '';
      }
    }
    return target instanceof Markup ? new Markup(result) : result;
  }
  if (target instanceof PyRange) return sliceRange(target, start, stop, step);
  if (!(target instanceof PyList) && !(target instanceof PyTuple)) {
    throw new PyError('TypeError', `'${typeName(target)}' object cannot be sliced`);
  }
  const { from, to, by } = sliceBounds(target.items.length, start, stop, step);
  const items: Value[] = [];
  rt.budget.items(target.items.length);
  for (let i = from; by > 0 ? i < to : i > to; i += by) items.push(target.items[i] ?? null);
  return target instanceof PyList ? new PyList(items) : new PyTuple(items);
}

function sliceRange(range: PyRange, start: Value, stop: Value, step: Value): PyRange {
  const { from, to, by } = sliceBounds(range.length, start, stop, step);
  const length = Math.max(0, Math.ceil((to - from) / by));
  return new PyRange(range.at(from), range.at(to), range.step * BigInt(by), length);
}

function sliceBounds(
  length: number,
  start: Value,
  stop: Value,
  step: Value,
): { from: number; to: number; by: number } {
  const by = bound(step) ?? 1;
  if (by === 0) throw new PyError('ValueError', 'slice step cannot be zero');
  const lowest = by > 0 ? 0 : -1;
  const highest = by > 0 ? length : length - 1;
  const clamp = (value: number | undefined, absent: number): number => {
    if (value === undefined) return absent;
    return Math.min(Math.max(value < 0 ? value + length : value, lowest), highest);
  };
  const from = clamp(bound(start), by > 0 ? lowest : highest);
  const to = clamp(bound(stop), by > 0 ? highest : lowest);
  return { from, to, by };
}

function bound(value: Value): number | undefined {
  if (value === null) return undefined;
  const index = asIndex(value);
  if (index === undefined) {
    throw new PyError('TypeError', 'slice indices must be integers or None or have an __index__ method');
  }
  return index;
}

/** Calls a value. */
export function callValue(
  rt: Runtime,
  callee: Value,
  args: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
): Value {
  rt.budget.step();
  if (callee instanceof Undefined) callee.fail();
  if (callee instanceof PyCallable) return callee.call(rt, args, keywords);
  if (callee instanceof PyRecord && callee.call !== undefined) return callee.call(rt, args, keywords);
  throw new PyError('TypeError', `'${typeName(callee)}' object is not callable`);
}

/** Whether this dict holds the labels of a Prefect resource. */
export function isResource(value: PyDict): boolean {
  return value.text('prefect.resource.id') !== undefined;
}
