/** Samples of one instant, or of one step of the coarse part: time (epoch ms), how many, their sum. */
export type Cell = [time: number, count: number, sum: number];

/** A flow run that may still change its sample, or is still to give one: a time (epoch ms), and 1 or 0 for well or failed. */
export type RunRow = [time: number, ok?: number];

/**
 * What a metric trigger remembers: plain data, the same after any JSON round trip. Its size is bounded, whatever
 * the range and the rate of flow runs.
 */
export interface MetricState {
  /** The events' clock as far as it has been taken in, epoch ms. */
  now: number;
  /** Samples in the range, oldest first. */
  cells: Cell[];
  /** Samples up to here (epoch ms) are kept by steps; null: all by themselves. */
  coarse: number | null;
  /** Flow runs under way, by id behind a colon, the one that has not changed for longest first. */
  open: Record<string, RunRow>;
  /** Flow runs that have ended, likewise. */
  ended: Record<string, RunRow>;
  /** Whether the condition holds. */
  breached: boolean;
  /** Since when that is so, epoch ms. */
  since: number;
  /** Whether the trigger has fired and not resolved yet. */
  fired: boolean;
  /** The last event that changed the metric. */
  last: string | null;
}

/** A metric without any flow run, at an instant of the events' clock. */
export function newMetricState(now: number): MetricState {
  return {
    now,
    cells: [],
    coarse: null,
    open: {},
    ended: {},
    breached: false,
    since: now,
    fired: false,
    last: null,
  };
}
