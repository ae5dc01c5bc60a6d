import { scalar, type Reading } from './scalars.ts';

const pattern =
  /^(\d{4})-(\d\d)-(\d\d)(?:[Tt _](\d\d)(?::?(\d\d)(?::?(\d\d)(?:[.,](\d{1,9}))?)?)?(?:([Zz])|([+\-−])(\d\d):?(\d\d)?)?)?$/;

/** Up to here a bare number is seconds since 1970, beyond it milliseconds. */
const secondsWatershed = 2e10;
const earliest = -62_135_596_800_000;
const latest = Date.UTC(9999, 11, 31, 23, 59, 59, 999) + 1;

/**
 * A point in time. In: ISO 8601 (without an offset: UTC), or seconds or milliseconds since 1970, as a number or in
 * a string. Out: ISO 8601 in UTC with `Z`, microseconds when there are any.
 */
export const dateTime = scalar<string>(readDateTime, { type: 'string', format: 'date-time' });

function readDateTime(input: unknown): Reading<string> {
  if (typeof input !== 'string' && typeof input !== 'number') {
    return { refused: 'datetime_type', because: 'Input should be a valid datetime' };
  }
  const millis =
    typeof input === 'number' || /^[+-]?\d+(\.\d+)?$/.test(input)
      ? fromNumber(Number(input))
      : parseTime(input);
  return millis === undefined
    ? { refused: 'datetime_parsing', because: 'Input should be a valid datetime in ISO 8601' }
    : { value: formatTime(millis) };
}

function fromNumber(value: number): number | undefined {
  const millis = Math.abs(value) > secondsWatershed ? value : value * 1_000;
  return inRange(Math.round(millis * 1_000) / 1_000);
}

function inRange(millis: number): number | undefined {
  return millis >= earliest && millis < latest ? millis : undefined;
}

/**
 * Reads a wire time.
 *
 * @returns epoch milliseconds, with microseconds as the fraction; undefined when `text` is no time
 * @example parseTime('2026-01-01T00:00:00.000250Z') // 1767225600000.25
 */
export function parseTime(text: string): number | undefined {
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = ''] = match;
  const [y, mo, d, h, mi, s] = [year, month, day, hour, minute, second].map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (y < 1 || h > 23 || mi > 59 || s > 59) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(y, mo - 1, d);
  if (date.getUTCMonth() !== mo - 1 || date.getUTCDate() !== d) return undefined;
  const offset = (match[9] === undefined || match[9] === '+' ? 1 : -1) * offsetMinutes(match);
  if (Number.isNaN(offset)) return undefined;
  const whole = date.getTime() + ((h * 60 + mi - offset) * 60 + s) * 1_000;
  return inRange(whole + Number(fraction.slice(0, 6).padEnd(6, '0')) / 1_000);
}

function offsetMinutes(match: RegExpExecArray): number {
  const hours = Number(match[10] ?? 0);
  const minutes = Number(match[11] ?? 0);
  return hours > 24 || minutes > 59 ? NaN : hours * 60 + minutes;
}

/**
 * Writes a wire time.
 *
 * @param millis epoch milliseconds, fractions allowed (microseconds are kept)
 * @example formatTime(1767225600000.25) // '2026-01-01T00:00:00.000250Z'
 */
export function formatTime(millis: number): string {
  const micros = Math.round(millis * 1_000);
  const whole = Math.floor(micros / 1_000_000);
  const rest = micros - whole * 1_000_000;
  const stem = new Date(whole * 1_000).toISOString().slice(0, 19);
  return rest === 0 ? `${stem}Z` : `${stem}.${String(rest).padStart(6, '0')}Z`;
}
