/**
 * The events' clock: the time that evaluation goes by. It runs with the clock, behind it by the lag of the
 * last event (rule P11), and can step back when a late event raises the lag.
 */
export interface EventsClock {
  /** Latest `occurred` so far; one that lies in the future counts as on time. */
  readonly latest: number | null;
  /** Milliseconds, never negative. */
  readonly lag: number;
  /** Highest time that the events' clock has shown so far, at the moment of the last entry. */
  readonly reached: number | null;
  /** What it showed at the moment of the last entry, before that. */
  readonly shown: number | null;
}

/** The events' clock before any event. */
export function newEventsClock(): EventsClock {
  return { latest: null, lag: 0, reached: null, shown: null };
}

/** The clock when the next entry, of whatever kind, gets its turn at `at`: what it has reached and shows by then. */
export function advanceEventsClock(clock: EventsClock, at: number): EventsClock {
  const shown = at - clock.lag;
  return { ...clock, shown, reached: clock.reached === null ? shown : Math.max(clock.reached, shown) };
}

/**
 * The clock after an event has arrived. Call `advanceEventsClock` first and give its `reached` and `shown` to the evaluation of this event:
 * what the event itself does to the clock comes after it.
 *
 * @param at - clock time of arrival, epoch ms
 * @param occurred - the event's own time, epoch ms
 */
export function observeEvent(clock: EventsClock, at: number, occurred: number): EventsClock {
  const time = Math.min(occurred, at);
  const latest = clock.latest === null ? time : Math.max(clock.latest, time);
  return { ...clock, latest, lag: Math.max(0, at - latest) };
}
