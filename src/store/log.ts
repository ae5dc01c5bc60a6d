import type { TestFire } from '../evaluation/items.ts';
import type { ReceivedEvent } from '../schemas/events.ts';
import type { Text } from './log/text.ts';

/** What a control entry says about its automation; `definition` is there where the automation's behaviour changes. */
export type AutomationControl =
  | { readonly type: 'created' | 'updated'; readonly version: number; readonly enabled: boolean }
  | { readonly type: 'paused' | 'resumed'; readonly version: number }
  | { readonly type: 'deleted'; readonly version: number }
  /** It is to fire once, as a test; its windows know nothing of it. */
  | { readonly type: 'test-fired'; readonly version: number; readonly test: TestFire }
  /** Its keys were spread over `from` partitions, and are over `partitions` from here on. */
  | {
      readonly type: 'partitioned';
      readonly version: number;
      readonly from: number;
      readonly partitions: number;
    };

/**
 * One entry of the log. `seq` is the order of evaluation; `at` (epoch ms) is when the entry got its place and never
 * decreases with `seq`; `lag` (ms) is how far the events' clock was behind `at` after this entry.
 */
export type LogEntry = EventEntry | ControlEntry | BarrierEntry | OnlineEntry;

interface EntryBase {
  readonly seq: number;
  readonly at: number;
  readonly lag: number;
  /** Highest time that the events' clock had shown when the entry got its turn, epoch ms (rule R10 goes by it). */
  readonly reached: number;
  /** What it showed just before the entry: less than `reached` after a late event. */
  readonly shown: number;
}

/** An event that reached the log. `origin` is the automation that emitted it, `depth` the length of its chain of causes (0: from outside). */
export interface EventEntry extends EntryBase {
  readonly kind: 'event';
  readonly event: ReceivedEvent;
  /** Epoch ms. */
  readonly occurred: number;
  readonly received: number;
  readonly origin: string | null;
  readonly depth: number;
  /** What can be said of the event without having it parsed, where it has not been: `event` does that when it is asked for. */
  readonly brief?: EventBrief;
}

/** Enough of an event to see that it concerns nobody. */
export interface EventBrief {
  readonly name: string;
  readonly resourceId: string;
  readonly hasRelated: boolean;
}

/** A change of an automation, at its place between the events. */
export interface ControlEntry extends EntryBase {
  readonly kind: 'control';
  readonly automationId: string;
  readonly control: AutomationControl;
}

/** Asked for by an automation: when it comes back, all that was received before it has been delivered. */
export interface BarrierEntry extends EntryBase {
  readonly kind: 'barrier';
  readonly automationId: string;
  /** The partition of the automation that asked; 0 when there is one only. */
  readonly partition: number;
}

/** The log takes entries again after a time in which nothing could be received: from `downSince` to `at` (epoch ms). */
export interface OnlineEntry extends EntryBase {
  readonly kind: 'online';
  readonly downSince: number;
}

/** An event to append, already validated. */
export interface NewEvent {
  readonly event: Omit<ReceivedEvent, 'received'> & { readonly received?: string };
  /** Its JSON without `received`, if that was made before. */
  readonly text?: string;
  readonly origin?: string | null;
  readonly depth?: number;
}

/** An event to append of which only its text, made by whoever has validated it, is at hand, and what the log goes by. */
export interface TextEvent {
  readonly id: string;
  readonly name: string;
  readonly resourceId: string;
  /** Epoch ms. */
  readonly occurred: number;
  readonly hasRelated: boolean;
  readonly follows: string | null;
  /** Its JSON without `received`. */
  readonly text: Text;
  readonly depth: number;
}

/** When the events' clock reaches a pass, as far as the log knows. */
export type EventsClockAnswer =
  /**
   * Reached at clock time `at`, when the events' clock showed `p`; `resumedAt` when that fell into a downtime that ended
   * then. `then` tells how the clock went on, so that later passes need not be asked for one by one.
   */
  | {
      readonly reached: true;
      readonly at: number;
      readonly p: number;
      readonly resumedAt?: number;
      readonly then?: ClockCourse;
    }
  /** Not reached by `until`; it will not be before `notBefore` unless further events arrive. `now` is the log's clock. All epoch ms. */
  | { readonly reached: false; readonly notBefore: number; readonly now: number };

/** How the events' clock went on from an instant, up to `until`: `lag` (ms) behind the clock, and from each arrival on as it says. */
export interface ClockCourse {
  readonly lag: number;
  readonly arrivals: readonly (readonly [at: number, lag: number])[];
  /** Epoch ms. */
  readonly until: number;
}

/** What `settle` answers. */
export interface Settled {
  readonly clock: EventsClockAnswer;
  /** The last seq: nothing gets a place behind it at a time before the clock's present. */
  readonly head: number;
}

/** The append-only log: one order of events and control entries. */
export interface Log {
  /**
   * Appends events in the order given, all in one commit shared with whoever else is waiting (group commit).
   * Resolves once they are durable. An id that is already there is accepted and not stored again.
   */
  append(events: readonly (NewEvent | TextEvent)[]): Promise<void>;
  /** Appends a barrier entry for an automation (for one of its partitions); answers its seq and `at`. */
  appendBarrier(automationId: string, partition?: number): Promise<{ seq: number; at: number }>;
  /**
   * In one commit: makes sure that nothing can be appended before the present any more, and looks whether the events'
   * clock has reached `pass` (epoch ms). When it has and `barrier` names an automation, appends a barrier entry for it.
   */
  settle(pass: number, barrier?: { automationId: string; partition: number }): Promise<Settled>;
  /**
   * Entries with `seq > after`, in order, `limit` at most. Never skips a seq that commits later. Fewer than `limit` do
   * not mean the end (another process may have appended more): only an empty answer does.
   */
  read(after: number, limit: number): Promise<LogEntry[]>;
  /** Event entries by event id (held ones as well), in the order asked; absent ones are left out. */
  eventsById(ids: readonly string[]): Promise<EventEntry[]>;
  /** The last seq given, 0 when empty. */
  head(): Promise<number>;
  /**
   * The first clock instant, up to `until` (default: now, with everything in flight settled first), at which
   * clock − lag >= pass. All in epoch ms.
   */
  eventsClock(pass: number, until?: number): Promise<EventsClockAnswer>;
  /** Calls the listener soon after each commit (of this process; over Postgres: of any process). Returns the way to stop it. */
  onAppend(listener: () => void): () => void;
  /** Releases held followers whose 15 minutes are over; answers when the next one is due (epoch ms) or null. */
  releaseOverdue(): Promise<number | null>;
}
