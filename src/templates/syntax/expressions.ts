// Over 300 lines, as the rules of a grammar that need each other belong together.
import { describe } from './token-stream.ts';
import type { TokenStream } from './token-stream.ts';
import type { Arguments, BinaryOperator, CompareOperator, Expr, SliceExpr } from './nodes.ts';

const COMPARISONS = new Set(['==', '!=', '<', '<=', '>', '>=']);
const SUMS = new Set(['+', '-']);
const PRODUCTS = new Set(['*', '/', '//', '%']);
const POWERS = new Set(['**']);
const SUBSCRIPT_ENDS = new Set([':', ']', ',']);
const BRACKETS = new Set(['[', '{']);
const NO_ARGUMENTS: Arguments = {
  positional: [],
  keywords: [],
  spread: undefined,
  spreadKeywords: undefined,
};

/** What ends a list of expressions without brackets. */
export interface TupleOptions {
  /** Whether `a if b else c` may occur; not where `if` has another meaning. */
  readonly conditional?: boolean;
  /** A name that ends the tuple, such as `recursive`. */
  readonly end?: string;
  readonly parenthesized?: boolean;
}

/** One expression, `a if b else c` included unless `conditional` is false. */
export function parseExpression(stream: TokenStream, conditional = true): Expr {
  return stream.nested(() => (conditional ? parseConditional(stream) : parseOr(stream)));
}

/** One expression, or several with commas between them: a tuple. */
export function parseTuple(stream: TokenStream, options: TupleOptions = {}): Expr {
  const items: Expr[] = [];
  let isTuple = false;
  for (;;) {
    if (items.length > 0) stream.expectOperator(',');
    if (isTupleEnd(stream, options.end)) break;
    items.push(parseExpression(stream, options.conditional ?? true));
    if (!stream.isOperator(',')) break;
    isTuple = true;
  }
  if (!isTuple) {
    const only = items[0];
    if (only !== undefined) return only;
    if (options.parenthesized !== true)
      stream.fail(`expected an expression, got ${describe(stream.current)}`);
  }
  return { kind: 'tuple', items };
}

/** Whether a list without brackets ends here. */
export function isTupleEnd(stream: TokenStream, end: string | undefined): boolean {
  const { type } = stream.current;
  if (type === 'variableEnd' || type === 'blockEnd' || stream.isOperator(')')) return true;
  return end !== undefined && stream.isName(end);
}

function parseConditional(stream: TokenStream): Expr {
  let result = parseOr(stream);
  let links = 0;
  while (stream.skipName('if')) {
    stream.link(++links);
    const test = parseOr(stream);
    const otherwise = stream.skipName('else') ? stream.nested(() => parseConditional(stream)) : undefined;
    result = { kind: 'if', test, then: result, otherwise };
  }
  return result;
}

function parseOr(stream: TokenStream): Expr {
  let left = parseAnd(stream);
  let links = 0;
  while (stream.skipName('or')) {
    stream.link(++links);
    left = { kind: 'or', left, right: parseAnd(stream) };
  }
  return left;
}

function parseAnd(stream: TokenStream): Expr {
  let left = parseNot(stream);
  let links = 0;
  while (stream.skipName('and')) {
    stream.link(++links);
    left = { kind: 'and', left, right: parseNot(stream) };
  }
  return left;
}

function parseNot(stream: TokenStream): Expr {
  if (!stream.skipName('not')) return parseCompare(stream);
  return stream.nested(() => ({ kind: 'not', operand: parseNot(stream) }));
}

function parseCompare(stream: TokenStream): Expr {
  const first = parseSum(stream);
  const rest: (readonly [CompareOperator, Expr])[] = [];
  let links = 0;
  for (;;) {
    stream.link(++links);
    if (stream.isOneOf(COMPARISONS)) {
      const operator = stream.next().text as CompareOperator;
      rest.push([operator, parseSum(stream)]);
    } else if (stream.skipName('in')) {
      rest.push(['in', parseSum(stream)]);
    } else if (stream.isName('not') && stream.following.type === 'name' && stream.following.text === 'in') {
      stream.next();
      stream.next();
      rest.push(['not in', parseSum(stream)]);
    } else {
      return rest.length === 0 ? first : { kind: 'compare', first, rest };
    }
  }
}

function parseBinary(
  stream: TokenStream,
  operators: ReadonlySet<string>,
  operand: (stream: TokenStream) => Expr,
): Expr {
  let left = operand(stream);
  let links = 0;
  while (stream.isOneOf(operators)) {
    stream.link(++links);
    const operator = stream.next().text as BinaryOperator;
    left = { kind: 'binary', operator, left, right: operand(stream) };
  }
  return left;
}

function parseSum(stream: TokenStream): Expr {
  return parseBinary(stream, SUMS, parseConcat);
}

function parseConcat(stream: TokenStream): Expr {
  const first = parseProduct(stream);
  if (!stream.isOperator('~')) return first;
  const items = [first];
  while (stream.skipOperator('~')) items.push(parseProduct(stream));
  return { kind: 'concat', items };
}

function parseProduct(stream: TokenStream): Expr {
  return parseBinary(stream, PRODUCTS, parsePower);
}

function parsePower(stream: TokenStream): Expr {
  return parseBinary(stream, POWERS, (inner) => parseUnary(inner, true));
}

/** In Jinja a sign binds tighter than members and filters: `-3 | abs` is 3. */
function parseUnary(stream: TokenStream, withFilters: boolean): Expr {
  let node: Expr;
  if (stream.skipOperator('-')) {
    node = stream.nested(() => ({ kind: 'negate', operand: parseUnary(stream, false) }));
  } else if (stream.skipOperator('+')) {
    node = stream.nested(() => ({ kind: 'plus', operand: parseUnary(stream, false) }));
  } else {
    node = parsePrimary(stream);
  }
  node = parsePostfix(stream, node);
  return withFilters ? parseFiltersAndTests(stream, node) : node;
}

/** A literal, a name, or something in brackets. */
export function parsePrimary(stream: TokenStream): Expr {
  const token = stream.current;
  switch (token.type) {
    case 'name':
      stream.next();
      return parseNameOrConstant(token.text);
    case 'string':
      return { kind: 'const', value: parseStrings(stream) };
    case 'integer':
    case 'float':
      stream.next();
      return { kind: 'const', value: token.value ?? 0 };
    case 'operator':
      if (token.text === '(') return parseParentheses(stream);
      if (token.text === '[') return parseList(stream);
      if (token.text === '{') return parseDict(stream);
      break;
    case 'data':
    case 'variableBegin':
    case 'variableEnd':
    case 'blockBegin':
    case 'blockEnd':
    case 'eof':
      break;
  }
  return stream.fail(`unexpected ${describe(token)}`);
}

function parseNameOrConstant(name: string): Expr {
  if (name === 'true' || name === 'True') return { kind: 'const', value: true };
  if (name === 'false' || name === 'False') return { kind: 'const', value: false };
  if (name === 'none' || name === 'None') return { kind: 'const', value: null };
  return { kind: 'name', name };
}

function parseStrings(stream: TokenStream): string {
  let text = '';
  while (stream.current.type === 'string') text += String(stream.next().value);
  return text;
}

function parseParentheses(stream: TokenStream): Expr {
  stream.expectOperator('(');
  const inner = parseTuple(stream, { parenthesized: true });
  stream.expectOperator(')');
  return inner;
}

function parseList(stream: TokenStream): Expr {
  stream.expectOperator('[');
  const items: Expr[] = [];
  while (!stream.isOperator(']')) {
    if (items.length > 0) stream.expectOperator(',');
    if (stream.isOperator(']')) break;
    items.push(parseExpression(stream));
  }
  stream.expectOperator(']');
  return { kind: 'list', items };
}

function parseDict(stream: TokenStream): Expr {
  stream.expectOperator('{');
  const entries: (readonly [Expr, Expr])[] = [];
  while (!stream.isOperator('}')) {
    if (entries.length > 0) stream.expectOperator(',');
    if (stream.isOperator('}')) break;
    const key = parseExpression(stream);
    stream.expectOperator(':');
    entries.push([key, parseExpression(stream)]);
  }
  stream.expectOperator('}');
  return { kind: 'dict', entries };
}

/** Members, items and calls after an expression. */
export function parsePostfix(stream: TokenStream, start: Expr): Expr {
  let node = start;
  let links = 0;
  for (;;) {
    stream.link(++links);
    if (stream.isOperator('.')) node = parseMember(stream, node);
    else if (stream.isOperator('[')) node = parseItem(stream, node);
    else if (stream.isOperator('(')) node = parseCall(stream, node);
    else return node;
  }
}

function parseFiltersAndTests(stream: TokenStream, start: Expr): Expr {
  let node = start;
  let links = 0;
  for (;;) {
    stream.link(++links);
    if (stream.isOperator('|')) {
      stream.next();
      node = parseFilter(stream, node);
    } else if (stream.isName('is')) {
      node = parseTest(stream, node);
    } else if (stream.isOperator('(')) {
      node = parseCall(stream, node);
    } else {
      return node;
    }
  }
}

function parseMember(stream: TokenStream, target: Expr): Expr {
  stream.expectOperator('.');
  const token = stream.next();
  if (token.type === 'name') return { kind: 'attribute', target, name: token.text };
  if (token.type !== 'integer') stream.fail('expected name or number', token.line);
  return { kind: 'item', target, key: { kind: 'const', value: token.value ?? 0 } };
}

function parseItem(stream: TokenStream, target: Expr): Expr {
  stream.expectOperator('[');
  const keys: Expr[] = [];
  while (!stream.isOperator(']')) {
    if (keys.length > 0) stream.expectOperator(',');
    keys.push(parseSubscript(stream));
  }
  stream.expectOperator(']');
  const only = keys[0];
  return {
    kind: 'item',
    target,
    key: keys.length === 1 && only !== undefined ? only : { kind: 'tuple', items: keys },
  };
}

function parseSubscript(stream: TokenStream): Expr {
  const start = stream.isOperator(':') ? undefined : parseExpression(stream);
  if (!stream.skipOperator(':')) return start as Expr;
  const bound = (): Expr | undefined =>
    stream.isOneOf(SUBSCRIPT_ENDS) ? undefined : parseExpression(stream);
  const stop = bound();
  const step = stream.skipOperator(':') ? bound() : undefined;
  const slice: SliceExpr = { kind: 'slice', start, stop, step };
  return slice;
}

function parseCall(stream: TokenStream, callee: Expr): Expr {
  const { line } = stream.current;
  return { kind: 'call', callee, args: parseArguments(stream), line };
}

/** The arguments of a call, with their parentheses. */
function parseArguments(stream: TokenStream): Arguments {
  const { line } = stream.expectOperator('(');
  const positional: Expr[] = [];
  const keywords: (readonly [string, Expr])[] = [];
  let spread: Expr | undefined;
  let spreadKeywords: Expr | undefined;
  const ensure = (valid: boolean): void => {
    if (!valid) stream.fail('invalid syntax for function call expression', line);
  };
  for (let first = true; !stream.isOperator(')'); first = false) {
    if (!first) {
      stream.expectOperator(',');
      if (stream.isOperator(')')) break;
    }
    if (stream.skipOperator('*')) {
      ensure(spread === undefined && spreadKeywords === undefined);
      spread = parseExpression(stream);
    } else if (stream.skipOperator('**')) {
      ensure(spreadKeywords === undefined);
      spreadKeywords = parseExpression(stream);
    } else if (
      stream.current.type === 'name' &&
      stream.following.type === 'operator' &&
      stream.following.text === '='
    ) {
      ensure(spreadKeywords === undefined);
      const name = stream.next().text;
      stream.next();
      keywords.push([name, parseExpression(stream)]);
    } else {
      ensure(spread === undefined && spreadKeywords === undefined && keywords.length === 0);
      positional.push(parseExpression(stream));
    }
  }
  stream.expectOperator(')');
  return { positional, keywords, spread, spreadKeywords };
}

function parseDottedName(stream: TokenStream, what: string): string {
  let name = stream.expectType('name', what).text;
  while (stream.skipOperator('.')) name += `.${stream.expectType('name', what).text}`;
  return name;
}

/** One filter after its `|`. */
export function parseFilter(stream: TokenStream, input: Expr | undefined): Expr & { kind: 'filter' } {
  const { line } = stream.current;
  const name = parseDottedName(stream, 'a filter');
  const args = stream.isOperator('(') ? parseArguments(stream) : NO_ARGUMENTS;
  return { kind: 'filter', input, name, args, line };
}

function parseTest(stream: TokenStream, input: Expr): Expr {
  const { line } = stream.expectKeyword('is');
  const negated = stream.skipName('not');
  const name = parseDottedName(stream, 'a test');
  const test: Expr = { kind: 'test', input, name, args: parseTestArguments(stream), line };
  return negated ? { kind: 'not', operand: test } : test;
}

/** A test takes one argument without parentheses: `x is divisibleby 3`. */
function parseTestArguments(stream: TokenStream): Arguments {
  if (stream.isOperator('(')) return parseArguments(stream);
  const { type } = stream.current;
  const starts = type === 'name' || type === 'string' || type === 'integer' || type === 'float';
  if ((!starts && !stream.isOneOf(BRACKETS)) || stream.isName('else', 'or', 'and')) return NO_ARGUMENTS;
  if (stream.isName('is')) stream.fail('You cannot chain multiple tests with is');
  const argument = stream.nested(() => parsePostfix(stream, parsePrimary(stream)));
  return { ...NO_ARGUMENTS, positional: [argument] };
}
