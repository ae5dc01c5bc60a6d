import { roundFloat } from '../values/decimal.ts';
import { isPyError, PyError } from '../values/errors.ts';
import { floatDigits, group } from '../values/number-format.ts';
import { binary, parseFloat64, parseInt64, toFloat, truncate } from '../values/numbers.ts';
import { formatPercent } from '../values/percent-format.ts';
import { compare } from '../values/order.ts';
import { truth } from '../values/protocol.ts';
import { floatText, intText, str } from '../values/repr.ts';
import { formatFields } from '../values/str-format.ts';
import type { Runtime } from '../evaluator/runtime.ts';
import type { Value } from '../values/types.ts';
import { asNumber, asText, PyTuple } from '../values/types.ts';
import { filter } from './filter.ts';
import type { Filters } from './filter.ts';
import { numberAsFloat, roundNumber } from './numbers.ts';

function notFinite(value: number): string | undefined {
  if (Number.isFinite(value)) return undefined;
  if (Number.isNaN(value)) return 'NaN';
  return value < 0 ? '-Inf' : '+Inf';
}

/** Python's `int(value)` for numbers and texts. */
function toInt(value: Value): bigint {
  const text = asText(value);
  return text === undefined ? truncate(value) : parseInt64(text, 10);
}

/** Runs `run` for a number; what is none comes out as its text. */
function ofNumber(rt: Runtime, value: Value, run: () => string): string {
  try {
    return notFinite(parseFloat64(value)) ?? run();
  } catch (error) {
    if (!isPyError(error, 'TypeError', 'ValueError')) throw error;
    return str(rt, value);
  }
}

/** A number with commas between thousands. */
export function intComma(rt: Runtime, value: Value, places: number | undefined): string {
  const plain = asText(value)?.replaceAll(',', '');
  return ofNumber(rt, plain === undefined ? value : plain, () => {
    const number =
      plain === undefined
        ? asNumber(value)
        : plain.includes('.')
          ? parseFloat64(plain)
          : parseInt64(plain, 10);
    if (number === undefined) throw new PyError('TypeError', 'not a number');
    const negative = number < 0 || Object.is(number, -0) ? '-' : '';
    if (places !== undefined) return negative + group(floatDigits(toFloat(number), 'f', places, false), ',');
    const digits = typeof number === 'bigint' ? intText(number) : floatText(number);
    return (
      negative + (digits.includes('e') ? digits.replace(/^-/, '') : group(digits.replace(/^-/, ''), ','))
    );
  });
}

function ordinal(rt: Runtime, value: Value): string {
  return ofNumber(rt, value, () => {
    const number = toInt(value);
    const hundredth = ((number % 100n) + 100n) % 100n;
    const suffix =
      hundredth > 10n && hundredth < 14n ? 'th' : (['th', 'st', 'nd', 'rd'][Number(hundredth % 10n)] ?? 'th');
    return `${number}${suffix}`;
  });
}

const WORDS: readonly (readonly [power: bigint, word: string])[] = [
  'thousand',
  'million',
  'billion',
  'trillion',
  'quadrillion',
  'quintillion',
  'sextillion',
  'septillion',
  'octillion',
  'nonillion',
  'decillion',
].map((word, index) => [10n ** BigInt(3 * index + 3), word] as const);
const POWERS = [...WORDS, [10n ** 100n, 'googol'] as const];

function intWord(rt: Runtime, value: Value, format: string): string {
  return ofNumber(rt, value, () => {
    const number = toInt(value);
    const size = number < 0n ? -number : number;
    const sign = number < 0n ? '-' : '';
    let index = POWERS.findLastIndex(([power]) => power <= size);
    const power = POWERS[index]?.[0];
    if (power === undefined) return `${sign}${size}`;
    const show = (amount: number): string => formatPercent(rt, format, new PyTuple([amount]));
    let amount = parseFloat64(show(numberAsFloat(binary(rt, '/', size, power))));
    const next = POWERS[index + 1]?.[0];
    if (next !== undefined && amount === Number(next / power)) {
      index++;
      amount = 1;
    }
    return `${sign}${show(amount)} ${POWERS[index]?.[1] ?? ''}`;
  });
}

const AP_NUMBERS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const SUPERSCRIPTS: Readonly<Record<string, string>> = {
  '-': '⁻',
  ...Object.fromEntries([...'⁰¹²³⁴⁵⁶⁷⁸⁹'].map((char, digit) => [String(digit), char])),
};

function scientific(rt: Runtime, value: Value, precision: number): string {
  return ofNumber(rt, value, () => {
    const number = parseFloat64(value);
    const [digits = '', exponent = ''] = floatDigits(number, 'e', precision, false).split('e');
    const power = [...String(Number(exponent))].map((char) => SUPERSCRIPTS[char] ?? char).join('');
    return `${number < 0 || Object.is(number, -0) ? '-' : ''}${digits} x 10${power}`;
  });
}

/** The nearest fraction with a denominator of at most 1000, as Python's `limit_denominator` finds it. */
function nearestFraction(value: number): { numerator: number; denominator: number } {
  // Exact: a float between -1 and 1 is a fraction over a power of two.
  const scale = 1074n;
  let n = BigInt(Math.round(value * 2 ** 53)) << (scale - 53n);
  let d = 1n << scale;
  const target = { n, d };
  let [p0, q0, p1, q1] = [0n, 1n, 1n, 0n];
  while (d !== 0n) {
    const a = n / d - (n % d !== 0n && n < 0n ? 1n : 0n);
    const q2 = q0 + a * q1;
    if (q2 > 1000n) break;
    [p0, q0, p1, q1] = [p1, q1, p0 + a * p1, q2];
    [n, d] = [d, n - a * d];
  }
  const exact = d === 0n;
  const k = (1000n - q0) / q1;
  const other = { n: p0 + k * p1, d: q0 + k * q1 };
  const distance = (candidate: { n: bigint; d: bigint }): bigint => {
    const difference = candidate.n * target.d - target.n * candidate.d;
    return difference < 0n ? -difference : difference;
  };
  const first = { n: p1, d: q1 };
  const best = exact || distance(first) * other.d <= distance(other) * first.d ? first : other;
  return { numerator: Number(best.n), denominator: Number(best.d) };
}

function fractional(rt: Runtime, value: Value): string {
  return ofNumber(rt, value, () => {
    const number = parseFloat64(value);
    const whole = Math.trunc(number);
    const { numerator, denominator } = nearestFraction(number - whole);
    if (denominator === 1) return floatDigitsWithSign(whole + numerator);
    if (whole === 0) return `${numerator}/${denominator}`;
    return `${floatDigitsWithSign(whole)} ${Math.abs(numerator)}/${denominator}`;
  });
}

function floatDigitsWithSign(value: number): string {
  return `${value < 0 ? '-' : ''}${floatDigits(value, 'f', 0, false)}`;
}

function metric(rt: Runtime, value: Value, unit: string, precision: number): string {
  let number = numberAsFloat(value);
  const special = notFinite(number);
  if (special !== undefined) return special;
  let exponent = number === 0 ? 0 : Math.floor(Math.log10(Math.abs(number)));
  if (exponent >= 33 || exponent < -30) return scientific(rt, value, precision - 1) + unit;
  const inBucket = (power: number): number => ((power % 3) + 3) % 3;
  const bucket = (power: number): number => power - inBucket(power);
  const placesFor = (power: number): number => Math.max(0, precision - inBucket(power) - 1);
  const old = bucket(exponent);
  number /= 10 ** old;
  let places = placesFor(exponent);
  if (exponent < 30 && roundFloat(Math.abs(number), places) >= 10 ** (inBucket(exponent) + 1)) {
    exponent++;
    number /= 10 ** (bucket(exponent) - old);
    places = placesFor(exponent);
  }
  const prefixes = exponent >= 3 ? 'kMGTPEZYRQ' : 'mμnpfazyrq';
  const place = exponent >= 3 ? Math.floor(exponent / 3) - 1 : Math.floor((-exponent - 1) / 3);
  const prefix = exponent >= 3 || exponent < 0 ? prefixes.charAt(place) : '';
  const space = (unit === '' && prefix === '') || '°′″'.includes(unit || ' ') ? '' : ' ';
  return `${number < 0 || Object.is(number, -0) ? '-' : ''}${floatDigits(number, 'f', places, false)}${space}${prefix}${unit}`;
}

const SIZES = {
  decimal: ['kB', 'MB', 'GB', 'TB', 'PB', 'EB', 'ZB', 'YB', 'RB', 'QB'],
  binary: ['KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB', 'ZiB', 'YiB', 'RiB', 'QiB'],
  gnu: ['K', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y', 'R', 'Q'],
};

function naturalSize(rt: Runtime, value: Value, isBinary: boolean, gnu: boolean, format: string): string {
  const bytes = parseFloat64(value);
  const size = Math.abs(bytes);
  const base = gnu || isBinary ? 1024 : 1000;
  if (size === 1 && !gnu) return `${truncate(bytes)} Byte`;
  if (size < base) return gnu ? `${truncate(bytes)}B` : `${truncate(bytes)} Bytes`;
  const suffixes = gnu ? SIZES.gnu : isBinary ? SIZES.binary : SIZES.decimal;
  const show = (number: number): string => formatPercent(rt, format, new PyTuple([number]));
  let power = Math.trunc(Math.min(Math.log(size) / Math.log(base), suffixes.length));
  if (power < suffixes.length && Math.abs(parseFloat64(show(size / base ** power))) >= base) power++;
  return `${show(bytes / base ** power)}${gnu ? '' : ' '}${suffixes[power - 1] ?? ''}`;
}

/** The `humanize_…` filters for numbers, in English. */
export const humanizeNumberFilters: Filters = {
  humanize_apnumber: filter('humanize_apnumber', [], (rt, value) =>
    ofNumber(rt, value, () => {
      const number = toInt(value);
      return (number >= 0n ? AP_NUMBERS[Number(number)] : undefined) ?? intText(number);
    }),
  ),
  humanize_clamp: filter(
    'humanize_clamp',
    ['floor', 'ceil', 'format', 'floor_token', 'ceil_token'],
    (rt, value, args) => {
      if (value === null) return null;
      const special = notFinite(numberAsFloat(value));
      if (special !== undefined) return special;
      const show = (token: string, shown: Value): string =>
        token + formatFields(rt, args.text(2, '{:}'), [shown], new Map());
      const [floor, ceil] = [args.value(0), args.value(1)];
      if (floor !== null && compare(rt, value, floor) < 0) return show(args.text(3, '<'), floor);
      if (ceil !== null && compare(rt, value, ceil, '>') > 0) return show(args.text(4, '>'), ceil);
      return show('', value);
    },
  ),
  humanize_decimal_separator: filter('humanize_decimal_separator', [], () => '.'),
  humanize_fractional: filter('humanize_fractional', [], fractional),
  humanize_intcomma: filter('humanize_intcomma', ['ndigits'], (rt, value, args) =>
    intComma(rt, value, args.optionalInt(0)),
  ),
  humanize_intword: filter('humanize_intword', ['format'], (rt, value, args) =>
    intWord(rt, value, args.text(0, '%.1f')),
  ),
  humanize_metric: filter('humanize_metric', ['unit', 'precision'], (rt, value, args) =>
    metric(rt, value, args.text(0, ''), args.int(1, 3)),
  ),
  humanize_naturalsize: filter('humanize_naturalsize', ['binary', 'gnu', 'format'], (rt, value, args) =>
    naturalSize(rt, value, truth(args.value(0, false)), truth(args.value(1, false)), args.text(2, '%.1f')),
  ),
  humanize_ordinal: filter('humanize_ordinal', ['gender'], ordinal),
  humanize_scientific: filter('humanize_scientific', ['precision'], (rt, value, args) =>
    scientific(rt, value, args.int(0, 2)),
  ),
  humanize_thousands_separator: filter('humanize_thousands_separator', [], () => ','),
};

/** Python's `round(value)` of any number, as a float. */
export function roundedSeconds(value: Value): number {
  return toFloat(roundNumber(value, 0));
}
