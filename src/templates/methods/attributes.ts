import type { Runtime } from '../evaluator/runtime.ts';
import type { Keywords, Value } from '../values/types.ts';
import {
  Markup,
  PyCallable,
  PyDict,
  PyList,
  PyRange,
  PyTuple,
  PyView,
  typeName,
  Undefined,
} from '../values/types.ts';
import {
  dictMethods,
  listMethods,
  MUTATING_DICT,
  MUTATING_LIST,
  rangeAttribute,
  sequenceMethods,
} from './collections.ts';
import { eventAttribute } from './event-attributes.ts';
import { numberAttribute, numberMethods } from './numbers.ts';
import { stringMethods } from './strings.ts';
import { markupMethods } from './markup.ts';

/** A method: gets the value it belongs to, and the arguments. */
export type Method<T extends Value = Value> = (
  rt: Runtime,
  self: T,
  args: readonly Value[],
  keywords: Keywords,
) => Value;

/** Methods by name. Always looked up with `Object.hasOwn`. */
export type Methods<T extends Value = Value> = Readonly<Record<string, Method<T>>>;

/**
 * The attribute `name` of a value, undefined if its type has none of that name. Only the tables of this
 * folder are looked at, never properties of JavaScript. Methods that would change a list or a dict are
 * there but cannot be used, as in Jinja's immutable sandbox.
 */
export function attributeOf(rt: Runtime, target: Value, name: string): Value | undefined {
  if (name.startsWith('_')) return undefined;
  if (isMutating(target, name))
    return new Undefined(`access to attribute '${name}' of '${typeName(target)}' object is unsafe.`);
  if (typeof target === 'bigint' || typeof target === 'number' || typeof target === 'boolean') {
    const value = numberAttribute(target, name);
    if (value !== undefined) return value;
    return method(numberMethods, target, name);
  }
  if (typeof target === 'string') return method(stringMethods, target, name);
  if (target === null) return undefined;
  if (target instanceof Markup) return method(markupMethods(), target, name);
  if (target instanceof PyDict) {
    const attribute = resourceAttribute(target, name);
    if (attribute !== undefined) return attribute;
    return eventAttribute(target, name) ?? method(dictMethods, target, name);
  }
  if (target instanceof PyList) return method(listMethods, target, name);
  if (target instanceof PyTuple) {
    const field = target.fields.indexOf(name);
    return field >= 0 ? target.items[field] : method(sequenceMethods, target, name);
  }
  if (target instanceof PyRange) return rangeAttribute(target, name) ?? method(sequenceMethods, target, name);
  if (target instanceof PyView) return name === 'mapping' ? target.dict : undefined;
  return target.attribute(rt, name);
}

/** Whether {@link attributeOf} finds something. */
export function hasAttribute(rt: Runtime, target: Value, name: string): boolean {
  return attributeOf(rt, target, name) !== undefined;
}

function method<T extends Value>(methods: Methods<T>, self: T, name: string): PyCallable | undefined {
  const implementation = Object.hasOwn(methods, name) ? methods[name] : undefined;
  if (implementation === undefined) return undefined;
  return new PyCallable(`${name} of ${typeName(self)} object`, (rt, args, keywords) =>
    implementation(rt, self, args, keywords),
  );
}

/** Labels of a resource that Prefect has as attributes too: `event.resource.name` is null where there is no such label. */
function resourceAttribute(target: PyDict, name: string): Value | undefined {
  const id =
    name === 'id' || name === 'name' || name === 'role' ? target.text('prefect.resource.id') : undefined;
  if (id === undefined || name === 'id') return id;
  const label = target.text(`prefect.resource.${name}`);
  return name === 'name' ? (label ?? null) : label;
}

function isMutating(target: Value, name: string): boolean {
  return (
    (target instanceof PyDict && MUTATING_DICT.has(name)) ||
    (target instanceof PyList && MUTATING_LIST.has(name))
  );
}
