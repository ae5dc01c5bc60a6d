// Over 300 lines: one short method for each tag.
import { parseExpression, parseFilter, parsePrimary, parseTuple, isTupleEnd } from './expressions.ts';
import { tokenize } from './lexer.ts';
import type { CallExpr, Expr, FilterExpr, Signature, Stmt, Target } from './nodes.ts';
import { TokenStream } from './token-stream.ts';

const RESERVED = ['true', 'false', 'none', 'True', 'False', 'None'];
const STATEMENTS: Readonly<Record<string, ((parser: Parser) => Stmt | Stmt[]) | undefined>> = {
  for: (parser) => parser.for(),
  if: (parser) => parser.if(),
  with: (parser) => parser.with(),
  set: (parser) => parser.set(),
  macro: (parser) => parser.macro(),
  call: (parser) => parser.callBlock(),
  filter: (parser) => parser.filterBlock(),
  block: (parser) => parser.block(),
  print: (parser) => parser.print(),
  autoescape: (parser) => parser.autoescape(),
  extends: (parser) => parser.load('extends'),
  include: (parser) => parser.include(),
  import: (parser) => parser.import(),
  from: (parser) => parser.from(),
};

/** Statements, one method each; expressions are in `expressions.ts`. */
class Parser {
  readonly #stream: TokenStream;
  readonly #open: string[] = [];

  constructor(stream: TokenStream) {
    this.#stream = stream;
  }

  template(): Stmt[] {
    return this.#body([]);
  }

  /** Statements up to one of the tags in `ends`, which is left in the stream. */
  #body(ends: readonly string[]): Stmt[] {
    const stream = this.#stream;
    const body: Stmt[] = [];
    for (;;) {
      const { type, text, line } = stream.current;
      if (type === 'eof') {
        if (ends.length > 0) {
          const innermost = this.#open.at(-1) ?? '';
          stream.fail(`unexpected end of template, looking for '${ends.join("' or '")}' of '${innermost}'`);
        }
        return body;
      }
      stream.next();
      if (type === 'data') {
        if (text !== '') body.push({ kind: 'text', text, line });
      } else if (type === 'variableBegin') {
        body.push({ kind: 'print', value: parseTuple(stream), line });
        stream.expectType('variableEnd', "'}}'");
      } else {
        if (stream.isName(...ends)) return body;
        body.push(...this.#statement(ends));
        stream.expectType('blockEnd', "'%}'");
      }
    }
  }

  #statement(ends: readonly string[]): Stmt[] {
    const { type, text } = this.#stream.current;
    if (type !== 'name') this.#stream.fail('tag name expected');
    const parse = Object.hasOwn(STATEMENTS, text) ? STATEMENTS[text] : undefined;
    if (parse === undefined) {
      const hint = ends.length === 0 ? '' : `, looking for '${ends.join("' or '")}'`;
      this.#stream.fail(`unknown tag '${text}'${hint}`);
    }
    this.#open.push(text);
    const statement = this.#stream.nested(() => parse(this));
    this.#open.pop();
    return Array.isArray(statement) ? statement : [statement];
  }

  /** The body of a tag: the rest of the tag, and what stands up to one of `ends`. */
  #block(...ends: string[]): Stmt[] {
    this.#stream.skipOperator(':');
    this.#stream.expectType('blockEnd', "'%}'");
    return this.#body(ends);
  }

  #lastBlock(end: string): Stmt[] {
    const body = this.#block(end);
    this.#stream.next();
    return body;
  }

  for(): Stmt {
    const stream = this.#stream;
    const { line } = stream.next();
    const target = this.#targets('in');
    stream.expectKeyword('in');
    const iterable = parseTuple(stream, { conditional: false, end: 'recursive' });
    const filter = stream.skipName('if') ? parseExpression(stream) : undefined;
    const recursive = stream.skipName('recursive');
    const body = this.#block('endfor', 'else');
    const otherwise = stream.next().text === 'endfor' ? [] : this.#lastBlock('endfor');
    return { kind: 'for', target, iterable, filter, recursive, body, otherwise, line };
  }

  if(): Stmt {
    const stream = this.#stream;
    const { line } = stream.current;
    const branches: { test: Expr; body: Stmt[] }[] = [];
    let end: string;
    do {
      stream.next();
      const test = parseTuple(stream, { conditional: false });
      branches.push({ test, body: this.#block('elif', 'else', 'endif') });
      end = stream.current.text;
    } while (end === 'elif');
    stream.next();
    return { kind: 'branch', branches, otherwise: end === 'else' ? this.#lastBlock('endif') : [], line };
  }

  with(): Stmt {
    const stream = this.#stream;
    const { line } = stream.next();
    const targets: Target[] = [];
    const values: Expr[] = [];
    while (stream.current.type !== 'blockEnd') {
      if (targets.length > 0) stream.expectOperator(',');
      targets.push(this.#targets());
      stream.expectOperator('=');
      values.push(parseExpression(stream));
    }
    return { kind: 'with', targets, values, body: this.#lastBlock('endwith'), line };
  }

  set(): Stmt {
    const stream = this.#stream;
    const { line } = stream.next();
    const target = this.#targets(undefined, true);
    if (stream.skipOperator('=')) return { kind: 'set', target, value: parseTuple(stream), line };
    let filter: FilterExpr | undefined;
    while (stream.skipOperator('|')) filter = parseFilter(stream, filter);
    return { kind: 'setBlock', target, filter, body: this.#lastBlock('endset'), line };
  }

  macro(): Stmt {
    const { line } = this.#stream.next();
    const name = this.#name();
    const signature = this.#signature();
    return { kind: 'macro', name, signature, body: this.#lastBlock('endmacro'), line };
  }

  callBlock(): Stmt {
    const { line } = this.#stream.next();
    const signature = this.#stream.isOperator('(') ? this.#signature() : { names: [], defaults: [] };
    const call = parseExpression(this.#stream);
    if (call.kind !== 'call') this.#stream.fail('expected call', line);
    return {
      kind: 'callBlock',
      signature,
      call: call satisfies CallExpr,
      body: this.#lastBlock('endcall'),
      line,
    };
  }

  filterBlock(): Stmt {
    const { line } = this.#stream.next();
    let filter = parseFilter(this.#stream, undefined);
    while (this.#stream.skipOperator('|')) filter = parseFilter(this.#stream, filter);
    return { kind: 'filterBlock', filter, body: this.#lastBlock('endfilter'), line };
  }

  block(): Stmt {
    const stream = this.#stream;
    const { line } = stream.next();
    const name = stream.expectType('name', 'a block name').text;
    const scoped = stream.skipName('scoped');
    const required = stream.skipName('required');
    if (stream.isOperator('-')) stream.fail('block names may not contain hyphens, use an underscore instead');
    const body = this.#lastBlock('endblock');
    if (required && body.some((part) => part.kind !== 'text' || part.text.trim() !== '')) {
      stream.fail('required blocks can only contain comments or whitespace', line);
    }
    stream.skipName(name);
    return { kind: 'block', name, scoped, required, body, line };
  }

  print(): Stmt[] {
    const { line } = this.#stream.next();
    const prints: Stmt[] = [];
    while (this.#stream.current.type !== 'blockEnd') {
      if (prints.length > 0) this.#stream.expectOperator(',');
      prints.push({ kind: 'print', value: parseExpression(this.#stream), line });
    }
    return prints;
  }

  autoescape(): Stmt {
    const { line } = this.#stream.next();
    const value = parseExpression(this.#stream);
    return { kind: 'autoescape', value, body: this.#lastBlock('endautoescape'), line };
  }

  load(tag: string): Stmt & { kind: 'load' } {
    const { line } = this.#stream.next();
    return { kind: 'load', tag, template: parseExpression(this.#stream), line };
  }

  include(): Stmt {
    const node = this.load('include');
    const { following } = this.#stream;
    if (this.#stream.isName('ignore') && following.type === 'name' && following.text === 'missing') {
      this.#stream.next();
      this.#stream.next();
    }
    this.#importContext();
    return node;
  }

  import(): Stmt {
    const node = this.load('import');
    this.#stream.expectKeyword('as');
    this.#name();
    this.#importContext();
    return node;
  }

  from(): Stmt {
    const stream = this.#stream;
    const node = this.load('from');
    stream.expectKeyword('import');
    for (let first = true; ; first = false) {
      if (!first) stream.expectOperator(',');
      if (this.#importContext()) break;
      const name = this.#name();
      if (name.startsWith('_')) stream.fail('names starting with an underline can not be imported');
      if (stream.skipName('as')) this.#name();
      if (this.#importContext() || !stream.isOperator(',')) break;
    }
    return node;
  }

  #importContext(): boolean {
    const { following } = this.#stream;
    if (!this.#stream.isName('with', 'without') || following.type !== 'name' || following.text !== 'context')
      return false;
    this.#stream.next();
    this.#stream.next();
    return true;
  }

  #signature(): Signature {
    const stream = this.#stream;
    const names: string[] = [];
    const defaults: Expr[] = [];
    stream.expectOperator('(');
    while (!stream.isOperator(')')) {
      if (names.length > 0) stream.expectOperator(',');
      names.push(this.#name());
      if (stream.skipOperator('=')) defaults.push(parseExpression(stream));
      else if (defaults.length > 0) stream.fail('non-default argument follows default argument');
    }
    stream.expectOperator(')');
    return { names, defaults };
  }

  /** A name that can be assigned to. */
  #name(): string {
    const { text, line } = this.#stream.expectType('name', 'a name');
    if (RESERVED.includes(text)) this.#stream.fail(`can't assign to '${text}'`, line);
    return text;
  }

  /** One target, or several with commas between them. */
  #targets(end?: string, namespaces = false): Target {
    const stream = this.#stream;
    const items: Target[] = [];
    let isTuple = false;
    for (;;) {
      if (items.length > 0) stream.expectOperator(',');
      if (isTupleEnd(stream, end)) break;
      items.push(this.#target(namespaces));
      if (!stream.isOperator(',')) break;
      isTuple = true;
    }
    const only = items[0];
    if (!isTuple && only === undefined) stream.failExpecting('a name');
    return isTuple || only === undefined ? { kind: 'tupleTarget', items } : only;
  }

  #target(namespaces: boolean): Target {
    const stream = this.#stream;
    const { line, type, text } = stream.current;
    if (
      namespaces &&
      type === 'name' &&
      stream.following.type === 'operator' &&
      stream.following.text === '.'
    ) {
      if (!RESERVED.includes(text)) {
        stream.next();
        stream.next();
        return { kind: 'namespaceTarget', name: text, attribute: stream.expectType('name', 'a name').text };
      }
    }
    const target = toTarget(stream.nested(() => parsePrimary(stream)));
    return target ?? stream.fail("can't assign to this expression", line);
  }
}

function toTarget(node: Expr): Target | undefined {
  if (node.kind === 'name') return { kind: 'nameTarget', name: node.name };
  if (node.kind !== 'tuple') return undefined;
  const items: Target[] = [];
  for (const item of node.items) {
    const target = toTarget(item);
    if (target === undefined) return undefined;
    items.push(target);
  }
  return { kind: 'tupleTarget', items };
}

/**
 * The statements of a template.
 *
 * @throws SyntaxFailure where the source is no template.
 */
export function parse(source: string): Stmt[] {
  return new Parser(new TokenStream(tokenize(source))).template();
}
