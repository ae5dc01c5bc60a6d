import type { ReceivedEvent } from '../events/event.ts';

/** How one action of a firing went. */
export interface ActionResult {
  readonly index: number;
  readonly type: string;
  /** `failed` ones have given up and can be sent again. */
  readonly state: 'pending' | 'executed' | 'failed';
  /** The id that all tries of this action share. */
  readonly invocation: string;
  /** How often it has been sent again by hand. */
  readonly round: number;
  /** Why it failed, or why it is tried again. */
  readonly reason: string | null;
  readonly finished: string | null;
  /** What the receiver said, for example `status_code`. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** One time that an automation's trigger fired, and what its actions came to. */
export interface Firing {
  readonly id: string;
  readonly automation_id: string;
  /** The first firing of an automation is 1. */
  readonly ordinal: number;
  readonly trigger_state: 'Triggered' | 'Resolved';
  /** ISO 8601. */
  readonly triggered: string;
  /** Why it fired, in words. */
  readonly reason: string;
  readonly triggering_labels: Readonly<Record<string, string>>;
  readonly triggering_event: ReceivedEvent | null;
  readonly actions: readonly ActionResult[];
}
