import type { Runtime } from '../evaluator/runtime.ts';
import { escapeValue } from '../methods/markup.ts';
import { joinTexts } from '../methods/strings.ts';
import { PyError } from '../values/errors.ts';
import { getItem, getOnlyAttribute } from '../values/members.ts';
import { binary } from '../values/numbers.ts';
import { compare, equals, sortBy } from '../values/order.ts';
import { hash, isIterable, iterate, length, size, toArray, truth } from '../values/protocol.ts';
import { str } from '../values/repr.ts';
import { chars } from '../values/text.ts';
import type { Value } from '../values/types.ts';
import {
  asText,
  Markup,
  PyDict,
  PyIterator,
  PyList,
  PyTuple,
  PyView,
  typeName,
  Undefined,
} from '../values/types.ts';
import { attributeGetter, foldCase } from './attribute-getter.ts';
import { filter, softText } from './filter.ts';
import type { Filter, Filters } from './filter.ts';
import { mapFilter, selectFilter } from './select.ts';

function entriesOf(value: Value, what: string): PyDict {
  if (value instanceof PyDict) return value;
  if (value instanceof Undefined) value.fail();
  throw new PyError('AttributeError', `${what}: '${typeName(value)}' object has no attribute 'items'`);
}

function* batches(rt: Runtime, value: Value, count: number, fill: Value): Generator<Value> {
  let batch: Value[] = [];
  for (const item of iterate(rt, value)) {
    if (batch.length === count) {
      yield new PyList(batch);
      batch = [];
    }
    rt.budget.items(1);
    batch.push(item);
  }
  if (batch.length === 0) return;
  const missing = count - batch.length;
  if (fill !== null && missing > 0) {
    rt.budget.items(missing);
    for (let i = 0; i < missing; i++) batch.push(fill);
  }
  yield new PyList(batch);
}

function* slices(rt: Runtime, value: Value, count: number, fill: Value): Generator<Value> {
  const items = toArray(rt, value);
  if (count === 0) throw new PyError('ZeroDivisionError', 'integer division or modulo by zero');
  const each = Math.floor(items.length / count);
  const longer = items.length - each * count;
  let from = 0;
  for (let i = 0; i < count; i++) {
    const to = from + each + (i < longer ? 1 : 0);
    rt.budget.items(to - from + 1);
    const column = items.slice(from, to);
    if (fill !== null && i >= longer) column.push(fill);
    yield new PyList(column);
    from = to;
  }
}

function* uniques(rt: Runtime, value: Value, key: (item: Value) => Value): Generator<Value> {
  const seen = new Set<string>();
  for (const item of iterate(rt, value)) {
    const id = hash(rt, key(item));
    if (seen.has(id)) continue;
    rt.budget.items(2);
    seen.add(id);
    yield item;
  }
}

function* entryTuples(rt: Runtime, value: Value): Generator<Value> {
  if (value instanceof Undefined) return;
  if (!(value instanceof PyDict)) throw new PyError('TypeError', 'Can only get item pairs from a mapping.');
  yield* iterate(rt, new PyView('dict_items', value));
}

function extreme(name: string, sign: 1 | -1): Filter {
  return filter(name, ['case_sensitive', 'attribute'], (rt, value, args) => {
    const key = attributeGetter(rt, args.value(1), { fold: !truth(args.value(0, false)) });
    let best: { item: Value; key: Value } | undefined;
    for (const item of iterate(rt, value)) {
      const candidate = { item, key: key(item) };
      if (best === undefined || sign * compare(rt, candidate.key, best.key, sign > 0 ? '>' : '<') > 0)
        best = candidate;
    }
    return best === undefined ? new Undefined('No aggregated item, sequence was empty.') : best.item;
  });
}

const join = filter('join', ['d', 'attribute'], (rt, value, args) => {
  const attribute = args.value(1);
  const key = attribute === null ? (item: Value) => item : attributeGetter(rt, attribute);
  const separator = args.value(0, '');
  const items = toArray(rt, value).map(key);
  const marked =
    rt.autoescape && (separator instanceof Markup || items.some((item) => item instanceof Markup));
  if (!marked) {
    return joinTexts(rt, str(rt, separator), new PyList(items.map((item) => str(rt, item))));
  }
  const texts = items.map((item) => escapeValue(rt, softText(rt, item)));
  return new Markup(joinTexts(rt, escapeValue(rt, separator).text, new PyList(texts)));
});

const sort = filter('sort', ['reverse', 'case_sensitive', 'attribute'], (rt, value, args) => {
  const attribute = args.value(2);
  const fold = !truth(args.value(1, false));
  const names = asText(attribute)?.split(',') ?? [attribute];
  const getters = names.map((name) => attributeGetter(rt, name, { fold }));
  const key = (item: Value): Value => new PyList(getters.map((get) => get(item)));
  return new PyList(sortBy(rt, toArray(rt, value), key, truth(args.value(0, false))));
});

const groupby = filter('groupby', ['attribute!', 'default', 'case_sensitive'], (rt, value, args) => {
  const fold = !truth(args.value(2, false));
  const fallback = args.value(1);
  const key = attributeGetter(rt, args.value(0), { fold, fallback });
  const shown = attributeGetter(rt, args.value(0), { fallback });
  const groups: { key: Value; items: Value[] }[] = [];
  for (const item of sortBy(rt, toArray(rt, value), key, false)) {
    const itemKey = key(item);
    const last = groups.at(-1);
    if (last !== undefined && equals(rt, last.key, itemKey)) last.items.push(item);
    else groups.push({ key: itemKey, items: [item] });
    rt.budget.items(4);
  }
  return new PyList(
    groups.map(({ key: group, items }) => {
      const grouper = fold && items[0] !== undefined ? shown(items[0]) : group;
      return new PyTuple([grouper, new PyList(items)], ['grouper', 'list']);
    }),
  );
});

const sum = filter('sum', ['attribute', 'start'], (rt, value, args) => {
  const attribute = args.value(0);
  const key = attribute === null ? (item: Value) => item : attributeGetter(rt, attribute);
  let total = args.value(1, 0n);
  if (asText(total) !== undefined)
    throw new PyError('TypeError', "sum() can't sum strings [use ''.join(seq) instead]");
  for (const item of iterate(rt, value)) total = binary(rt, '+', total, key(item));
  return total;
});

const last = filter('last', [], (rt, value) => {
  if (value instanceof PyIterator)
    throw new PyError('TypeError', `'${value.typeName}' object is not reversible`);
  const text = asText(value);
  if (text !== undefined) {
    const points = chars(rt, text);
    if (points.length > 0)
      return value instanceof Markup
        ? new Markup(points.at(points.length - 1))
        : points.at(points.length - 1);
  } else {
    const item = toArray(rt, value).at(-1);
    if (item !== undefined) return item;
  }
  return new Undefined('No last item, sequence was empty.');
});

const reverse = filter('reverse', [], (rt, value) => {
  const text = asText(value);
  if (text !== undefined) {
    rt.budget.items(text.length);
    const reversed = Array.from(text).reverse().join('');
    return value instanceof Markup ? new Markup(reversed) : reversed;
  }
  if (!isIterable(value)) throw new PyError('FilterArgumentError', 'argument must be iterable');
  const items = [...toArray(rt, value)].reverse();
  return value instanceof PyIterator
    ? new PyList(items)
    : new PyIterator(items.values(), 'list_reverseiterator');
});

const random = filter('random', [], (rt, value) => {
  const count = length(rt, value);
  if (count === 0) return new Undefined('No random item, sequence was empty.');
  return getItem(rt, value, BigInt(Math.floor(Math.random() * count)));
});

const fallbackTo = filter('default', ['default_value', 'boolean'], (_rt, value, args) => {
  const isMissing = value instanceof Undefined || (truth(args.value(1, false)) && !truth(value));
  return isMissing ? args.value(0, '') : value;
});

const dictsort = filter('dictsort', ['case_sensitive', 'by', 'reverse'], (rt, value, args) => {
  const by = args.text(1, 'key');
  if (by !== 'key' && by !== 'value') {
    throw new PyError('FilterArgumentError', 'You can only sort by either "key" or "value"');
  }
  const fold = !truth(args.value(0, false));
  const entries = [...entriesOf(value, 'dictsort').entries.values()];
  const key = (entry: readonly [Value, Value]): Value => {
    const part = entry[by === 'key' ? 0 : 1];
    return fold ? foldCase(part) : part;
  };
  return new PyList(sortBy(rt, entries, key, truth(args.value(2, false))).map((entry) => new PyTuple(entry)));
});

const count = filter('length', [], (rt, value) => BigInt(length(rt, value)));

/** Filters over lists, dicts and other collections. */
export const listFilters: Filters = {
  attr: filter('attr', ['name!'], (rt, value, args) => getOnlyAttribute(rt, value, args.text(0))),
  batch: filter(
    'batch',
    ['linecount!', 'fill_with'],
    (rt, value, args) => new PyIterator(batches(rt, value, args.int(0), args.value(1))),
  ),
  count,
  d: fallbackTo,
  default: fallbackTo,
  dictsort,
  first: filter('first', [], (rt, value) => {
    for (const item of iterate(rt, value)) return item;
    return new Undefined('No first item, sequence was empty.');
  }),
  groupby,
  items: filter('items', [], (rt, value) => new PyIterator(entryTuples(rt, value))),
  join,
  last,
  length: count,
  list: filter('list', [], (rt, value) => {
    if (size(value) !== undefined) rt.budget.items(length(rt, value));
    return new PyList([...toArray(rt, value)]);
  }),
  map: mapFilter,
  max: extreme('max', 1),
  min: extreme('min', -1),
  random,
  reject: selectFilter(false, true),
  rejectattr: selectFilter(true, true),
  reverse,
  select: selectFilter(false, false),
  selectattr: selectFilter(true, false),
  slice: filter(
    'slice',
    ['slices!', 'fill_with'],
    (rt, value, args) => new PyIterator(slices(rt, value, args.int(0), args.value(1))),
  ),
  sort,
  sum,
  unique: filter('unique', ['case_sensitive', 'attribute'], (rt, value, args) => {
    const key = attributeGetter(rt, args.value(1), { fold: !truth(args.value(0, false)) });
    return new PyIterator(uniques(rt, value, key));
  }),
};
