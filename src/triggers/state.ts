import type { TriggerFiring } from './firing.ts';
import type { MetricState } from './metrics/metric-state.ts';
import type { ReasonLog } from './reasons.ts';

/**
 * A window in its short form: key, start, end (see `encodeEnd`), count, and where absences are watched the
 * last event.
 */
export type WindowRow = [key: string, start: number, end: number | string, count: number, last?: string];

/** The windows of one leaf, or its metric. */
export interface LeafState {
  rows: WindowRow[];
  /** Events-clock time of the next pass, epoch ms; null: none (reactive, never loaded, or a metric that cannot change by itself). */
  next: number | null;
  /** Metric leaves only: what is remembered of flow runs. */
  metric?: MetricState;
}

/** The latest firing of a composite's child. */
export interface RememberedFiring {
  readonly place: number;
  readonly firing: TriggerFiring;
}

/**
 * All that evaluation remembers: plain data, the same after any JSON round trip. `reduce` changes it in place;
 * nobody else may.
 */
export interface TriggerState {
  v: 1;
  enabled: boolean;
  /** Seq of the last event handled. */
  seq: number;
  /** Clock time of the last input, epoch ms. */
  at: number | null;
  /** Highest time the events' clock has shown by then, epoch ms. */
  reached: number | null;
  leaves: LeafState[];
  /** For each composite its children's remembered firings, oldest first. */
  remembered: RememberedFiring[][];
  reasons: ReasonLog;
}

/** The state of an automation that has not been loaded: disabled and empty. */
export function newTriggerState(): TriggerState {
  return {
    v: 1,
    enabled: false,
    seq: 0,
    at: null,
    reached: null,
    leaves: [],
    remembered: [],
    reasons: { counts: {}, recent: [] },
  };
}
