import { z } from 'zod';
import { limitSchema, offsetSchema } from './pages.ts';
import { receivedEventSchema } from './events.ts';
import { jsonObject, uuid } from './scalars.ts';
import { dateTime } from './times.ts';

/** Where an action of a firing stands; `failed` ones are dead letters and can be sent again. */
export const actionStates = ['pending', 'executed', 'failed'] as const;

/** How one action of a firing went. */
export const actionResultSchema = z.object({
  index: z.int().min(0),
  type: z.string(),
  state: z.enum(actionStates),
  /** The id that all tries of this action share; receivers can tell repeats by it. */
  invocation: uuid,
  /** How often it has been sent again by hand. */
  round: z.int().min(0),
  /** Why it failed, or why it is tried again. */
  reason: z.string().nullable(),
  finished: dateTime.nullable(),
  /** What the receiver said, for example `status_code`. Never holds secrets. */
  details: jsonObject,
});
export type ActionResult = z.infer<typeof actionResultSchema>;

/** One time that an automation's trigger fired, and what its actions came to. */
export const firingSchema = z.object({
  id: uuid,
  automation_id: uuid,
  /** The first firing of an automation is 1. */
  ordinal: z.int().min(1),
  trigger_state: z.enum(['Triggered', 'Resolved']),
  triggered: dateTime,
  /** Whether somebody asked for it as a test. */
  test: z.boolean(),
  /** The reason that the trigger engine gave, in its own words. */
  reason: z.string(),
  triggering_labels: z.record(z.string(), z.string()),
  triggering_event: receivedEventSchema.nullable(),
  actions: z.array(actionResultSchema),
});
export type Firing = z.infer<typeof firingSchema>;

/** The query of `GET /api/automations/{id}/firings`; latest first. */
export const firingQuerySchema = z.object({ limit: limitSchema, offset: offsetSchema });
export type FiringQuery = z.infer<typeof firingQuerySchema>;

/** What `GET /api/automations/{id}/firings` answers. */
export const firingListSchema = z.array(firingSchema);
