import type { ScheduleSpec } from '@temporalio/client';
import type { Schedule } from '../../../schemas/schedules.ts';
import { parseTime } from '../../../schemas/times.ts';
import { cronExpressions } from './cron.ts';
import { refuseSchedule } from './refuse.ts';
import { rruleSpec } from './rrule.ts';
import { changesClocks, localTime } from './time-zone.ts';

const DAY = 86_400;
const WEEKDAYS = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'] as const;

/**
 * A schedule in Temporal's terms.
 *
 * @param now epoch ms
 * @throws AutomationError 422 that says what of it Temporal cannot express
 */
export function scheduleSpec(schedule: Schedule, now: number): ScheduleSpec {
  const timezone = schedule.timezone ?? 'UTC';
  if ('cron' in schedule)
    return { cronExpressions: cronExpressions(schedule.cron, schedule.day_or), timezone };
  if ('rrule' in schedule) return rruleSpec(schedule.rrule, timezone, now);
  return intervalSpec(schedule.interval, parseTime(schedule.anchor_date ?? '') ?? now, timezone);
}

/** Spans of a day and more keep to the clock of their time zone, shorter ones to real time: as with Prefect. */
function intervalSpec(seconds: number, anchor: number, timezone: string): ScheduleSpec {
  if (!Number.isInteger(seconds)) refuseSchedule('Temporal counts intervals in whole seconds');
  if (seconds < DAY || !changesClocks(timezone, anchor)) {
    const every = seconds * 1000;
    return { intervals: [{ every, offset: Math.floor((anchor % every) / 1000) * 1000 }], timezone };
  }
  const { hour, minute, second, weekday } = localTime(anchor, timezone);
  if (seconds === DAY) return { calendars: [{ hour, minute, second }], timezone };
  if (seconds === 7 * DAY)
    return { calendars: [{ hour, minute, second, dayOfWeek: WEEKDAYS[weekday]! }], timezone };
  return refuseSchedule(
    `Temporal cannot express every ${seconds / DAY} days by the clock of ${timezone}, which is put forward and back; use UTC, or a cron expression`,
  );
}
