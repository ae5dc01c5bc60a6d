import type { Runtime } from '../evaluator/runtime.ts';
import { PyError } from './errors.ts';
import { stripEnd, stripStart } from './text.ts';
import type { Value } from './types.ts';
import { asNumber, asText, Markup, PyList, PyTuple, typeName, Undefined } from './types.ts';
import { formatPercent } from './percent-format.ts';
import { escapeHtml } from './text.ts';
import type { BinaryOperator } from '../syntax/nodes.ts';

// Larger ints serve no template; their arithmetic takes more than linear time.
const MAX_BITS = 20_000;
const MAX_INT = 1n << BigInt(MAX_BITS);
const MAX_FLOAT_INT = 2n ** 1024n - 2n ** 970n;

/** Python's binary operators. */
export function binary(rt: Runtime, operator: BinaryOperator, left: Value, right: Value): Value {
  if (left instanceof Undefined) left.fail();
  if (operator === '%') {
    const text = asText(left);
    if (text !== undefined) {
      const formatted = formatPercent(rt, text, right, left instanceof Markup);
      return left instanceof Markup ? new Markup(formatted) : formatted;
    }
  }
  if (right instanceof Undefined) right.fail();
  const x = asNumber(left);
  const y = asNumber(right);
  if (x !== undefined && y !== undefined) return arithmetic(operator, x, y);
  const combined =
    operator === '+' ? add(rt, left, right) : operator === '*' ? repeat(rt, left, right) : undefined;
  if (combined !== undefined) return combined;
  throw new PyError(
    'TypeError',
    `unsupported operand type(s) for ${operator}: '${typeName(left)}' and '${typeName(right)}'`,
  );
}

function add(rt: Runtime, left: Value, right: Value): Value | undefined {
  const a = asText(left);
  const b = asText(right);
  if (a !== undefined && b !== undefined) {
    if (!(left instanceof Markup) && !(right instanceof Markup)) {
      rt.budget.text(a.length + b.length);
      return a + b;
    }
    return new Markup(
      (left instanceof Markup ? a : escapeHtml(rt, a)) + (right instanceof Markup ? b : escapeHtml(rt, b)),
    );
  }
  const lists = left instanceof PyList && right instanceof PyList;
  if (lists || (left instanceof PyTuple && right instanceof PyTuple)) {
    rt.budget.items(left.items.length + right.items.length);
    const items = [...left.items, ...right.items];
    return lists ? new PyList(items) : new PyTuple(items);
  }
  return undefined;
}

function repeat(rt: Runtime, left: Value, right: Value): Value | undefined {
  const count = asNumber(left) === undefined ? right : left;
  const what = count === left ? right : left;
  if (typeof count !== 'bigint' && typeof count !== 'boolean') return undefined;
  const times = count === true || count === false ? Number(count) : Number(count < 0n ? 0n : count);
  const text = asText(what);
  if (text !== undefined) {
    if (text !== '') rt.budget.text(text.length * times);
    const repeated = text === '' ? '' : text.repeat(times);
    return what instanceof Markup ? new Markup(repeated) : repeated;
  }
  if (!(what instanceof PyList) && !(what instanceof PyTuple)) return undefined;
  const items: Value[] = [];
  if (what.items.length > 0) {
    rt.budget.items(what.items.length * times);
    for (let i = 0; i < times; i++) for (const item of what.items) items.push(item);
  }
  return what instanceof PyList ? new PyList(items) : new PyTuple(items);
}

function arithmetic(operator: BinaryOperator, x: bigint | number, y: bigint | number): bigint | number {
  if (typeof x === 'bigint' && typeof y === 'bigint') return intArithmetic(operator, x, y);
  return floatArithmetic(operator, toFloat(x), toFloat(y));
}

function intArithmetic(operator: BinaryOperator, x: bigint, y: bigint): bigint | number {
  switch (operator) {
    case '+':
      return checked(x + y);
    case '-':
      return checked(x - y);
    case '*':
      return checked(x * y);
    case '/':
      if (y === 0n) throw new PyError('ZeroDivisionError', 'division by zero');
      return divideInts(x, y);
    case '//':
      return floorDivide(x, y);
    case '%':
      return x - y * floorDivide(x, y);
    case '**':
      return y < 0n ? floatArithmetic('**', toFloat(x), toFloat(y)) : power(x, y);
  }
}

function checked(value: bigint): bigint {
  if (value > MAX_INT || value < -MAX_INT)
    throw new PyError('OverflowError', `int of more than ${MAX_BITS} bits`);
  return value;
}

function power(x: bigint, y: bigint): bigint {
  const size = x < 0n ? -x : x;
  if (size > 1n && y * BigInt(size.toString(2).length - 1) > BigInt(MAX_BITS)) checked(MAX_INT + 1n);
  if (size <= 1n) return x === -1n ? (y % 2n === 0n ? 1n : -1n) : y === 0n ? 1n : x;
  return checked(x ** y);
}

/** `x // y` of ints, rounded down. */
export function floorDivide(x: bigint, y: bigint): bigint {
  if (y === 0n) throw new PyError('ZeroDivisionError', 'integer division or modulo by zero');
  const quotient = x / y;
  return x % y !== 0n && x < 0n !== y < 0n ? quotient - 1n : quotient;
}

/** `x / y` of ints, rounded once. */
function divideInts(x: bigint, y: bigint): number {
  const exactly = 2n ** 53n;
  const small = x <= exactly && x >= -exactly && y <= exactly && y >= -exactly;
  if (small) return Number(x) / Number(y);
  // Scaled so that the quotient has more bits than a float, with a sticky last one.
  const negative = x < 0n !== y < 0n;
  const a = x < 0n ? -x : x;
  const b = y < 0n ? -y : y;
  const shift = Math.max(0, b.toString(2).length - a.toString(2).length + 66);
  const scaled = a << BigInt(shift);
  const quotient = (scaled / b) | (scaled % b === 0n ? 0n : 1n);
  const result = toFloat(quotient) / 2 ** shift;
  return negative ? -result : result;
}

/** An int as a float; what is too large for one is an error. */
export function toFloat(value: bigint | number): number {
  if (typeof value === 'number') return value;
  if (value >= MAX_FLOAT_INT || value <= -MAX_FLOAT_INT) {
    throw new PyError('OverflowError', 'int too large to convert to float');
  }
  return Number(value);
}

function floatArithmetic(operator: BinaryOperator, x: number, y: number): number {
  switch (operator) {
    case '+':
      return x + y;
    case '-':
      return x - y;
    case '*':
      return x * y;
    case '/':
      if (y === 0) throw new PyError('ZeroDivisionError', 'float division by zero');
      return x / y;
    case '//': {
      if (y === 0) throw new PyError('ZeroDivisionError', 'float floor division by zero');
      const quotient = (x - floatModulo(x, y)) / y;
      const rounded = Math.floor(quotient);
      return quotient - rounded > 0.5 ? rounded + 1 : rounded;
    }
    case '%':
      if (y === 0) throw new PyError('ZeroDivisionError', 'float modulo');
      return floatModulo(x, y);
    case '**':
      return floatPower(x, y);
  }
}

function floatModulo(x: number, y: number): number {
  const remainder = x % y;
  if (remainder === 0) return y < 0 ? -0 : 0;
  return remainder < 0 !== y < 0 ? remainder + y : remainder;
}

function floatPower(x: number, y: number): number {
  if (x === 0 && y < 0) throw new PyError('ZeroDivisionError', '0.0 cannot be raised to a negative power');
  if (x === 1 || y === 0) return 1;
  const result = x ** y;
  if (Number.isNaN(result) && !Number.isNaN(x) && !Number.isNaN(y)) {
    throw new PyError('TypeError', 'complex numbers are not supported');
  }
  if (!Number.isFinite(result) && Number.isFinite(x) && Number.isFinite(y)) {
    throw new PyError('OverflowError', 'result too large');
  }
  return result;
}

/** Python's unary minus and plus. */
export function unary(sign: '-' | '+', value: Value): Value {
  if (value instanceof Undefined) value.fail();
  const number = asNumber(value);
  if (number === undefined) {
    throw new PyError('TypeError', `bad operand type for unary ${sign}: '${typeName(value)}'`);
  }
  return sign === '-' ? -number : number;
}

const FLOAT_TEXT = /^[+-]?(?:\d+(?:_\d+)*(?:\.(?:\d+(?:_\d+)*)?)?|\.\d+(?:_\d+)*)(?:e[+-]?\d+(?:_\d+)*)?$/i;
const SPECIAL_TEXT = /^([+-]?)(inf|infinity|nan)$/i;

/** Decimal digits of other scripts as those of ASCII; they come in rows of ten. */
function asciiDigits(text: string): string {
  if (text.length > 5000) return text;
  return text.replace(/[^\x00-\x7f]/gu, (char) => {
    if (!/\p{Nd}/u.test(char)) return char;
    let before = 0;
    for (let code = (char.codePointAt(0) ?? 0) - 1; /\p{Nd}/u.test(String.fromCodePoint(code)); code--)
      before++;
    return String(before % 10);
  });
}

/** Python's `float(value)`. */
export function parseFloat64(value: Value): number {
  const number = asNumber(value);
  if (number !== undefined) return toFloat(number);
  if (value instanceof Undefined) value.fail();
  const text = asText(value);
  if (text === undefined) {
    throw new PyError(
      'TypeError',
      `float() argument must be a string or a real number, not '${typeName(value)}'`,
    );
  }
  const trimmed = asciiDigits(stripEnd(stripStart(text)));
  if (trimmed.length < 1000 && FLOAT_TEXT.test(trimmed)) return Number(trimmed.replaceAll('_', ''));
  const special = SPECIAL_TEXT.exec(trimmed);
  if (special === null)
    throw new PyError('ValueError', `could not convert string to float: ${trimmed.slice(0, 40)}`);
  if (special[2]?.toLowerCase() === 'nan') return Number.NaN;
  return special[1] === '-' ? -Infinity : Infinity;
}

const PREFIXES: Readonly<Record<string, number>> = { '0x': 16, '0o': 8, '0b': 2 };

/** Python's `int(text, base)`. */
export function parseInt64(text: string, base: number): bigint {
  const fail = (): never => {
    throw new PyError('ValueError', `invalid literal for int() with base ${base}: ${text.slice(0, 40)}`);
  };
  if (base !== 0 && (base < 2 || base > 36))
    throw new PyError('ValueError', 'int() base must be >= 2 and <= 36, or 0');
  let digits = asciiDigits(stripEnd(stripStart(text)));
  const negative = digits.startsWith('-');
  if (negative || digits.startsWith('+')) digits = digits.slice(1);
  const prefixBase = PREFIXES[digits.slice(0, 2).toLowerCase()];
  let radix = base;
  if (prefixBase !== undefined && (base === 0 || base === prefixBase)) {
    radix = prefixBase;
    digits = digits.slice(digits[2] === '_' ? 3 : 2);
  } else if (base === 0) {
    radix = 10;
    if (/^0[0_]*[1-9]/.test(digits)) fail();
  }
  if (digits.length > 4300) fail();
  if (!/^[0-9a-z]+(?:_[0-9a-z]+)*$/i.test(digits)) fail();
  let result = 0n;
  for (const char of digits.replaceAll('_', '')) {
    const digit = Number.parseInt(char, 36);
    if (digit >= radix) fail();
    result = result * BigInt(radix) + BigInt(digit);
  }
  return negative ? -result : result;
}

/** Python's `int(value)` of a number; floats are cut off. */
export function truncate(value: Value): bigint {
  if (value instanceof Undefined) value.fail();
  const number = asNumber(value);
  if (typeof number === 'bigint') return number;
  if (number === undefined) {
    throw new PyError(
      'TypeError',
      `int() argument must be a string or a real number, not '${typeName(value)}'`,
    );
  }
  if (Number.isNaN(number)) throw new PyError('ValueError', 'cannot convert float NaN to integer');
  if (!Number.isFinite(number))
    throw new PyError('OverflowError', 'cannot convert float infinity to integer');
  return BigInt(Math.trunc(number));
}
