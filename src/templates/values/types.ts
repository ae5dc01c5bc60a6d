import type { Runtime } from '../evaluator/runtime.ts';
import { PyError } from './errors.ts';

/**
 * A value of the template language. Python's types as closed data: `bigint` is int, `number` is float,
 * `string` is str, `null` is None. Everything else is an instance of {@link PyObject}; no other JavaScript
 * object ever becomes a value, and no JavaScript property is ever read by a name from a template.
 */
export type Value = null | boolean | bigint | number | string | PyObject;

/** Keyword arguments by name. */
export type Keywords = ReadonlyMap<string, Value>;

/** What a callable value does. */
export type Native = (rt: Runtime, args: readonly Value[], keywords: Keywords) => Value;

/** Base of all values that are objects. */
export abstract class PyObject {
  /** Python's name of the type, for messages. */
  abstract readonly typeName: string;

  /** The attribute `name`, or undefined if there is none. Reads from fixed lists only. */
  attribute(_rt: Runtime, _name: string): Value | undefined {
    return undefined;
  }
}

/** Jinja's `ChainableUndefined`: prints as nothing, and so do its members. */
export class Undefined extends PyObject {
  readonly typeName = 'Undefined';
  readonly hint: string;
  constructor(hint: string) {
    super();
    this.hint = hint;
  }
  override attribute(): Value {
    return this;
  }
  /** What using it for more than printing and testing gives. */
  fail(): never {
    throw new PyError('UndefinedError', this.hint);
  }
}

/** Text that is marked as safe HTML. */
export class Markup extends PyObject {
  readonly typeName = 'Markup';
  readonly text: string;
  constructor(text: string) {
    super();
    this.text = text;
  }
}

/** A list; of JSON data, the items are made when they are first looked at. */
export class PyList extends PyObject {
  readonly typeName: string = 'list';
  #items: readonly Value[] | undefined;
  #lazy: (() => readonly Value[]) | undefined;
  constructor(items: readonly Value[] | (() => readonly Value[])) {
    super();
    if (typeof items === 'function') this.#lazy = items;
    else this.#items = items;
  }
  get items(): readonly Value[] {
    if (this.#items === undefined) {
      this.#items = this.#lazy?.() ?? [];
      this.#lazy = undefined;
    }
    return this.#items;
  }
}

/** A tuple. `fields` names its items where Python has a named tuple. */
export class PyTuple extends PyObject {
  readonly typeName = 'tuple';
  readonly items: readonly Value[];
  readonly fields: readonly string[];
  constructor(items: readonly Value[], fields: readonly string[] = []) {
    super();
    this.items = items;
    this.fields = fields;
  }
}

/** A key as given and its value. */
export type Entry = readonly [key: Value, value: Value];

/** A dict, in order of insertion; entries by their key's hash. Of JSON data, made when first looked at. */
export class PyDict extends PyObject {
  readonly typeName: string = 'dict';
  /** What Prefect object this is (`flow-run`, `deployment` …), when its place in the context tells. */
  readonly prefectKind: string | undefined;
  #entries: Map<string, Entry> | undefined;
  #lazy: (() => Map<string, Entry>) | undefined;
  constructor(entries: Map<string, Entry> | (() => Map<string, Entry>), prefectKind?: string) {
    super();
    this.prefectKind = prefectKind;
    if (typeof entries === 'function') this.#lazy = entries;
    else this.#entries = entries;
  }
  get entries(): Map<string, Entry> {
    if (this.#entries === undefined) {
      this.#entries = this.#lazy?.() ?? new Map<string, Entry>();
      this.#lazy = undefined;
    }
    return this.#entries;
  }
  /** The value of a text key. */
  text(key: string): Value | undefined {
    return this.entries.get(textKey(key))?.[1];
  }
}

/** The hash of a text as a key of {@link PyDict}. */
export function textKey(text: string): string {
  return `s${text}`;
}

/** `dict.keys()`, `.values()` and `.items()`. */
export class PyView extends PyObject {
  readonly typeName: 'dict_keys' | 'dict_values' | 'dict_items';
  readonly dict: PyDict;
  constructor(typeName: PyView['typeName'], dict: PyDict) {
    super();
    this.typeName = typeName;
    this.dict = dict;
  }
}

/** A range of integers, never longer than Prefect allows. */
export class PyRange extends PyObject {
  readonly typeName = 'range';
  readonly start: bigint;
  readonly stop: bigint;
  readonly step: bigint;
  readonly length: number;
  constructor(start: bigint, stop: bigint, step: bigint, length: number) {
    super();
    this.start = start;
    this.stop = stop;
    this.step = step;
    this.length = length;
  }
  at(index: number): bigint {
    return this.start + BigInt(index) * this.step;
  }
}

/** What filters such as `map` give: can be gone through once. */
export class PyIterator extends PyObject {
  readonly typeName: string;
  readonly source: Iterator<Value>;
  constructor(source: Iterator<Value>, typeName = 'generator') {
    super();
    this.source = source;
    this.typeName = typeName;
  }
}

/** Something that can be called. */
export class PyCallable extends PyObject {
  readonly typeName: string = 'builtin_function_or_method';
  readonly name: string;
  readonly call: Native;
  constructor(name: string, call: Native) {
    super();
    this.name = name;
    this.call = call;
  }
}

/** `namespace()`: the one thing whose attributes a template may set. */
export class Namespace extends PyObject {
  readonly typeName = 'Namespace';
  readonly fields = new Map<string, Value>();
  override attribute(_rt: Runtime, name: string): Value | undefined {
    return this.fields.get(name);
  }
}

/** A value whose attributes are computed from a fixed list: `loop`, cyclers, macros. */
export class PyRecord extends PyObject {
  readonly typeName: string;
  readonly #fields: Readonly<Record<string, (rt: Runtime) => Value>>;
  readonly #print: () => string;
  readonly call: Native | undefined;
  /** Number of items, where `length` works on it. */
  readonly size: (() => number) | undefined;
  constructor(
    typeName: string,
    fields: Readonly<Record<string, (rt: Runtime) => Value>>,
    print: () => string,
    options: { call?: Native; size?: () => number } = {},
  ) {
    super();
    this.typeName = typeName;
    this.#fields = fields;
    this.#print = print;
    this.call = options.call;
    this.size = options.size;
  }
  override attribute(rt: Runtime, name: string): Value | undefined {
    return Object.hasOwn(this.#fields, name) ? this.#fields[name]?.(rt) : undefined;
  }
  print(): string {
    return this.#print();
  }
}

/** Python's name of a value's type. */
export function typeName(value: Value): string {
  if (value === null) return 'NoneType';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'bigint') return 'int';
  if (typeof value === 'number') return 'float';
  return typeof value === 'string' ? 'str' : value.typeName;
}

/** The text of a str or Markup, undefined for anything else. */
export function asText(value: Value): string | undefined {
  if (typeof value === 'string') return value;
  return value instanceof Markup ? value.text : undefined;
}

/** int, float and bool as a number, undefined for anything else. */
export function asNumber(value: Value): bigint | number | undefined {
  if (typeof value === 'bigint' || typeof value === 'number') return value;
  return typeof value === 'boolean' ? BigInt(value) : undefined;
}
