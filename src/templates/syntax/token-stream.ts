import type { Token } from './lexer.ts';
import { SyntaxFailure } from './lexer.ts';

// Deeper nesting than this is an attack on the stack, not a template.
const MAX_NESTING = 100;
// Nor does an expression chain this many operators, filters or members.
const MAX_CHAIN = 400;

/** A cursor over tokens, with the bounds that keep the tree of a template shallow. */
export class TokenStream {
  readonly #tokens: readonly Token[];
  #index = 0;
  #nesting = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get current(): Token {
    return this.#at(this.#index);
  }

  get following(): Token {
    return this.#at(this.#index + 1);
  }

  next(): Token {
    const token = this.current;
    this.#index++;
    return token;
  }

  isOperator(text: string): boolean {
    const { current } = this;
    return current.type === 'operator' && current.text === text;
  }

  isOneOf(operators: ReadonlySet<string>): boolean {
    const { current } = this;
    return current.type === 'operator' && operators.has(current.text);
  }

  isName(...texts: string[]): boolean {
    return this.current.type === 'name' && texts.includes(this.current.text);
  }

  skipOperator(text: string): boolean {
    if (!this.isOperator(text)) return false;
    this.#index++;
    return true;
  }

  skipName(text: string): boolean {
    if (!this.isName(text)) return false;
    this.#index++;
    return true;
  }

  expectOperator(text: string): Token {
    if (!this.isOperator(text)) this.failExpecting(`'${text}'`);
    return this.next();
  }

  expectKeyword(text: string): Token {
    if (!this.isName(text)) this.failExpecting(`'${text}'`);
    return this.next();
  }

  expectType(type: Token['type'], what: string): Token {
    if (this.current.type !== type) this.failExpecting(what);
    return this.next();
  }

  failExpecting(what: string): never {
    if (this.current.type === 'eof') this.fail(`unexpected end of template, expected ${what}`);
    this.fail(`expected ${what}, got ${describe(this.current)}`);
  }

  fail(message: string, line: number = this.current.line): never {
    throw new SyntaxFailure(message, line);
  }

  /** Runs `parse` one level deeper. */
  nested<T>(parse: () => T): T {
    if (++this.#nesting > MAX_NESTING) this.fail(`nested deeper than ${MAX_NESTING} levels`);
    const result = parse();
    this.#nesting--;
    return result;
  }

  /** Called for each operator of a chain, which makes as deep a tree as nesting does. */
  link(links: number): void {
    if (links > MAX_CHAIN) this.fail(`an expression with more than ${MAX_CHAIN} operators`);
  }

  #at(index: number): Token {
    const token = this.#tokens[Math.min(index, this.#tokens.length - 1)];
    if (token === undefined) throw new SyntaxFailure('unexpected end of template', 1);
    return token;
  }
}

/** How a token is named in messages. */
export function describe(token: Token): string {
  switch (token.type) {
    case 'eof':
      return 'end of template';
    case 'data':
      return 'text';
    case 'blockBegin':
    case 'blockEnd':
    case 'variableBegin':
    case 'variableEnd':
    case 'name':
    case 'string':
    case 'integer':
    case 'float':
    case 'operator':
      return `'${token.text.slice(0, 40)}'`;
  }
}
