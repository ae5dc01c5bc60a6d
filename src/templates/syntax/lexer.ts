/**
 * Cuts a template into tokens, as Jinja's default delimiters have it.
 *
 * Why not nunjucks' lexer and parser: its tokens have lost what Jinja's grammar needs (`3` and `3.0` are one,
 * `-` signs are glued to numbers, brackets are not balanced against `}}`, `\x41` and line endings stay as
 * they are), its filters, tests, `not` and powers bind otherwise, and a dozen constructs (slices, tuples,
 * `for … if`, `with`, tests with an argument, chained comparisons, call blocks with arguments, namespaces) are
 * either missing or silently mean something else. Patching each would have been longer than this grammar.
 */

export type TokenType =
  | 'data'
  | 'variableBegin'
  | 'variableEnd'
  | 'blockBegin'
  | 'blockEnd'
  | 'name'
  | 'string'
  | 'integer'
  | 'float'
  | 'operator'
  | 'eof';

/** One token: `text` is the name, the operator or the plain text, `value` that of a literal. */
export interface Token {
  readonly type: TokenType;
  readonly text: string;
  readonly value?: string | bigint | number;
  readonly line: number;
}

/** Thrown by the lexer and the parser; becomes a `TemplateError` of the stage `syntax`. */
export class SyntaxFailure extends Error {
  readonly line: number;
  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}

const SPACE = /\s+/y;
const FLOAT = /(?:\d+_)*\d+(?:(?:\.(?:\d+_)*\d+)?e[+-]?(?:\d+_)*\d+|\.(?:\d+_)*\d+)/iy;
const INTEGER = /0b(?:_?[01])+|0o(?:_?[0-7])+|0x(?:_?[\da-f])+|[1-9](?:_?\d)*|0(?:_?0)*/iy;
const NAME = /[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}]*/uy;
const STRING = /'[^'\\]*(?:\\[^][^'\\]*)*'|"[^"\\]*(?:\\[^][^"\\]*)*"/y;
const OPERATOR = /\/\/|\*\*|==|!=|>=|<=|[-+/*%~[\](){}><=.:|,;]/y;
const COMMENT_END = /[+-]?#\}/g;
const RAW = /\{%[-+]?\s*raw\s*(-?)%\}/y;
const END_RAW = /\{%([-+]?)\s*endraw\s*([-+]?)%\}/g;
const CLOSERS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
// No literal needs more digits, and turning digits into a number takes quadratic time.
const MAX_DIGITS = 4300;
// Keeps parsing well under the time that rendering may take.
const MAX_TOKENS = 30_000;

const ESCAPES: Readonly<Record<string, string>> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

class Lexer {
  readonly #source: string;
  readonly #tokens: Token[] = [];
  #position = 0;
  #line = 1;
  // Line of #counted; lines are counted lazily, each character once.
  #counted = 0;

  constructor(source: string) {
    this.#source = source;
  }

  run(): Token[] {
    while (this.#position < this.#source.length) this.#text();
    this.#push('eof', '');
    return this.#tokens;
  }

  /** Reads plain text up to the next tag, and the tag. */
  #text(): void {
    const source = this.#source;
    const start = this.#position;
    const open = nextTag(source, start);
    if (open < 0) {
      this.#push('data', source.slice(start));
      this.#position = source.length;
      return;
    }
    const sign = source[open + 2] ?? '';
    const raw = source[open + 1] === '%' ? this.#match(RAW, open) : null;
    const text = source.slice(start, open);
    const data = sign === '-' ? text.trimEnd() : text;
    if (data !== '') this.#push('data', data);
    this.#position = open;
    const kind = source[open + 1];
    const after = open + (sign === '-' || sign === '+' ? 3 : 2);
    if (raw !== null) this.#raw(open + raw[0].length, raw[1] === '-');
    else if (kind === '#') this.#comment(after);
    else this.#tag(kind === '{' ? 'variable' : 'block', after);
  }

  #comment(start: number): void {
    COMMENT_END.lastIndex = start;
    const end = COMMENT_END.exec(this.#source);
    if (end === null) throw new SyntaxFailure('Missing end of comment tag', this.#lineAt(start));
    this.#position = COMMENT_END.lastIndex;
    if (end[0].startsWith('-')) this.#skipSpace();
  }

  #raw(start: number, trimStart: boolean): void {
    this.#position = start;
    if (trimStart) this.#skipSpace();
    const from = this.#position;
    END_RAW.lastIndex = from;
    const end = END_RAW.exec(this.#source);
    if (end === null) throw new SyntaxFailure('Missing end of raw directive', this.#lineAt(start));
    const text = this.#source.slice(from, end.index);
    this.#push('data', end[1] === '-' ? text.trimEnd() : text);
    this.#position = end.index + end[0].length;
    if (end[2] === '-') this.#skipSpace();
  }

  #tag(kind: 'variable' | 'block', start: number): void {
    this.#push(kind === 'variable' ? 'variableBegin' : 'blockBegin', kind === 'variable' ? '{{' : '{%');
    this.#position = start;
    const close = kind === 'variable' ? '}}' : '%}';
    const open: string[] = [];
    while (this.#position < this.#source.length) {
      // Inside brackets `}}` closes two of them.
      if (open.length === 0 && this.#tagEnd(kind, close)) return;
      this.#expressionToken(open);
    }
  }

  #tagEnd(kind: 'variable' | 'block', close: string): boolean {
    const source = this.#source;
    const at = this.#position;
    const sign = source[at];
    const signed = (sign === '-' || (sign === '+' && kind === 'block')) && source.startsWith(close, at + 1);
    if (!signed && !source.startsWith(close, at)) return false;
    this.#push(kind === 'variable' ? 'variableEnd' : 'blockEnd', close);
    this.#position = at + (signed ? 3 : 2);
    if (signed && sign === '-') this.#skipSpace();
    return true;
  }

  #expressionToken(open: string[]): void {
    const at = this.#position;
    if (this.#match(SPACE, at) !== null) {
      this.#position = SPACE.lastIndex;
      return;
    }
    // A number after a dot is an index: `a.0.1`.
    const float = this.#source[at - 1] === '.' ? null : this.#match(FLOAT, at);
    if (float !== null) return this.#literal('float', float[0], Number(float[0].replaceAll('_', '')));
    const integer = this.#match(INTEGER, at);
    if (integer !== null) {
      if (integer[0].length > MAX_DIGITS)
        throw new SyntaxFailure('The number has too many digits', this.#lineAt(at));
      return this.#literal('integer', integer[0], BigInt(integer[0].replaceAll('_', '')));
    }
    const name = this.#match(NAME, at);
    if (name !== null) return this.#literal('name', name[0]);
    const string = this.#match(STRING, at);
    if (string !== null) return this.#literal('string', string[0], this.#unescape(string[0].slice(1, -1)));
    const operator = this.#match(OPERATOR, at)?.[0];
    if (operator === undefined) {
      const char = String.fromCodePoint(this.#source.codePointAt(at) ?? 0);
      throw new SyntaxFailure(`unexpected char '${char}'`, this.#lineAt(at));
    }
    this.#balance(operator, open);
    this.#literal('operator', operator);
  }

  #balance(operator: string, open: string[]): void {
    const closer = CLOSERS[operator];
    if (closer !== undefined) {
      open.push(closer);
    } else if (operator === ')' || operator === ']' || operator === '}') {
      const expected = open.pop();
      if (expected === operator) return;
      const hint = expected === undefined ? '' : `, expected '${expected}'`;
      throw new SyntaxFailure(`unexpected '${operator}'${hint}`, this.#lineAt(this.#position));
    }
  }

  #unescape(text: string): string {
    if (!text.includes('\\')) return text;
    return text.replace(
      /\\(?:([0-7]{1,3})|x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([^]))/g,
      (whole: string, octal?: string, hex?: string, u4?: string, u8?: string, other?: string) => {
        if (octal !== undefined) return String.fromCodePoint(parseInt(octal, 8));
        const code = hex ?? u4 ?? u8;
        if (code !== undefined && parseInt(code, 16) <= 0x10ffff)
          return String.fromCodePoint(parseInt(code, 16));
        if (code !== undefined || 'xuUN'.includes(other ?? '')) {
          throw new SyntaxFailure(`malformed escape ${whole} in a string`, this.#lineAt(this.#position));
        }
        return ESCAPES[other ?? ''] ?? whole;
      },
    );
  }

  #literal(type: TokenType, text: string, value?: string | bigint | number): void {
    this.#push(type, text, value);
    this.#position += text.length;
  }

  #push(type: TokenType, text: string, value?: string | bigint | number): void {
    const line = this.#lineAt(this.#position);
    if (this.#tokens.length >= MAX_TOKENS)
      throw new SyntaxFailure(`a template of more than ${MAX_TOKENS} tokens`, line);
    this.#tokens.push(value === undefined ? { type, text, line } : { type, text, value, line });
  }

  #match(pattern: RegExp, at: number): RegExpExecArray | null {
    pattern.lastIndex = at;
    return pattern.exec(this.#source);
  }

  #skipSpace(): void {
    if (this.#match(SPACE, this.#position) !== null) this.#position = SPACE.lastIndex;
  }

  #lineAt(position: number): number {
    for (; this.#counted < position; this.#counted++) {
      if (this.#source[this.#counted] === '\n') this.#line++;
    }
    return this.#line;
  }
}

function nextTag(source: string, from: number): number {
  for (let at = source.indexOf('{', from); at >= 0; at = source.indexOf('{', at + 1)) {
    const next = source[at + 1];
    if (next === '{' || next === '%' || next === '#') return at;
  }
  return -1;
}

/**
 * The tokens of a template, ending with one of type `eof`. Line ends become `\n` and one at the very end is
 * dropped, as Jinja does.
 *
 * @throws SyntaxFailure for unbalanced brackets, unknown characters and tags without an end.
 */
export function tokenize(source: string): Token[] {
  return new Lexer(source.replace(/\r\n?/g, '\n').replace(/\n$/, '')).run();
}
