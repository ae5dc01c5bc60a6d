import type { Runtime } from '../evaluator/runtime.ts';
import { isPyError, PyError } from '../values/errors.ts';
import { parseFloat64, parseInt64, truncate } from '../values/numbers.ts';
import { roundToInt } from '../values/decimal.ts';
import { formatPercent } from '../values/percent-format.ts';
import { toArray, truth } from '../values/protocol.ts';
import { str } from '../values/repr.ts';
import type { Value } from '../values/types.ts';
import { asNumber, asText, PyTuple, Undefined } from '../values/types.ts';
import { filter, needText } from './filter.ts';
import type { Filters } from './filter.ts';
import { intComma, roundedSeconds } from './humanize-numbers.ts';

/** A duration as Python keeps it: whole days, seconds of the day, microseconds of the second; never negative. */
interface Duration {
  readonly days: number;
  readonly seconds: number;
  readonly microseconds: number;
}

const UNITS = [
  'microseconds',
  'milliseconds',
  'seconds',
  'minutes',
  'hours',
  'days',
  'months',
  'years',
] as const;
const MAX_SECONDS = 86_400_000_000_000;
const TIMESTAMP = /^(\d{4})-(\d\d)-(\d\d)[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|([+-])(\d\d):?(\d\d))$/;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAY_MS = 86_400_000;

function duration(seconds: number): Duration {
  const size = Math.abs(seconds);
  if (size > MAX_SECONDS) throw new PyError('OverflowError', 'the duration is too long');
  const micros = Number(roundToInt((size % 1) * 1e6));
  const whole = Math.trunc(size) + Math.floor(micros / 1e6);
  return { days: Math.floor(whole / 86_400), seconds: whole % 86_400, microseconds: micros % 1e6 };
}

function plural(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

function roundEven(value: number): number {
  return Number(roundToInt(value));
}

/** "3 minutes": one unit, roughly. */
function naturalDelta(rt: Runtime, delta: Duration, useMonths: boolean, minimumUnit: string): string {
  const unit = minimumUnit.toLowerCase();
  if (unit !== 'seconds' && unit !== 'milliseconds' && unit !== 'microseconds') {
    throw new PyError('ValueError', `Minimum unit '${minimumUnit}' not supported`);
  }
  const years = Math.floor(delta.days / 365);
  const days = delta.days % 365;
  const months = roundEven(days / 30.5);
  if (years === 0 && days < 1) return withinDay(delta, unit);
  if (years === 0) {
    if (days === 1) return 'a day';
    if (!useMonths || months === 0) return plural(days, 'day');
    if (months === 1) return 'a month';
    return months === 12 ? 'a year' : plural(months, 'month');
  }
  if (years === 1) {
    if (months === 0 && days === 0) return 'a year';
    if (months === 0 || !useMonths) return `1 year, ${plural(days, 'day')}`;
    return months === 12 ? '2 years' : `1 year, ${plural(months, 'month')}`;
  }
  const rounded = roundEven(delta.days / 365);
  return `${intComma(rt, BigInt(rounded), undefined)} year${rounded === 1 ? '' : 's'}`;
}

function withinDay({ seconds, microseconds }: Duration, unit: string): string {
  if (seconds === 0) {
    if (unit === 'microseconds' && microseconds < 1000) return plural(microseconds, 'microsecond');
    if (unit !== 'seconds') return plural(Math.trunc(microseconds / 1000), 'millisecond');
    return 'a moment';
  }
  if (seconds === 1) return 'a second';
  if (seconds < 60) return plural(seconds, 'second');
  const minutes = roundEven(seconds / 60);
  if (seconds < 3600)
    return minutes === 1 ? 'a minute' : minutes === 60 ? 'an hour' : plural(minutes, 'minute');
  const hours = roundEven(seconds / 3600);
  return hours === 1 ? 'an hour' : hours === 24 ? 'a day' : plural(hours, 'hour');
}

/** Epoch milliseconds of a text that is a timestamp with a time zone. */
function timestamp(value: Value): number | undefined {
  const text = asText(value);
  return text !== undefined && TIMESTAMP.test(text) ? Date.parse(text.replace(' ', 'T')) : undefined;
}

function naturalTime(
  rt: Runtime,
  value: Value,
  future: boolean,
  useMonths: boolean,
  unit: string,
  when: Value,
): string {
  const instant = timestamp(value);
  const now = timestamp(when) ?? rt.now;
  if (instant === undefined && asNumber(value) === undefined) return str(rt, value);
  const seconds = instant === undefined ? finiteSeconds(value) : (now - instant) / 1000;
  if (seconds === undefined) return str(rt, value);
  const delta = naturalDelta(rt, duration(seconds), useMonths, unit);
  if (delta === 'a moment') return 'now';
  return `${delta} ${(instant === undefined ? future : seconds < 0) ? 'from now' : 'ago'}`;
}

/** Rounded seconds, undefined for what Python cannot round. */
function finiteSeconds(value: Value): number | undefined {
  const number = parseFloat64(value);
  if (Number.isNaN(number)) return undefined;
  truncate(number);
  return roundedSeconds(value);
}

/** "today", "Mar 14"; with the year if it is more than five months away and `withYear`. */
function naturalDay(rt: Runtime, value: Value, withYear: boolean): string {
  const text = asText(value);
  const match = text === undefined ? null : TIMESTAMP.exec(text);
  if (value instanceof Undefined) value.fail();
  if (match === null) return str(rt, value);
  const [, year = '', month = '', day = '', sign = '+', hours = '0', minutes = '0'] = match;
  const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
  const days =
    Date.UTC(Number(year), Number(month) - 1, Number(day)) / DAY_MS - Math.floor((rt.now + offset) / DAY_MS);
  const far = withYear && Math.abs(days) >= (5 * 365) / 12;
  if (days === 0) return 'today';
  if (days === 1) return 'tomorrow';
  if (days === -1) return 'yesterday';
  return `${MONTHS[Number(month) - 1] ?? ''} ${day}${far ? ` ${year}` : ''}`;
}

interface PreciseOptions {
  readonly minimumUnit: string;
  readonly suppress: Value;
  readonly format: string;
}

function unitIndex(name: string): number {
  const index = UNITS.findIndex((unit) => unit === name.toLowerCase());
  if (index < 0) throw new PyError('KeyError', name);
  return index;
}

/** "1 day, 2 hours and 3 minutes". */
function preciseDelta(rt: Runtime, value: Value, options: PreciseOptions): string {
  const number = asNumber(value);
  if (number === undefined || Number.isNaN(number)) return str(rt, value);
  const seconds = parseFloat64(value);
  truncate(seconds);
  const suppressed = new Set(
    toArray(rt, options.suppress).map((unit) => unitIndex(needText('humanize_precisedelta', unit))),
  );
  let minimum = unitIndex(options.minimumUnit);
  while (suppressed.has(minimum)) minimum++;
  if (minimum >= UNITS.length)
    throw new PyError('ValueError', 'Minimum unit is suppressed and no suitable replacement was found');
  for (let unit = 0; unit < minimum; unit++) suppressed.add(unit);
  const amounts = splitUnits(rt, duration(seconds), minimum, suppressed, options.format);
  return joinUnits(rt, amounts, minimum, options.format);
}

/** How much of each unit, smallest unit first. */
function splitUnits(
  rt: Runtime,
  delta: Duration,
  minimum: number,
  suppressed: ReadonlySet<number>,
  format: string,
): number[] {
  const amounts: number[] = new Array<number>(UNITS.length).fill(0);
  const take = (unit: number, amount: number, divisor: number): number => {
    if (unit === minimum) {
      amounts[unit] = parseFloat64(formatPercent(rt, format, new PyTuple([amount / divisor])));
      return 0;
    }
    if (suppressed.has(unit)) return amount;
    amounts[unit] = Math.floor(amount / divisor);
    return Math.trunc(amount - (amounts[unit] ?? 0) * divisor);
  };
  let days = take(7, delta.days, 365);
  days = take(6, days, 30.5);
  let seconds = days * 86_400 + delta.seconds;
  seconds = take(5, seconds, 86_400);
  seconds = take(4, seconds, 3600);
  seconds = take(3, seconds, 60);
  let micros = seconds * 1e6 + delta.microseconds;
  micros = take(2, micros, 1e6);
  micros = take(1, micros, 1000);
  amounts[0] = micros;
  // Rounding may have filled a unit up.
  [1000, 60, 60, 24, 31, 12].forEach((full, index) => {
    const unit = index + 1;
    if ((amounts[unit] ?? 0) < full || suppressed.has(unit + 1)) return;
    amounts[unit] = (amounts[unit] ?? 0) - full;
    amounts[unit + 1] = (amounts[unit + 1] ?? 0) + 1;
  });
  return amounts;
}

function joinUnits(rt: Runtime, amounts: readonly number[], minimum: number, format: string): string {
  const texts: string[] = [];
  for (let unit = UNITS.length - 1; unit >= minimum; unit--) {
    const amount = amounts[unit] ?? 0;
    if (amount <= 0 && (texts.length > 0 || unit !== minimum)) continue;
    const isOne = amount > 1 && amount < 2 ? false : Math.trunc(amount) === 1;
    const name = UNITS[unit] ?? '';
    const fraction = unit === minimum && amount % 1 > 0;
    let shown: string;
    if (fraction) shown = formatPercent(rt, format, new PyTuple([amount]));
    else if (name === 'years') shown = intComma(rt, BigInt(Math.trunc(amount)), undefined);
    else shown = String(Math.trunc(amount));
    texts.push(`${shown} ${isOne ? name.slice(0, -1) : name}`);
  }
  const last = texts.pop() ?? '';
  return texts.length === 0 ? last : `${texts.join(', ')} and ${last}`;
}

/**
 * The `humanize_…` filters for times, in English. Where Prefect has datetimes, the context has texts: those
 * that are timestamps with a time zone count as datetimes here, other texts come out as they are.
 */
export const humanizeTimeFilters: Filters = {
  humanize_naturaldate: filter('humanize_naturaldate', [], (rt, value) => naturalDay(rt, value, true)),
  humanize_naturalday: filter('humanize_naturalday', [], (rt, value) => naturalDay(rt, value, false)),
  humanize_naturaldelta: filter('humanize_naturaldelta', ['months', 'minimum_unit'], (rt, value, args) => {
    let seconds: number;
    try {
      const text = asText(value);
      if (text === undefined) truncate(value);
      else parseInt64(text, 10);
      seconds = parseFloat64(value);
    } catch (error) {
      if (!isPyError(error, 'TypeError', 'ValueError', 'OverflowError')) throw error;
      return str(rt, value);
    }
    return naturalDelta(rt, duration(seconds), truth(args.value(0, true)), args.text(1, 'seconds'));
  }),
  humanize_naturaltime: filter(
    'humanize_naturaltime',
    ['future', 'months', 'minimum_unit', 'when'],
    (rt, value, args) =>
      naturalTime(
        rt,
        value,
        truth(args.value(0, false)),
        truth(args.value(1, true)),
        args.text(2, 'seconds'),
        args.value(3),
      ),
  ),
  humanize_precisedelta: filter(
    'humanize_precisedelta',
    ['minimum_unit', 'suppress', 'format'],
    (rt, value, args) =>
      preciseDelta(rt, value, {
        minimumUnit: args.text(0, 'seconds'),
        suppress: args.value(1, new PyTuple([])),
        format: args.text(2, '%0.2f'),
      }),
  ),
};
