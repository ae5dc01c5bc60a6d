import { z } from 'zod';
import { automationCreateSchema } from './automations.ts';
import { looseInteger, uuid } from './scalars.ts';
import { dateTime } from './times.ts';

/** Firings that an answer holds when the caller does not say, and at most. */
const FIRINGS = 20;
const MOST_FIRINGS = 200;

/** The body of `POST /api/automations/backtest`. */
export const backtestSchema = z.strictObject({
  automation: automationCreateSchema,
  /** The automation that this is a draft of: what it told of itself is left out, as it always is. */
  automation_id: uuid.nullable().default(null),
  /** Events received from then on; 24 hours before `until` when absent. */
  since: dateTime.nullable().default(null),
  /** And up to then; now when absent. */
  until: dateTime.nullable().default(null),
  /** How many firings are described. */
  limit: looseInteger
    .refine((limit) => limit >= 0 && limit <= MOST_FIRINGS, {
      error: `Input should be between 0 and ${MOST_FIRINGS}`,
    })
    .default(FIRINGS),
});
export type BacktestRequest = z.infer<typeof backtestSchema>;

/** A firing that would have been. */
export const backtestFiringSchema = z.object({
  triggered: dateTime,
  trigger_state: z.enum(['Triggered', 'Resolved']),
  reason: z.string(),
  triggering_labels: z.record(z.string(), z.string()),
  /** The event that it would have fired on, in short; null for an absence without one. */
  triggering_event: z
    .object({ id: uuid, event: z.string(), occurred: dateTime, resource: z.record(z.string(), z.string()) })
    .nullable(),
});

/** How often an automation would have fired, and why. */
export const backtestResultSchema = z.object({
  /** How often it would have fired. */
  count: z.int().min(0),
  /** The first of these. */
  firings: z.array(backtestFiringSchema),
  /** Events that were looked at, and how many of them concerned the trigger. */
  events: z.int().min(0),
  matched: z.int().min(0),
  /** The time that was looked at. */
  since: dateTime,
  until: dateTime,
  /** When the first event of that time was received: of what was before, there may be no record. Null without events. */
  recorded_since: dateTime.nullable(),
  /** Why it ends before the time that was asked for: too many events, or it took too long; null when it does not. */
  cut: z.enum(['events', 'time']).nullable(),
});
export type BacktestResult = z.infer<typeof backtestResultSchema>;
