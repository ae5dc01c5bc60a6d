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
  const millis = typeof input === 'number' ? fromNumber(input) : (parseTime(input) ?? fromDigits(input));
  return millis === undefined
    ? { refused: 'datetime_parsing', because: 'Input should be a valid datetime in ISO 8601' }
    : { value: formatTime(millis) };
}

function fromDigits(text: string): number | undefined {
  return /^[+-]?\d+(\.\d+)?$/.test(text) ? fromNumber(Number(text)) : undefined;
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
  return readUsual(text) ?? readAny(text);
}

const DASH = 45;
const COLON = 58;
const DOT = 46;
const LETTER_T = 84;

/**
 * Reads the form that nearly all times have, `YYYY-MM-DDThh:mm:ss`, up to six decimals, `Z` or `+00:00`: each event has
 * such a time, and the pattern for all that is allowed takes several times as long.
 */
function readUsual(text: string): number | undefined {
  const end = text.endsWith('Z') ? text.length - 1 : text.endsWith('+00:00') ? text.length - 6 : 0;
  if (end < 19 || end === 20 || end > 26) return undefined;
  if (text.charCodeAt(4) !== DASH || text.charCodeAt(7) !== DASH || text.charCodeAt(10) !== LETTER_T)
    return undefined;
  if (text.charCodeAt(13) !== COLON || text.charCodeAt(16) !== COLON) return undefined;
  const whole = text.startsWith(readStem) ? readStemAs : readSecond(text);
  if (whole === undefined || end === 19) return whole;
  if (text.charCodeAt(19) !== DOT) return undefined;
  const micros = digits(text, 20, end) * 10 ** (26 - end);
  return Number.isNaN(micros) ? undefined : whole + micros / 1_000;
}

/** The last second that was read, and what it is: times come in bunches. */
let readStem = '1970-01-01T00:00:00';
let readStemAs = 0;

/** The first 19 characters of a time, as epoch ms. */
function readSecond(text: string): number | undefined {
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  const hour = digits(text, 11, 13);
  const minute = digits(text, 14, 16);
  const second = digits(text, 17, 19);
  // Every month has 28 days, and the years before 100 are another matter to Date.UTC: the rest is for the pattern.
  if (!(year >= 1970 && month >= 1 && month <= 12 && day >= 1 && day <= 28)) return undefined;
  if (!(hour <= 23 && minute <= 59 && second <= 59)) return undefined;
  readStem = text.slice(0, 19);
  readStemAs = Date.UTC(year, month - 1, day, hour, minute, second);
  return readStemAs;
}

/** The number that stands in a part of a text; NaN when there is anything but digits. */
function digits(text: string, start: number, end: number): number {
  let value = 0;
  for (let index = start; index < end; index += 1) {
    const digit = text.charCodeAt(index) - 48;
    if (!(digit >= 0 && digit <= 9)) return NaN;
    value = value * 10 + digit;
  }
  return value;
}

function readAny(text: string): number | undefined {
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

/** The last second that was written and how: times come in bunches. */
let stemOf = NaN;
let stem = '';

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
  if (whole !== stemOf) {
    stem = new Date(whole * 1_000).toISOString().slice(0, 19);
    stemOf = whole;
  }
  return rest === 0 ? `${stem}Z` : `${stem}.${String(rest).padStart(6, '0')}Z`;
}
