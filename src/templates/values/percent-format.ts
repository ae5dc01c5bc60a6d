import type { Runtime } from '../evaluator/runtime.ts';
import { PyError } from './errors.ts';
import { floatDigits, intDigits, pad } from './number-format.ts';
import { parseFloat64, truncate } from './numbers.ts';
import { item } from './protocol.ts';
import { ascii, repr, str } from './repr.ts';
import { chars, escapeHtml } from './text.ts';
import type { Value } from './types.ts';
import {
  asNumber,
  asText,
  Markup,
  PyDict,
  PyList,
  PyObject,
  PyRange,
  PyTuple,
  typeName,
  Undefined,
} from './types.ts';

interface Directive {
  readonly key: string | undefined;
  readonly flags: string;
  readonly width: number | undefined;
  readonly precision: number | undefined;
  readonly type: string;
}

const DIRECTIVE = /%(\((?:[^()]*)\))?([-+ #0]*)(\*|\d{0,9})(?:\.(\*|\d{0,9}))?[hlL]?([^])?/g;

/** Hands out the arguments of `text % values` in order or by name. */
class ValueSource {
  readonly #rt: Runtime;
  readonly #values: Value;
  readonly #list: readonly Value[];
  #used = 0;
  #named = false;

  constructor(rt: Runtime, values: Value) {
    this.#rt = rt;
    this.#values = values;
    this.#list = values instanceof PyTuple ? values.items : [values];
  }

  next(): Value {
    const value = this.#list[this.#used++];
    if (value === undefined) throw new PyError('TypeError', 'not enough arguments for format string');
    return value;
  }

  get(key: string): Value {
    this.#named = true;
    const isMapping = this.#values instanceof PyDict || this.#values instanceof Undefined;
    if (!isMapping) throw new PyError('TypeError', 'format requires a mapping');
    const value = item(this.#rt, this.#values, key);
    if (value === undefined) throw new PyError('KeyError', key);
    return value;
  }

  finish(): void {
    const isMapping = isSubscriptable(this.#values);
    if (this.#named || (isMapping && this.#used === 0) || this.#used >= this.#list.length) return;
    throw new PyError('TypeError', 'not all arguments converted during string formatting');
  }
}

/** Values of which one that is not used at all is no error. */
function isSubscriptable(value: Value): boolean {
  return (
    value instanceof PyDict ||
    value instanceof PyList ||
    value instanceof PyRange ||
    value instanceof Undefined
  );
}

/** Python's `text % values`; with `escape`, texts that are put in are escaped as HTML. */
export function formatPercent(rt: Runtime, text: string, values: Value, escape = false): string {
  const source = new ValueSource(rt, values);
  let result = '';
  let from = 0;
  for (const match of text.matchAll(DIRECTIVE)) {
    rt.budget.step();
    result += text.slice(from, match.index);
    from = match.index + match[0].length;
    if (match[5] === '%') {
      result += '%';
      continue;
    }
    const piece = formatDirective(rt, readDirective(match, source), source, escape);
    result += piece;
    rt.budget.text(piece.length);
    if (result.length > rt.budget.limits.outputChars) rt.budget.text(result.length);
  }
  source.finish();
  rt.budget.text(result.length + text.length - from);
  return result + text.slice(from);
}

function readDirective(match: RegExpMatchArray, source: ValueSource): Directive {
  const [, key, flags = '', width = '', precision, type] = match;
  if (type === undefined) throw new PyError('ValueError', 'incomplete format');
  const star = (): number => {
    const value = source.next();
    if (typeof value !== 'bigint' && typeof value !== 'boolean')
      throw new PyError('TypeError', '* wants int');
    return Number(value);
  };
  let allFlags = flags;
  let size = width === '*' ? star() : width === '' ? undefined : Number(width);
  if (size !== undefined && size < 0) {
    allFlags += '-';
    size = -size;
  }
  const places =
    precision === '*' ? Math.max(star(), 0) : precision === undefined ? undefined : Number(precision);
  return { key: key?.slice(1, -1), flags: allFlags, width: size, precision: places, type };
}

function formatDirective(rt: Runtime, directive: Directive, source: ValueSource, escape: boolean): string {
  const value = directive.key === undefined ? source.next() : source.get(directive.key);
  const { type, flags } = directive;
  const left = flags.includes('-');
  const width = directive.width ?? 0;
  const layout = { fill: ' ', align: left ? ('<' as const) : ('>' as const), width };
  if ('sra'.includes(type)) {
    const plain = type === 's' ? str(rt, value) : type === 'r' ? repr(rt, value) : ascii(rt, value);
    const text = escape && !(value instanceof Markup) ? escapeHtml(rt, plain) : plain;
    const shown = directive.precision === undefined ? text : chars(rt, text).slice(0, directive.precision);
    return pad(rt, '', shown, layout);
  }
  if (type === 'c') return pad(rt, '', charOf(value), layout);
  const isInt = 'diuxXo'.includes(type);
  if (!isInt && !'eEfFgG'.includes(type)) {
    throw new PyError('ValueError', `unsupported format character '${type}'`);
  }
  const { negative, prefix, digits } = isInt
    ? intParts(value, directive, escape)
    : floatParts(value, directive, escape);
  const sign = negative ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  if (flags.includes('0') && !left) return pad(rt, sign + prefix, digits, { fill: '0', align: '=', width });
  return pad(rt, sign, prefix + digits, layout);
}

interface Parts {
  readonly negative: boolean;
  readonly prefix: string;
  readonly digits: string;
}

function intParts(value: Value, { type, flags, precision }: Directive, lenient: boolean): Parts {
  const number = asNumber(value);
  // Only Markup's own wrapper converts texts.
  if (number === undefined && !(lenient && asText(value) !== undefined)) {
    if (value instanceof Undefined) value.fail();
    throw new PyError('TypeError', `%${type} format: a real number is required, not ${typeName(value)}`);
  }
  if (typeof number === 'number' && 'xXo'.includes(type)) {
    throw new PyError('TypeError', `%${type} format: an integer is required, not float`);
  }
  const int = truncate(number ?? parseFloat64(value));
  const { prefix, digits } = intDigits(int, 'diu'.includes(type) ? 'd' : type, flags.includes('#'));
  if ((precision ?? 0) > 10_000) throw new PyError('ValueError', 'precision too big');
  return { negative: int < 0n, prefix, digits: digits.padStart(precision ?? 0, '0') };
}

function floatParts(value: Value, { type, flags, precision }: Directive, lenient: boolean): Parts {
  if (asNumber(value) === undefined && !lenient) {
    if (value instanceof Undefined) value.fail();
    throw new PyError('TypeError', `must be real number, not ${typeName(value)}`);
  }
  const float = parseFloat64(value);
  const digits = floatDigits(float, type, precision ?? 6, flags.includes('#'));
  return { negative: float < 0 || Object.is(float, -0), prefix: '', digits };
}

function charOf(value: Value): string {
  const text = value instanceof PyObject ? asText(value) : value;
  if (typeof text === 'string' && Array.from(text.slice(0, 4)).length === 1) return text;
  if (typeof text === 'bigint' && text >= 0n && text <= 0x10ffffn) return String.fromCodePoint(Number(text));
  throw new PyError('TypeError', '%c requires int or char');
}
