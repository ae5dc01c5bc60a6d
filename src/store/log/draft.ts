import type { Event } from '../../schemas/events.ts';
import type { EventBrief } from '../log.ts';
import type { LogTable } from '../schema.ts';
import type { Head } from './head.ts';
import type { Text } from './text.ts';

/** An event on its way into the log. `occurred` in epoch ms; `body` is its JSON without `received`. */
export interface EventDraft {
  readonly kind: 'event';
  /** The event itself, or what is known of it while only its text is there. */
  readonly source: Event | EventBrief;
  readonly id: string;
  readonly event: string;
  readonly resourceId: string;
  readonly occurred: number;
  readonly follows: string | null;
  readonly origin: string | null;
  readonly depth: number;
  readonly body: Text;
}

/** Any other entry on its way into the log. */
export interface MarkDraft {
  readonly kind: 'control' | 'barrier' | 'online';
  readonly automationId: string | null;
  readonly body: string | null;
}

/** An entry that has no place yet. */
export type Draft = EventDraft | MarkDraft;

/** A row of the log that is to be written. */
export type NewRow = Omit<LogTable, 'body'> & { body: Text | null };

/** The row of a control, barrier or online entry. */
export function markRow(draft: MarkDraft, seq: number, head: Head): NewRow {
  return {
    seq,
    kind: draft.kind,
    id: null,
    at: head.at,
    lag: head.lag,
    reached: head.reached,
    shown: head.shown,
    received: head.at,
    occurred: null,
    clock: null,
    event: null,
    resource_id: null,
    follows: null,
    origin: null,
    depth: 0,
    automation_id: draft.automationId,
    body: draft.body,
  };
}

/**
 * Whether an event is one by which automations tell of themselves. It says nothing of how late events reach us, so the
 * events' clock takes no notice of it.
 */
export function isOwn(draft: EventDraft): boolean {
  return draft.origin !== null || draft.event.startsWith('prefect.automation.');
}

/** The row of an event that arrives now. */
export function eventRow(draft: EventDraft, seq: number, head: Head): NewRow {
  return {
    seq,
    kind: 'event',
    id: draft.id,
    at: head.at,
    lag: head.lag,
    reached: head.reached,
    shown: head.shown,
    received: head.at,
    occurred: draft.occurred,
    clock: isOwn(draft) ? null : head.clock,
    event: draft.event,
    resource_id: draft.resourceId,
    follows: draft.follows,
    origin: draft.origin,
    depth: draft.depth,
    automation_id: null,
    body: draft.body,
  };
}
