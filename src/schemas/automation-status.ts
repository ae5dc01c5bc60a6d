import { z } from 'zod';
import { uuid } from './scalars.ts';
import { dateTime } from './times.ts';

/** A window that a trigger has open: it counts events, or waits for them. */
export const openWindowSchema = z.object({
  /** Path of the trigger in the automation, such as `0` or `1.0`. */
  trigger: z.string(),
  /** For which of its keys: the values of the `for_each` labels. */
  labels: z.record(z.string(), z.string()),
  start: dateTime,
  /** Null when it does not end by itself. */
  end: dateTime.nullable(),
  count: z.int(),
  threshold: z.int(),
  /** When it fires if nothing more comes; null when it does not fire by itself. */
  deadline: dateTime.nullable(),
  /** The last event that it saw. */
  last_event_id: uuid.nullable(),
});
export type OpenWindowStatus = z.infer<typeof openWindowSchema>;

/** How an automation stands, as its workflow says. */
export const automationStatusSchema = z.object({
  automation_id: uuid,
  /** The id of its workflow, the first one where its keys are spread over several. */
  workflow_id: z.string(),
  partitions: z.int(),
  version: z.int(),
  enabled: z.boolean(),
  /** How many events it has evaluated, and how often it has fired. */
  events: z.int(),
  firings: z.int(),
  /** Events that are there and not evaluated yet. */
  waiting: z.int(),
  next_deadline: dateTime.nullable(),
  open_windows: z.object({ count: z.int(), first: z.array(openWindowSchema) }),
  /** The latest decisions in words, the last one last. */
  latest_reasons: z.array(z.object({ code: z.string(), text: z.string() })),
  /** How often each decision was taken. */
  decisions: z.record(z.string(), z.int()),
});
export type AutomationStatus = z.infer<typeof automationStatusSchema>;

/** The body of `POST /api/automations/activity`. */
export const automationActivityBodySchema = z.strictObject({ ids: z.array(uuid).max(200) });

/** What one automation of a list has done last and does next. */
export const automationActivitySchema = z.object({
  automation_id: uuid,
  firings: z.int(),
  last_firing: dateTime.nullable(),
  /** Actions that gave up and can be sent again. */
  failed_actions: z.int(),
  /** Null when there is none, and when its workflow did not answer in time. */
  next_deadline: dateTime.nullable(),
});
export type AutomationActivity = z.infer<typeof automationActivitySchema>;
