import { z } from 'zod';
import { eventSchema } from './events.ts';
import { optionalBody } from './pages.ts';
import { uuid } from './scalars.ts';

/**
 * The body of `POST /api/automations/{id}/test-fire`: the recorded event to fire on, or one that is made up and that
 * nothing else gets to see. Without either it fires as an absence does, without an event. The same `key` (or header
 * `Idempotency-Key`) means the same test: it happens once.
 */
export const testFireSchema = optionalBody({
  event_id: uuid.nullable().default(null),
  event: eventSchema.nullable().default(null),
  key: z.string().min(1).max(255).nullable().default(null),
}).refine((body) => body.event_id === null || body.event === null, {
  error: 'Give event_id or event, not both',
  path: ['event_id'],
});
export type TestFire = z.infer<typeof testFireSchema>;

/** What a request for a test is answered with: the firing is there as soon as its automation has got to it. */
export const testFiredSchema = z.object({
  /** What `GET /api/firings/{id}` answers 404 for until then. */
  firing_id: uuid,
  /** The event `prefect.automation.test-fired`. */
  request_event_id: uuid,
});
export type TestFired = z.infer<typeof testFiredSchema>;
