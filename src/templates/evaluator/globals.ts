import { bind } from '../values/arguments.ts';
import { PyError } from '../values/errors.ts';
import { asIndex, iterate, makeDict, toArray } from '../values/protocol.ts';
import type { Entry, Value } from '../values/types.ts';
import { Namespace, PyCallable, PyDict, PyRange, PyRecord, typeName, Undefined } from '../values/types.ts';
import type { Keywords } from '../values/types.ts';
import type { Runtime } from './runtime.ts';

/** Prefect allows no longer range. */
const MAX_RANGE = 100n;

function range(_rt: Runtime, args: readonly Value[], keywords: Keywords): Value {
  const bound = bind('range', args, keywords, ['/start!', '/stop', '/step']);
  const int = (index: number): bigint => {
    const value = bound.value(index);
    if (asIndex(value) !== undefined) return BigInt(value as bigint | boolean);
    if (value instanceof Undefined) value.fail();
    throw new PyError('TypeError', `'${typeName(value)}' object cannot be interpreted as an integer`);
  };
  const [start, stop] = args.length === 1 ? [0n, int(0)] : [int(0), int(1)];
  const step = args.length < 3 ? 1n : int(2);
  if (step === 0n) throw new PyError('ValueError', 'range() arg 3 must not be zero');
  const distance = step > 0n ? stop - start : start - stop;
  const size = step > 0n ? step : -step;
  const length = distance <= 0n ? 0n : (distance + size - 1n) / size;
  if (length > MAX_RANGE) {
    throw new PyError(
      'OverflowError',
      `Range too big. Templates can make no ranges longer than ${MAX_RANGE}.`,
    );
  }
  return new PyRange(start, stop, step, Number(length));
}

/** The entries that `dict(…)` and `namespace(…)` are given. */
function entries(rt: Runtime, name: string, args: readonly Value[], keywords: Keywords): Entry[] {
  const result: Entry[] = [];
  const [source] = args;
  if (args.length > 1)
    throw new PyError('TypeError', `${name} expected at most 1 argument, got ${args.length}`);
  if (source instanceof PyDict) {
    result.push(...source.entries.values());
  } else if (source !== undefined) {
    if (source instanceof Undefined) source.fail();
    for (const pair of iterate(rt, source)) {
      const items = toArray(rt, pair);
      if (items.length !== 2) throw new PyError('ValueError', `${name}: each item must be a pair`);
      rt.budget.items(4);
      result.push([items[0] ?? null, items[1] ?? null]);
    }
  }
  for (const [key, value] of keywords) result.push([key, value]);
  return result;
}

function namespace(rt: Runtime, args: readonly Value[], keywords: Keywords): Value {
  const result = new Namespace();
  for (const [key, value] of entries(rt, 'namespace', args, keywords)) {
    if (typeof key === 'string') result.fields.set(key, value);
  }
  return result;
}

function cycler(_rt: Runtime, items: readonly Value[], keywords: Keywords): Value {
  bind('cycler', [], keywords, []);
  if (items.length === 0) throw new PyError('RuntimeError', 'at least one item has to be provided');
  let place = 0;
  const current = (): Value => items[place] ?? null;
  const next = new PyCallable('next', () => {
    const value = current();
    place = (place + 1) % items.length;
    return value;
  });
  const reset = new PyCallable('reset', () => {
    place = 0;
    return null;
  });
  return new PyRecord(
    'Cycler',
    { current, next: () => next, reset: () => reset, pos: () => BigInt(place) },
    () => '<Cycler object>',
  );
}

function joiner(_rt: Runtime, args: readonly Value[], keywords: Keywords): Value {
  const sep = bind('joiner', args, keywords, ['sep']).value(0, ', ');
  let used = false;
  const call = (): Value => {
    if (used) return sep;
    used = true;
    return '';
  };
  return new PyRecord('Joiner', { sep: () => sep, used: () => used }, () => '<Joiner object>', { call });
}

const globals: ReadonlyMap<string, Value> = new Map(
  Object.entries({
    cycler,
    dict: (rt: Runtime, args: readonly Value[], keywords: Keywords) =>
      makeDict(rt, entries(rt, 'dict', args, keywords)),
    joiner,
    namespace,
    range,
  }).map(([name, call]) => [name, new PyCallable(name, call)]),
);

/** What every template can use besides its context. */
export function findGlobal(name: string): Value | undefined {
  return globals.get(name);
}
