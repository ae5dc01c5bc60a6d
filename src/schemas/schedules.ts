import { z } from 'zod';
import { duration } from './durations.ts';
import { refuseValue } from './refusals.ts';
import { jsonObject, looseBoolean, looseInteger, uuid } from './scalars.ts';
import { dateTime } from './times.ts';

const timezone = z
  .string()
  .superRefine((name, ctx) => {
    try {
      new Intl.DateTimeFormat('en', { timeZone: name });
    } catch {
      refuseValue(ctx, `Invalid timezone: "${name}" (specify in IANA tzdata format)`, name);
    }
  })
  .nullable()
  .default(null);

/** Every so many seconds, counted from an anchor. */
const intervalSchedule = z.strictObject({
  interval: duration.superRefine((seconds, ctx) => {
    if (seconds <= 0) refuseValue(ctx, 'Interval must be positive', seconds);
  }),
  anchor_date: dateTime.optional(),
  timezone,
});
/** By a cron expression of five fields. */
const cronSchedule = z.strictObject({ cron: z.string(), timezone, day_or: looseBoolean.default(true) });
/** By a rule of RFC 5545. */
const rruleSchedule = z.strictObject({ rrule: z.string().max(6_500), timezone });

/** When runs are started: one of Prefect's three forms. */
export const scheduleSchema = z.union([intervalSchedule, cronSchedule, rruleSchedule]);
export type Schedule = z.infer<typeof scheduleSchema>;

const positive = looseInteger
  .refine((limit) => limit > 0, { error: 'Input should be greater than 0' })
  .nullable()
  .default(null);

/** A schedule of a deployment as it is made. */
export const deploymentScheduleCreateSchema = z.strictObject({
  schedule: scheduleSchema,
  active: looseBoolean.default(true),
  max_scheduled_runs: positive,
  parameters: jsonObject.default(() => ({})),
  slug: z.string().nullable().default(null),
  replaces: z.string().nullable().default(null),
});
export type DeploymentScheduleCreate = z.infer<typeof deploymentScheduleCreateSchema>;

/** A body of `PATCH /api/deployments/{id}/schedules/{schedule_id}`: what is absent stays. */
export const deploymentScheduleUpdateSchema = z.strictObject({
  schedule: scheduleSchema.nullable().optional(),
  active: looseBoolean.nullable().optional(),
  max_scheduled_runs: positive.optional(),
  parameters: jsonObject.optional(),
  slug: z.string().nullable().optional(),
  replaces: z.string().nullable().optional(),
});
export type DeploymentScheduleUpdate = z.infer<typeof deploymentScheduleUpdateSchema>;

/** A schedule of a deployment as it is read. */
export const deploymentScheduleSchema = z.object({
  id: uuid,
  created: dateTime,
  updated: dateTime,
  deployment_id: uuid,
  schedule: scheduleSchema,
  active: z.boolean(),
  max_scheduled_runs: z.int().nullable(),
  parameters: jsonObject,
  slug: z.string().nullable(),
});
export type DeploymentSchedule = z.infer<typeof deploymentScheduleSchema>;
