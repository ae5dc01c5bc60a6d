import { PyError } from '../values/errors.ts';
import { bind } from '../values/arguments.ts';
import { equals } from '../values/order.ts';
import { hash, iterate, makeDict, toArray } from '../values/protocol.ts';
import type { PyTuple, Value, PyRange } from '../values/types.ts';
import { PyDict, PyList, PyView } from '../values/types.ts';
import type { Methods } from './attributes.ts';

/** Methods of dict that change it. */
export const MUTATING_DICT: ReadonlySet<string> = new Set([
  'clear',
  'pop',
  'popitem',
  'setdefault',
  'update',
]);
/** Methods of list that change it. */
export const MUTATING_LIST: ReadonlySet<string> = new Set([
  'append',
  'clear',
  'extend',
  'insert',
  'pop',
  'remove',
  'reverse',
  'sort',
]);

/** Methods of dict. */
export const dictMethods: Methods<PyDict> = {
  keys: (_rt, self, args, keywords) => (bind('keys', args, keywords, []), new PyView('dict_keys', self)),
  values: (_rt, self, args, keywords) => (
    bind('values', args, keywords, []),
    new PyView('dict_values', self)
  ),
  items: (_rt, self, args, keywords) => (bind('items', args, keywords, []), new PyView('dict_items', self)),
  get: (rt, self, args, keywords) => {
    const bound = bind('get', args, keywords, ['/key!', '/default']);
    const entry = self.entries.get(hash(rt, bound.value(0)));
    return entry === undefined ? bound.value(1) : entry[1];
  },
  copy: (rt, self, args, keywords) => {
    bind('copy', args, keywords, []);
    rt.budget.items(4 * self.entries.size);
    return new PyDict(new Map(self.entries));
  },
  fromkeys: (rt, _self, args, keywords) => {
    const bound = bind('fromkeys', args, keywords, ['/iterable!', '/value']);
    const value = bound.value(1);
    return makeDict(
      rt,
      toArray(rt, bound.value(0)).map((key) => [key, value] as const),
    );
  },
};

/** Methods of tuple and range. */
export const sequenceMethods: Methods<PyTuple | PyRange | PyList> = {
  count: (rt, self, args, keywords) => {
    const wanted = bind('count', args, keywords, ['/value!']).value(0);
    let count = 0n;
    for (const item of iterate(rt, self)) if (equals(rt, item, wanted)) count++;
    return count;
  },
  index: (rt, self, args, keywords) => {
    const bound = bind('index', args, keywords, ['/value!', '/start', '/stop']);
    const items = toArray(rt, self);
    const place = (index: number, absent: number): number => {
      const at = bound.int(index, absent);
      return at < 0 ? Math.max(0, at + items.length) : at;
    };
    const stop = place(2, items.length);
    for (let i = place(1, 0); i < stop && i < items.length; i++) {
      if (equals(rt, items[i] ?? null, bound.value(0))) return BigInt(i);
    }
    throw new PyError('ValueError', 'value is not in the sequence');
  },
};

/** Methods of list. */
export const listMethods: Methods<PyList> = {
  ...sequenceMethods,
  copy: (rt, self, args, keywords) => {
    bind('copy', args, keywords, []);
    rt.budget.items(self.items.length);
    return new PyList([...self.items]);
  },
};

/** `start`, `stop` and `step` of a range. */
export function rangeAttribute(range: PyRange, name: string): Value | undefined {
  if (name === 'start') return range.start;
  if (name === 'stop') return range.stop;
  return name === 'step' ? range.step : undefined;
}
