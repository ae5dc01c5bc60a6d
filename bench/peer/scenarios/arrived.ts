import type { Sink } from '../../sink.ts';

/** Waits until this many calls have arrived or the time (ms) is over; answers how many have. */
export async function arrivedWithin(sink: Sink, count: number, limitMs: number): Promise<number> {
  await sink.waitFor(count, limitMs).catch(() => undefined);
  return sink.arrivals.length;
}

/** The time of the last arrival, epoch ms; undefined without one. */
export function lastArrival(sink: Sink): number | undefined {
  const { arrivals } = sink;
  return arrivals.length === 0 ? undefined : Math.max(...arrivals.map(({ at }) => at));
}
