import type { Runtime } from '../evaluator/runtime.ts';
import { isCase } from '../methods/characters.ts';
import { bind } from '../values/arguments.ts';
import { binary } from '../values/numbers.ts';
import { compare, equals } from '../values/order.ts';
import { contains, isCallable, isIterable, isSame } from '../values/protocol.ts';
import { str } from '../values/repr.ts';
import type { Keywords, Value } from '../values/types.ts';
import {
  asNumber,
  asText,
  Markup,
  PyDict,
  PyIterator,
  PyList,
  PyRange,
  PyTuple,
  Undefined,
} from '../values/types.ts';

/** A test: `value is name(…)`. */
export type Test = (rt: Runtime, value: Value, args: readonly Value[], keywords: Keywords) => boolean;

function test(
  name: string,
  parameters: readonly string[],
  run: (rt: Runtime, value: Value, other: Value) => boolean,
): Test {
  return (rt, value, args, keywords) => run(rt, value, bind(name, args, keywords, parameters).value(0));
}

function plain(name: string, run: (value: Value, rt: Runtime) => boolean): Test {
  return test(name, [], (rt, value) => run(value, rt));
}

function order(name: string, symbol: string, fits: (order: number) => boolean): Test {
  return test(name, ['/b!'], (rt, value, other) => fits(compare(rt, value, other, symbol)));
}

const equal = test('eq', ['/b!'], equals);
const notEqual = test('ne', ['/b!'], (rt, value, other) => !equals(rt, value, other));
const greater = order('gt', '>', (result) => result > 0);
const greaterOrEqual = order('ge', '>=', (result) => result >= 0);
const less = order('lt', '<', (result) => result < 0);
const lessOrEqual = order('le', '<=', (result) => result <= 0);

function modulo(rt: Runtime, value: Value, by: Value, rest: bigint): boolean {
  return equals(rt, binary(rt, '%', value, by), rest);
}

function isTextCase(rt: Runtime, value: Value, wanted: 'upper' | 'lower'): boolean {
  const text = str(rt, value);
  rt.budget.text(text.length);
  return isCase(text, wanted);
}

function isSequence(value: Value): boolean {
  const isPlain =
    value instanceof PyList ||
    value instanceof PyTuple ||
    value instanceof PyDict ||
    value instanceof PyRange;
  return isPlain || asText(value) !== undefined || value instanceof Undefined;
}

/** Tests by name, besides `filter` and `test`. Always looked up with `Object.hasOwn`. */
export const tests: Readonly<Record<string, Test>> = {
  '!=': notEqual,
  '<': less,
  '<=': lessOrEqual,
  '==': equal,
  '>': greater,
  '>=': greaterOrEqual,
  boolean: plain('boolean', (value) => typeof value === 'boolean'),
  callable: plain('callable', (value) => isCallable(value) || value instanceof Undefined),
  defined: plain('defined', (value) => !(value instanceof Undefined)),
  divisibleby: test('divisibleby', ['num!'], (rt, value, by) => modulo(rt, value, by, 0n)),
  eq: equal,
  equalto: equal,
  escaped: plain('escaped', (value) => value instanceof Markup || value instanceof Undefined),
  even: plain('even', (value, rt) => modulo(rt, value, 2n, 0n)),
  false: plain('false', (value) => value === false),
  float: plain('float', (value) => typeof value === 'number'),
  ge: greaterOrEqual,
  greaterthan: greater,
  gt: greater,
  in: test('in', ['seq!'], (rt, value, seq) => contains(rt, seq, value)),
  integer: plain('integer', (value) => typeof value === 'bigint'),
  iterable: plain('iterable', (value) => isIterable(value) || value instanceof PyIterator),
  le: lessOrEqual,
  lessthan: less,
  lower: plain('lower', (value, rt) => isTextCase(rt, value, 'lower')),
  lt: less,
  mapping: plain('mapping', (value) => value instanceof PyDict),
  ne: notEqual,
  none: plain('none', (value) => value === null),
  number: plain('number', (value) => asNumber(value) !== undefined),
  odd: plain('odd', (value, rt) => modulo(rt, value, 2n, 1n)),
  sameas: test('sameas', ['other!'], (_rt, value, other) => isSame(value, other)),
  sequence: plain('sequence', isSequence),
  string: plain('string', (value) => asText(value) !== undefined),
  true: plain('true', (value) => value === true),
  undefined: plain('undefined', (value) => value instanceof Undefined),
  upper: plain('upper', (value, rt) => isTextCase(rt, value, 'upper')),
};
