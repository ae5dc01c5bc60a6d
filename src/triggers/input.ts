import type { LeafPast } from './metrics/metric-past.ts';
import type { LeafMatch } from './project.ts';

/** Fields of the entries that have their place in the log. All times are epoch ms; fractions are allowed. */
interface LogEntry {
  /** Clock time at which the entry gets its turn. */
  readonly at: number;
  /** Lag of the events' clock after this entry (rule P11). */
  readonly lag: number;
  /**
   * The highest time that the events' clock has shown before this entry, ever (`advanceEventsClock(…).reached`).
   * Windows that ended a minute before it are forgotten. Default: `at - lag`.
   */
  readonly reached?: number | undefined;
  /**
   * What the events' clock showed just before this entry: `at` less the lag of the log's previous entry; better still, the
   * highest that it has shown since this automation's previous entry. It decides about windows that were
   * opened while the clock stood behind `reached`, after a late event. Default: the lesser of `reached` and `at - lag`.
   */
  readonly shown?: number | undefined;
}

/** An automation was created, or replaced as a whole: windows and remembered firings are forgotten. */
export interface LoadInput extends LogEntry {
  readonly type: 'load';
  /** False for one created or replaced as disabled. Default true. */
  readonly enabled?: boolean | undefined;
  /** What the log has of metrics' flow runs; a metric without it begins empty. */
  readonly past?: readonly LeafPast[] | undefined;
}

/** An event that `projectEvent` gave matches for. */
export interface EventInput extends LogEntry {
  readonly type: 'event';
  /** Its place in the log; events not after the last one handled are ignored. */
  readonly seq: number;
  readonly id: string;
  readonly occurred: number;
  readonly matches: readonly LeafMatch[];
}

/** The automation is disabled: it takes no notice of events and makes no passes. */
export interface DisableInput {
  readonly type: 'disable';
  readonly at: number;
}

/** It is enabled again: a pass is made at once. */
export interface EnableInput extends LogEntry {
  readonly type: 'enable';
  /** What the log has of metrics' flow runs; a metric without it goes on with what it knew. */
  readonly past?: readonly LeafPast[] | undefined;
}

/** The events' clock has come to the time of the next pass. */
export interface PassInput {
  readonly type: 'pass';
  /** Clock time. */
  readonly at: number;
  /** Events-clock time: `at` less the lag. */
  readonly p: number;
  /**
   * The highest that the events' clock had shown since this automation's previous entry until an event made it leap over the
   * time of the pass. Default: the time of the pass.
   */
  readonly shown?: number | undefined;
  /** Clock time until which nothing ran, from before this pass on. */
  readonly resumedAt?: number | undefined;
}

/** What `reduce` takes. */
export type TriggerInput = LoadInput | EventInput | DisableInput | EnableInput | PassInput;
