import type { Event } from '../events/event.ts';

/** The activity of the worker that sends a workflow's events. */
export interface EmitActivities {
  automationsEmitEvent(event: Event): Promise<void>;
}
