import type { EventsClockAnswer } from '../store/log.ts';

/** From clock time `at` on, until the next arrival, the events' clock is `lag` behind. */
export interface Arrival {
  readonly at: number;
  readonly lag: number;
}

/** A clock time and what the events' clock shows then, both epoch ms. */
export interface Instant {
  readonly at: number;
  readonly p: number;
}

/** When the events' clock reaches `pass` (epoch ms) if nothing arrives after `current`. */
export function reach(current: Arrival, pass: number): Instant {
  const { at, lag } = current;
  return pass + lag >= at ? { at: pass + lag, p: pass } : { at, p: at - lag };
}

/**
 * When a later pass is reached, by what an answer of the log tells of the time after it: many deadlines that lie close
 * together need one look at the log.
 *
 * @param pass later than the one that was asked for (epoch ms)
 * @returns the instant; `until` when the pass is not reached before that clock time; null when nothing is known
 */
export function laterInstant(
  { then }: EventsClockAnswer & { readonly reached: true },
  pass: number,
): Instant | { readonly until: number } | null {
  if (!then) return null;
  let current: Arrival = { at: -Infinity, lag: then.lag };
  for (const [at, lag] of then.arrivals) {
    const instant = reach(current, pass);
    // An event that arrives at the very instant counts as having come after it.
    if (instant.at <= at) return instant;
    current = { at, lag };
  }
  const instant = reach(current, pass);
  return instant.at <= then.until ? instant : { until: then.until };
}
