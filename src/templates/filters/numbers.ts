import { roundFloat } from '../values/decimal.ts';
import { isPyError, PyError } from '../values/errors.ts';
import { binary, floorDivide, parseFloat64, parseInt64, toFloat, truncate } from '../values/numbers.ts';
import { floatDigits } from '../values/number-format.ts';
import { truth } from '../values/protocol.ts';
import type { Value } from '../values/types.ts';
import { asNumber, asText, typeName, Undefined } from '../values/types.ts';
import { filter } from './filter.ts';
import type { Filters } from './filter.ts';

function needNumber(value: Value, what: string): bigint | number {
  const number = asNumber(value);
  if (number !== undefined) return number;
  if (value instanceof Undefined) value.fail();
  throw new PyError('TypeError', `bad operand type for ${what}: '${typeName(value)}'`);
}

/** Python's `round(value, places)`; an int stays an int. */
export function roundNumber(value: Value, places: number): bigint | number {
  const number = needNumber(value, 'round()');
  if (typeof number === 'number') return roundFloat(number, places);
  if (places >= 0) return number;
  if (places < -5000) return 0n;
  const unit = 10n ** BigInt(-places);
  const floor = floorDivide(number, unit);
  const rest = 2n * (number - floor * unit);
  const up = rest > unit || (rest === unit && floor % 2n !== 0n);
  return (up ? floor + 1n : floor) * unit;
}

const round = filter('round', ['precision', 'method'], (rt, value, args) => {
  const places = args.int(0, 0);
  const method = args.text(1, 'common');
  if (method === 'common') return roundNumber(value, places);
  if (method !== 'ceil' && method !== 'floor') {
    throw new PyError('FilterArgumentError', 'method must be common, ceil or floor');
  }
  const factor = binary(rt, '**', 10n, BigInt(places));
  const scaled = binary(rt, '*', value, factor);
  const number = needNumber(scaled, 'round()');
  if (typeof number === 'number' && !Number.isFinite(number)) truncate(number);
  const whole =
    typeof number === 'bigint' ? number : BigInt(method === 'ceil' ? Math.ceil(number) : Math.floor(number));
  return binary(rt, '/', whole, factor);
});

const int = filter('int', ['default', 'base'], (_rt, value, args) => {
  try {
    const text = asText(value);
    return text === undefined ? truncate(value) : parseInt64(text, args.int(1, 10));
  } catch (error) {
    if (!isPyError(error, 'TypeError', 'ValueError')) throw error;
  }
  try {
    return truncate(parseFloat64(value));
  } catch (error) {
    if (!isPyError(error, 'TypeError', 'ValueError', 'OverflowError')) throw error;
    return args.value(0, 0n);
  }
});

const float = filter('float', ['default'], (_rt, value, args) => {
  try {
    return parseFloat64(value);
  } catch (error) {
    if (!isPyError(error, 'TypeError', 'ValueError')) throw error;
    return args.value(0, 0);
  }
});

const UNITS = ['k', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y'];

const filesizeformat = filter('filesizeformat', ['binary'], (_rt, value, args) => {
  const bytes = parseFloat64(value);
  const isBinary = truth(args.value(0, false));
  const base = isBinary ? 1024 : 1000;
  if (bytes === 1) return '1 Byte';
  if (bytes < base) return `${truncate(bytes)} Bytes`;
  const power = UNITS.findIndex((_unit, index) => bytes < base ** (index + 2));
  const index = power < 0 ? UNITS.length - 1 : power;
  const unit = UNITS[index] ?? '';
  const number = (base * bytes) / base ** (index + 2);
  return `${floatDigits(number, 'f', 1, false)} ${isBinary ? `${unit.toUpperCase()}iB` : `${unit}B`}`;
});

/** Filters that make numbers. */
export const numberFilters: Filters = {
  abs: filter('abs', [], (_rt, value) => {
    const number = needNumber(value, 'abs()');
    if (typeof number === 'number') return Math.abs(number);
    return number < 0n ? -number : number;
  }),
  filesizeformat,
  float,
  int,
  round,
};

/** A float of any number, for the humanize filters. */
export function numberAsFloat(value: Value): number {
  return toFloat(needNumber(value, 'float'));
}
