import type { Runtime } from '../evaluator/runtime.ts';
import { fixedDigits, scientificDigits } from './decimal.ts';
import { PyError } from './errors.ts';
import { floatText, intText } from './repr.ts';
import { codePoints } from './text.ts';

/** How a number or a text is laid out; shared by `%` and `str.format`. */
export interface Layout {
  readonly fill: string;
  /** `=` pads between sign and digits. */
  readonly align: '<' | '>' | '^' | '=';
  readonly width: number;
}

/** Pads `sign + body` to the width. */
export function pad(rt: Runtime, sign: string, body: string, layout: Layout): string {
  const missing = layout.width - codePoints(sign) - codePoints(body);
  if (missing <= 0) return sign + body;
  rt.budget.text(layout.width);
  if (layout.align === '=') return sign + layout.fill.repeat(missing) + body;
  const left = layout.align === '>' ? missing : layout.align === '^' ? Math.floor(missing / 2) : 0;
  return layout.fill.repeat(left) + sign + body + layout.fill.repeat(missing - left);
}

/** Puts `separator` between groups of `size` digits of the whole part. */
export function group(digits: string, separator: string, size = 3): string {
  if (separator === '') return digits;
  const end = /[^0-9a-fA-F]/.exec(digits)?.index ?? digits.length;
  const groups: string[] = [];
  for (let to = end; to > 0; to -= size) groups.unshift(digits.slice(Math.max(0, to - size), to));
  return groups.join(separator) + digits.slice(end);
}

/** Digits of `|value|` in one of the types `d x X o b`, with its prefix if `alternate`. */
export function intDigits(
  value: bigint,
  type: string,
  alternate: boolean,
): { prefix: string; digits: string } {
  const size = value < 0n ? -value : value;
  if (type === 'd') return { prefix: '', digits: intText(size) };
  const radix = type === 'o' ? 8 : type === 'b' ? 2 : 16;
  const digits = size.toString(radix);
  const prefix = alternate ? `0${type}` : '';
  return type === 'X' ? { prefix, digits: digits.toUpperCase() } : { prefix, digits };
}

/** Digits of `|value|` in one of the types `e E f F g G %`; `alternate` keeps the point and trailing zeros. */
export function floatDigits(value: number, type: string, precision: number, alternate: boolean): string {
  const upper = type === 'E' || type === 'F' || type === 'G';
  if (Number.isNaN(value)) return (upper ? 'NAN' : 'nan') + (type === '%' ? '%' : '');
  if (!Number.isFinite(value)) return (upper ? 'INF' : 'inf') + (type === '%' ? '%' : '');
  switch (type.toLowerCase()) {
    case 'f':
      return fixedDigits(value, precision) + (alternate && precision === 0 ? '.' : '');
    case '%':
      return `${fixedDigits(value * 100, precision)}${alternate && precision === 0 ? '.' : ''}%`;
    case 'e': {
      const { digits, exponent } = scientificDigits(value, precision);
      return scientific(digits, exponent, type, alternate);
    }
    case 'g':
      return general(value, Math.max(precision, 1), type === 'g' ? 'e' : 'E', alternate);
    default:
      throw new PyError('ValueError', `Unknown format code '${type}'`);
  }
}

function scientific(digits: string, exponent: number, letter: string, alternate: boolean): string {
  const point = digits.length > 1 || alternate ? '.' : '';
  const sign = exponent < 0 ? '-' : '+';
  return `${digits.slice(0, 1)}${point}${digits.slice(1)}${letter}${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

function general(value: number, precision: number, letter: string, alternate: boolean): string {
  const { digits, exponent } = scientificDigits(value, precision - 1);
  const kept = alternate ? digits : digits.replace(/0+$/, '') || '0';
  if (exponent < -4 || exponent >= precision) return scientific(kept, exponent, letter, alternate);
  return placePoint(kept, exponent, alternate);
}

function placePoint(digits: string, exponent: number, alternate: boolean): string {
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  const rest = digits.slice(exponent + 1);
  return rest === '' && !alternate ? whole : `${whole}.${rest}`;
}

/** `format(value, '')` with a precision: like `g`, but with at least one digit after the point. */
export function plainFloatDigits(value: number, precision: number | undefined): string {
  if (precision === undefined || !Number.isFinite(value)) return floatText(Math.abs(value));
  const { digits, exponent } = scientificDigits(value, Math.max(precision, 1) - 1);
  const kept = digits.replace(/0+$/, '') || '0';
  if (exponent < -4 || exponent >= Math.max(precision, 1) - 1) return scientific(kept, exponent, 'e', false);
  const text = placePoint(kept, exponent, false);
  return text.includes('.') ? text : `${text}.0`;
}
