import type { CalendarSpec, ScheduleSpec } from '@temporalio/client';
import { parseTime } from '../../../schemas/times.ts';
import { refuseSchedule } from './refuse.ts';
import { changesClocks, localTime, type LocalTime } from './time-zone.ts';

const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
const NAMES = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'] as const;
const SECONDS: Readonly<Record<string, number>> = {
  SECONDLY: 1,
  MINUTELY: 60,
  HOURLY: 3_600,
  DAILY: 86_400,
  WEEKLY: 604_800,
};
const KNOWN = new Set(
  'FREQ INTERVAL UNTIL WKST BYSECOND BYMINUTE BYHOUR BYDAY BYMONTHDAY BYMONTH'.split(' '),
);

/**
 * What Temporal does for a rule of RFC 5545: an interval, or calendars.
 *
 * @param now epoch ms: where a rule without a start begins
 * @throws AutomationError 422 that says what of the rule Temporal cannot express
 */
export function rruleSpec(text: string, timezone: string, now: number): ScheduleSpec {
  const { rule, start = now } = readRule(text, timezone);
  const frequency = rule.get('FREQ') ?? refuseSchedule(`'${text}' has no FREQ`);
  for (const key of rule.keys())
    if (!KNOWN.has(key)) refuseSchedule(`Temporal cannot express ${key} of an rrule`);
  const until = rule.get('UNTIL');
  const bounds = {
    timezone,
    ...(start > now && { startAt: new Date(start) }),
    ...(until !== undefined && { endAt: new Date(timeOf(until, timezone)) }),
  };
  const interval = numbers(rule, 'INTERVAL', 1)?.[0] ?? 1;
  const hasDays = [...rule.keys()].some((key) => key.startsWith('BY'));
  const seconds = SECONDS[frequency];
  const byLength = seconds !== undefined && !hasDays && (interval > 1 || seconds < 60);
  if (byLength && (seconds < 86_400 || !changesClocks(timezone, start))) {
    const every = seconds * interval * 1000;
    return { ...bounds, intervals: [{ every, offset: Math.floor((start % every) / 1000) * 1000 }] };
  }
  if (interval !== 1) refuseSchedule(`Temporal cannot express ${frequency} with INTERVAL=${interval} here`);
  return { ...bounds, calendars: calendarsOf(frequency, rule, localTime(start, timezone)) };
}

function calendarsOf(frequency: string, rule: ReadonlyMap<string, string>, start: LocalTime): CalendarSpec[] {
  const order = ['SECONDLY', 'MINUTELY', 'HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'];
  const rank = order.indexOf(frequency);
  if (rank < 0) refuseSchedule(`FREQ=${frequency} is not known`);
  const days = rule.get('BYDAY')?.split(',');
  const monthDays = numbers(rule, 'BYMONTHDAY', 1);
  const months = numbers(rule, 'BYMONTH', 1);
  // What a rule does not say it takes from its start, as far as it comes round less often than the frequency.
  const common = {
    second: numbers(rule, 'BYSECOND', 0) ?? (rank > 0 ? start.second : '*'),
    minute: numbers(rule, 'BYMINUTE', 0) ?? (rank > 1 ? start.minute : '*'),
    hour: numbers(rule, 'BYHOUR', 0) ?? (rank > 2 ? start.hour : '*'),
    month: (months ?? (frequency === 'YEARLY' && !days ? [start.month] : undefined))?.map(monthName) ?? '*',
  };
  if (days === undefined) {
    const startDay = frequency === 'MONTHLY' || frequency === 'YEARLY' ? [start.day] : undefined;
    const dayOfMonth = monthDays ?? (frequency === 'WEEKLY' ? undefined : startDay) ?? '*';
    const dayOfWeek = frequency === 'WEEKLY' ? NAMES[start.weekday]! : '*';
    return [{ ...common, dayOfMonth, dayOfWeek } as CalendarSpec];
  }
  return days.map((day) => {
    const [, nth, name] = /^([+-]?\d+)?([A-Z]{2})$/.exec(day) ?? [];
    const weekday = WEEKDAYS.indexOf(name ?? '');
    if (weekday < 0) refuseSchedule(`BYDAY=${day} is not understood`);
    const week = nth === undefined ? null : Number(nth);
    if (week !== null && (frequency !== 'MONTHLY' || week < 1 || week > 5))
      refuseSchedule(`Temporal cannot express BYDAY=${day} with FREQ=${frequency}`);
    // The second Friday is the Friday from the 8th to the 14th.
    const dayOfMonth =
      week === null ? (monthDays ?? '*') : { start: week * 7 - 6, end: Math.min(31, week * 7) };
    return { ...common, dayOfMonth, dayOfWeek: NAMES[weekday]! } as CalendarSpec;
  });
}

const MONTH_NAMES =
  'JANUARY FEBRUARY MARCH APRIL MAY JUNE JULY AUGUST SEPTEMBER OCTOBER NOVEMBER DECEMBER'.split(' ');

function monthName(month: number): string {
  return MONTH_NAMES[month - 1] ?? refuseSchedule(`BYMONTH=${month} is not a month`);
}

function numbers(rule: ReadonlyMap<string, string>, key: string, least: number): number[] | undefined {
  const text = rule.get(key);
  if (text === undefined) return undefined;
  return text.split(',').map((part) => {
    const value = Number(part);
    if (!Number.isInteger(value) || value < least) refuseSchedule(`Temporal cannot express ${key}=${text}`);
    return value;
  });
}

/** The rule's parts by their names, and its start (epoch ms) when it has one. */
function readRule(text: string, timezone: string): { rule: Map<string, string>; start?: number } {
  let start: number | undefined;
  let parts: string | undefined;
  for (const line of text.split(/\r?\n/).map((one) => one.trim().toUpperCase())) {
    if (line === '') continue;
    const begins = /^DTSTART(?:;TZID=[^:]+)?:(.+)$/.exec(line);
    if (begins) start = timeOf(begins[1]!, timezone);
    else if (/^(RRULE:)?FREQ=|^(RRULE:)?\w+=/.test(line) && parts === undefined)
      parts = line.replace(/^RRULE:/, '');
    else refuseSchedule(`Temporal takes one rule without exceptions; '${line}' is more`);
  }
  const rule = new Map(
    (parts ?? '').split(';').map((part) => {
      const [key = '', value = ''] = part.split('=');
      return [key, value] as const;
    }),
  );
  return { rule, ...(start !== undefined && { start }) };
}

/** `20260131T090000Z`, or without Z in the rule's time zone. Epoch ms. */
function timeOf(text: string, timezone: string): number {
  const [, y, mo, d, h = '00', mi = '00', s = '00', z] =
    /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z)?)?$/.exec(text) ?? [];
  const at = y === undefined ? undefined : parseTime(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`);
  if (at === undefined) return refuseSchedule(`'${text}' is no time`);
  if (z !== undefined) return at;
  const { year, month, day, hour, minute, second } = localTime(at, timezone);
  return at - (Date.UTC(year, month - 1, day, hour, minute, second) - at);
}
