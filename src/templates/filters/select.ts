import type { Runtime } from '../evaluator/runtime.ts';
import { PyError } from '../values/errors.ts';
import { iterate, truth } from '../values/protocol.ts';
import type { Keywords, Value } from '../values/types.ts';
import { asText, PyIterator } from '../values/types.ts';
import { attributeGetter } from './attribute-getter.ts';
import type { Filter } from './filter.ts';

function nameOf(value: Value | undefined): string {
  const name = value === undefined ? undefined : asText(value);
  if (name === undefined) throw new PyError('RuntimeError', 'the name of a filter or test must be a str');
  return name;
}

/** `map(attribute=…)` or `map('filter', …)`. */
export const mapFilter: Filter = (rt, value, args, keywords) =>
  new PyIterator(mapped(rt, value, args, keywords));

function* mapped(rt: Runtime, value: Value, args: readonly Value[], keywords: Keywords): Generator<Value> {
  if (!truth(value)) return;
  const apply = mapping(rt, args, keywords);
  for (const item of iterate(rt, value)) yield apply(item);
}

function mapping(rt: Runtime, args: readonly Value[], keywords: Keywords): (item: Value) => Value {
  const attribute = keywords.get('attribute');
  if (args.length === 0 && attribute !== undefined) {
    for (const name of keywords.keys()) {
      if (name !== 'attribute' && name !== 'default') {
        throw new PyError('FilterArgumentError', `Unexpected keyword argument '${name}'`);
      }
    }
    return attributeGetter(rt, attribute, { fallback: keywords.get('default') ?? null });
  }
  if (args.length === 0) throw new PyError('FilterArgumentError', 'map requires a filter argument');
  const name = nameOf(args[0]);
  const rest = args.slice(1);
  return (item) => rt.filter(name, item, rest, keywords);
}

/** `select`, `reject`, `selectattr` and `rejectattr`. */
export function selectFilter(byAttribute: boolean, reject: boolean): Filter {
  return (rt, value, args, keywords) =>
    new PyIterator(selected(rt, value, args, keywords, byAttribute, reject));
}

function* selected(
  rt: Runtime,
  value: Value,
  args: readonly Value[],
  keywords: Keywords,
  byAttribute: boolean,
  reject: boolean,
): Generator<Value> {
  if (!truth(value)) return;
  const [attribute] = args;
  if (byAttribute && attribute === undefined) {
    throw new PyError('FilterArgumentError', 'Missing parameter for attribute name');
  }
  const get = byAttribute && attribute !== undefined ? attributeGetter(rt, attribute) : (item: Value) => item;
  const rest = byAttribute ? args.slice(1) : args;
  const testArgs = rest.slice(1);
  const test =
    rest.length === 0 ? truth : (item: Value) => truth(rt.test(nameOf(rest[0]), item, testArgs, keywords));
  for (const item of iterate(rt, value)) if (test(get(item)) !== reject) yield item;
}
