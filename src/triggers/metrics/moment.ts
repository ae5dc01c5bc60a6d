import type { EventRef } from '../firing.ts';
import type { EventInput } from '../input.ts';

/** When a metric takes an event in. Times of the events' clock, epoch ms. */
export interface Moment {
  /** What the events' clock showed before the event came. */
  readonly shown: number;
  /** What it shows after. */
  readonly now: number;
  /** When the change occurred; what lies in the future counts as of its arrival. */
  readonly time: number;
  readonly event: EventRef;
}

/** The moment of an event at its place in the log. */
export function momentOf(event: Omit<EventInput, 'type' | 'matches'>): Moment {
  const now = event.at - event.lag;
  const shown = event.shown ?? Math.min(event.reached ?? now, now);
  const time = Math.min(event.occurred, event.at);
  return { shown, now, time, event: { id: event.id, seq: event.seq } };
}
