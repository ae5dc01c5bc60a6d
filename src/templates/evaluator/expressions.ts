import { escapeValue } from '../methods/markup.ts';
import type { Arguments, CompareOperator, Expr, FilterExpr } from '../syntax/nodes.ts';
import { PyError } from '../values/errors.ts';
import { callValue, getAttribute, getItem, getSlice } from '../values/members.ts';
import { binary, unary } from '../values/numbers.ts';
import { compare, equals } from '../values/order.ts';
import { contains, iterate, makeDict, truth } from '../values/protocol.ts';
import { str } from '../values/repr.ts';
import type { Keywords, Value } from '../values/types.ts';
import {
  asText,
  Markup,
  PyCallable,
  PyDict,
  PyList,
  PyRecord,
  PyTuple,
  typeName,
  Undefined,
} from '../values/types.ts';
import { findGlobal } from './globals.ts';
import type { Interpreter } from './interpreter.ts';
import { Scope } from './scope.ts';

const NO_KEYWORDS: Keywords = new Map();

/** The value of an expression. */
export function evaluate(rt: Interpreter, scope: Scope, node: Expr): Value {
  rt.budget.step();
  if (node.kind === 'const') return node.value;
  if (node.kind === 'name') return lookUp(rt, scope, node.name);
  rt.budget.enter();
  const value = evaluateInner(rt, scope, node);
  rt.budget.leave();
  return value;
}

function evaluateInner(
  rt: Interpreter,
  scope: Scope,
  node: Exclude<Expr, { kind: 'const' | 'name' }>,
): Value {
  switch (node.kind) {
    case 'tuple':
      return new PyTuple(evaluateAll(rt, scope, node.items));
    case 'list':
      return new PyList(evaluateAll(rt, scope, node.items));
    case 'dict':
      return makeDict(
        rt,
        node.entries.map(([key, value]) => [evaluate(rt, scope, key), evaluate(rt, scope, value)] as const),
      );
    case 'attribute':
      return getAttribute(rt, evaluate(rt, scope, node.target), node.name);
    case 'item':
      return evaluateItem(rt, scope, node);
    case 'slice':
      // Several subscripts, one of them a slice: no value has such a key.
      return new Undefined('a slice is no key');
    case 'call':
      return evaluateArguments(rt, scope, evaluate(rt, scope, node.callee), node.args);
    case 'filter':
      return applyFilter(rt, scope, node, '');
    case 'test': {
      const input = evaluate(rt, scope, node.input);
      const { positional, keywords } = collectArguments(rt, scope, node.args);
      return rt.test(node.name, input, positional, keywords);
    }
    case 'if':
      if (truth(evaluate(rt, scope, node.test))) return evaluate(rt, scope, node.then);
      if (node.otherwise !== undefined) return evaluate(rt, scope, node.otherwise);
      return new Undefined('the inline if-expression evaluated to false and no else section was defined.');
    case 'binary':
      return binary(rt, node.operator, evaluate(rt, scope, node.left), evaluate(rt, scope, node.right));
    case 'and': {
      const left = evaluate(rt, scope, node.left);
      return truth(left) ? evaluate(rt, scope, node.right) : left;
    }
    case 'or': {
      const left = evaluate(rt, scope, node.left);
      return truth(left) ? left : evaluate(rt, scope, node.right);
    }
    case 'not':
      return !truth(evaluate(rt, scope, node.operand));
    case 'negate':
      return unary('-', evaluate(rt, scope, node.operand));
    case 'plus':
      return unary('+', evaluate(rt, scope, node.operand));
    case 'concat':
      return concatenate(rt, evaluateAll(rt, scope, node.items));
    case 'compare':
      return evaluateComparison(rt, scope, node);
  }
}

function lookUp(rt: Interpreter, scope: Scope, name: string): Value {
  // Not `??`: None is a value like any other.
  for (const find of [() => scope.get(name), () => rt.variable(name), () => findGlobal(name)]) {
    const value = find();
    if (value !== undefined) return value;
  }
  if (name === 'self') return selfReference(rt);
  return new Undefined(`'${name}' is undefined`);
}

/** `self.name()` renders the block of that name once more. */
function selfReference(rt: Interpreter): Value {
  const self = new SelfReference('TemplateReference', {}, () => '<TemplateReference None>');
  self.interpreter = rt;
  return self;
}

class SelfReference extends PyRecord {
  interpreter: Interpreter | undefined;
  override attribute(_rt: unknown, name: string): Value | undefined {
    const rt = this.interpreter;
    const block = rt?.block(name);
    if (rt === undefined || block === undefined) return undefined;
    return new PyCallable(name, () => rt.captured(block.body, new Scope(rt.root)));
  }
}

function evaluateAll(rt: Interpreter, scope: Scope, nodes: readonly Expr[]): Value[] {
  rt.budget.items(nodes.length);
  return nodes.map((node) => evaluate(rt, scope, node));
}

function evaluateItem(rt: Interpreter, scope: Scope, node: Expr & { kind: 'item' }): Value {
  const target = evaluate(rt, scope, node.target);
  if (node.key.kind !== 'slice') return getItem(rt, target, evaluate(rt, scope, node.key));
  const bound = (part: Expr | undefined): Value => (part === undefined ? null : evaluate(rt, scope, part));
  return getSlice(rt, target, bound(node.key.start), bound(node.key.stop), bound(node.key.step));
}

function concatenate(rt: Interpreter, items: readonly Value[]): Value {
  const marked = rt.autoescape && items.some((item) => item instanceof Markup);
  const texts = items.map((item) => (marked ? escapeValue(rt, item).text : str(rt, item)));
  rt.budget.text(texts.reduce((sum, text) => sum + text.length, 0));
  const text = texts.join('');
  return marked ? new Markup(text) : text;
}

function evaluateComparison(rt: Interpreter, scope: Scope, node: Expr & { kind: 'compare' }): Value {
  let left = evaluate(rt, scope, node.first);
  for (const [operator, operand] of node.rest) {
    const right = evaluate(rt, scope, operand);
    if (!holds(rt, operator, left, right)) return false;
    left = right;
  }
  return true;
}

function holds(rt: Interpreter, operator: CompareOperator, left: Value, right: Value): boolean {
  switch (operator) {
    case '==':
      return equals(rt, left, right);
    case '!=':
      return !equals(rt, left, right);
    case '<':
      return compare(rt, left, right, '<') < 0;
    case '<=':
      return compare(rt, left, right, '<=') <= 0;
    case '>':
      return compare(rt, left, right, '>') > 0;
    case '>=':
      return compare(rt, left, right, '>=') >= 0;
    case 'in':
      return contains(rt, right, left);
    case 'not in':
      return !contains(rt, right, left);
  }
}

/** Applies a chain of filters; the innermost one without an input of its own gets `body`. */
export function applyFilter(rt: Interpreter, scope: Scope, node: FilterExpr | undefined, body: Value): Value {
  if (node === undefined) return body;
  let input: Value;
  if (node.input === undefined) input = body;
  else if (node.input.kind === 'filter') {
    rt.budget.enter();
    input = applyFilter(rt, scope, node.input, body);
    rt.budget.leave();
  } else input = evaluate(rt, scope, node.input);
  const { positional, keywords } = collectArguments(rt, scope, node.args);
  return rt.filter(node.name, input, positional, keywords);
}

/** Calls `callee` with these arguments. */
export function evaluateArguments(
  rt: Interpreter,
  scope: Scope,
  callee: Value,
  args: Arguments,
  extra: readonly (readonly [string, Value])[] = [],
): Value {
  const { positional, keywords } = collectArguments(rt, scope, args, extra);
  return callValue(rt, callee, positional, keywords);
}

function collectArguments(
  rt: Interpreter,
  scope: Scope,
  args: Arguments,
  extra: readonly (readonly [string, Value])[] = [],
): { positional: readonly Value[]; keywords: Keywords } {
  const positional = args.positional.map((node) => evaluate(rt, scope, node));
  if (args.spread !== undefined) {
    for (const item of iterate(rt, evaluate(rt, scope, args.spread))) {
      rt.budget.alloc(16);
      positional.push(item);
    }
  }
  if (args.keywords.length === 0 && args.spreadKeywords === undefined && extra.length === 0) {
    return { positional, keywords: NO_KEYWORDS };
  }
  const keywords = new Map<string, Value>();
  for (const [name, node] of args.keywords) keywords.set(name, evaluate(rt, scope, node));
  for (const [name, value] of extra) keywords.set(name, value);
  if (args.spreadKeywords !== undefined)
    spreadKeywords(rt, evaluate(rt, scope, args.spreadKeywords), keywords);
  return { positional, keywords };
}

function spreadKeywords(rt: Interpreter, value: Value, keywords: Map<string, Value>): void {
  if (value instanceof Undefined) value.fail();
  if (!(value instanceof PyDict))
    throw new PyError('TypeError', `argument after ** must be a mapping, not ${typeName(value)}`);
  for (const [key, item] of value.entries.values()) {
    rt.budget.step();
    const name = asText(key);
    if (name === undefined) throw new PyError('TypeError', 'keywords must be strings');
    if (keywords.has(name))
      throw new PyError('TypeError', `got multiple values for keyword argument '${name}'`);
    keywords.set(name, item);
  }
}
