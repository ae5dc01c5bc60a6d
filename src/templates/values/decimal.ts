import { PyError } from './errors.ts';

/**
 * Floats in decimal digits, exactly rounded, halves to even: C's and Python's way. JavaScript's `toFixed`
 * and `toExponential` round exact halves up.
 */

const VIEW = new DataView(new ArrayBuffer(8));
const MAX_PRECISION = 2000;

/** `|value|` as `numerator / 2^shift`, exactly. */
function exact(value: number): { numerator: bigint; shift: bigint } {
  VIEW.setFloat64(0, Math.abs(value));
  const bits = VIEW.getBigUint64(0);
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const mantissa = exponent === 0 ? fraction : fraction | (1n << 52n);
  const power = Math.max(exponent, 1) - 1075;
  return power >= 0
    ? { numerator: mantissa << BigInt(power), shift: 0n }
    : { numerator: mantissa, shift: BigInt(-power) };
}

/** `numerator / denominator` rounded to a whole number, halves to even. Both positive. */
export function divideHalfEven(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  const twice = 2n * (numerator % denominator);
  const up = twice > denominator || (twice === denominator && quotient % 2n === 1n);
  return up ? quotient + 1n : quotient;
}

function checkPrecision(precision: number): void {
  if (precision > MAX_PRECISION) throw new PyError('ValueError', 'precision too big');
}

/** Digits of `|value|` with `precision` places after the point. */
export function fixedDigits(value: number, precision: number): string {
  checkPrecision(precision);
  const { numerator, shift } = exact(value);
  const digits = divideHalfEven(numerator * 10n ** BigInt(precision), 1n << shift).toString();
  if (precision === 0) return digits;
  const padded = digits.padStart(precision + 1, '0');
  return `${padded.slice(0, -precision)}.${padded.slice(-precision)}`;
}

/** Digits of `|value|` and its exponent of ten: `precision + 1` digits, the first one not zero. */
export function scientificDigits(value: number, precision: number): { digits: string; exponent: number } {
  checkPrecision(precision);
  if (value === 0) return { digits: '0'.repeat(precision + 1), exponent: 0 };
  const { numerator, shift } = exact(value);
  // One try is enough unless the estimate is off by one or the rounding carries.
  for (let exponent = Math.floor(Math.log10(Math.abs(value))) - 1; ; exponent++) {
    const scale = precision - exponent;
    const digits =
      scale >= 0
        ? divideHalfEven(numerator * 10n ** BigInt(scale), 1n << shift)
        : divideHalfEven(numerator, (1n << shift) * 10n ** BigInt(-scale));
    const text = digits.toString();
    if (text.length === precision + 1) return { digits: text, exponent };
  }
}

/** `round(value, places)` of a float; negative places round before the point. */
export function roundFloat(value: number, places: number): number {
  if (!Number.isFinite(value) || value === 0 || places > 350) return value;
  if (places < -310) return value < 0 ? -0 : 0;
  const sign = value < 0 ? '-' : '';
  if (places >= 0) return Number(sign + fixedDigits(value, places));
  const { numerator, shift } = exact(value);
  const unit = 10n ** BigInt(-places);
  return Number(`${sign}${divideHalfEven(numerator, (1n << shift) * unit) * unit}`);
}

/** The whole number a finite float is rounded to, halves to even. */
export function roundToInt(value: number): bigint {
  const { numerator, shift } = exact(value);
  const size = divideHalfEven(numerator, 1n << shift);
  return value < 0 ? -size : size;
}
