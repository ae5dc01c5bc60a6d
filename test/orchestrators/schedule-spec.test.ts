import { describe, expect, it } from 'vitest';
import { scheduleSpec } from '../../src/orchestrators/temporal/schedules/spec.ts';
import { scheduleSchema } from '../../src/schemas/schedules.ts';

const now = Date.UTC(2026, 0, 15, 9, 30);

function spec(schedule: object): unknown {
  return scheduleSpec(scheduleSchema.parse(schedule), now);
}

describe("Prefect's schedules in Temporal's terms", () => {
  it('intervals are counted from their anchor', () => {
    expect(spec({ interval: 600, anchor_date: '2026-01-01T00:05:00Z' })).toEqual({
      intervals: [{ every: 600_000, offset: 300_000 }],
      timezone: 'UTC',
    });
  });

  it('days and weeks keep to the clock where it is put forward and back', () => {
    const anchor_date = '2026-01-01T08:00:00Z';
    expect(spec({ interval: 86_400, anchor_date, timezone: 'Europe/Berlin' })).toEqual({
      calendars: [{ hour: 9, minute: 0, second: 0 }],
      timezone: 'Europe/Berlin',
    });
    expect(spec({ interval: 604_800, anchor_date, timezone: 'Europe/Berlin' })).toEqual({
      calendars: [{ hour: 9, minute: 0, second: 0, dayOfWeek: 'THURSDAY' }],
      timezone: 'Europe/Berlin',
    });
    expect(() => spec({ interval: 172_800, anchor_date, timezone: 'Europe/Berlin' })).toThrow(/every 2 days/);
    expect(spec({ interval: 172_800, anchor_date, timezone: 'Asia/Tokyo' })).toMatchObject({
      intervals: [{ every: 172_800_000 }],
    });
  });

  it('cron takes either day where both are restricted, by two expressions', () => {
    expect(spec({ cron: '0 9 1 * MON', timezone: 'Europe/Berlin' })).toEqual({
      cronExpressions: ['0 9 1 * *', '0 9 * * mon'],
      timezone: 'Europe/Berlin',
    });
    expect(spec({ cron: '0 9 1 * 1', day_or: false })).toMatchObject({ cronExpressions: ['0 9 1 * 1'] });
    expect(spec({ cron: '*/5 8-18 * * mon-fri' })).toMatchObject({
      cronExpressions: ['*/5 8-18 * * mon-fri'],
    });
    for (const cron of ['* * * *', '61 * * * *', '0 0 L * *', '0 0 * * 5#2', '5-1 * * * *', 'x'])
      expect(() => spec({ cron }), cron).toThrow(expect.objectContaining({ httpStatus: 422 }));
  });

  it('rules become calendars or intervals', () => {
    const rule = 'DTSTART:20260101T090000\nRRULE:FREQ=WEEKLY;BYDAY=MO,FR;BYHOUR=10';
    expect(spec({ rrule: rule, timezone: 'Europe/Berlin' })).toEqual({
      calendars: [
        { second: 0, minute: 0, hour: [10], month: '*', dayOfMonth: '*', dayOfWeek: 'MONDAY' },
        { second: 0, minute: 0, hour: [10], month: '*', dayOfMonth: '*', dayOfWeek: 'FRIDAY' },
      ],
      timezone: 'Europe/Berlin',
    });
    expect(spec({ rrule: 'DTSTART:20260101T000000Z\nRRULE:FREQ=HOURLY;INTERVAL=3' })).toMatchObject({
      intervals: [{ every: 10_800_000, offset: 0 }],
    });
    expect(spec({ rrule: 'DTSTART:20260101T120000Z\nRRULE:FREQ=MONTHLY;BYDAY=2FR' })).toMatchObject({
      calendars: [{ hour: 12, dayOfMonth: { start: 8, end: 14 }, dayOfWeek: 'FRIDAY' }],
    });
    for (const rrule of [
      'FREQ=DAILY;COUNT=3',
      'FREQ=MONTHLY;BYDAY=-1FR',
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO',
      'FREQ=MONTHLY;BYSETPOS=1;BYDAY=MO',
    ])
      expect(() => spec({ rrule }), rrule).toThrow(expect.objectContaining({ httpStatus: 422 }));
  });
});
