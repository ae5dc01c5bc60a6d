import { sql } from 'kysely';
import type { Backend, Reader } from '../backends/backend.ts';
import type { CommitQueue } from '../commit-queue.ts';
import { reach, type Arrival, type Instant } from '../../evaluation/clock-course.ts';
import type { ClockCourse, EventsClockAnswer, Settled } from '../log.ts';

const ARRIVALS_A_QUERY = 1_000;

/** In ms: the precision of the log's times. */
const MICROSECOND = 0.001;

/** Arrivals after the instant that an answer tells of: it becomes part of a workflow's history. */
const ARRIVALS_TOLD = 100;

/** An instant at which a pass is reached, the lag then, and the arrivals after it as far as they were read. */
interface Found extends Instant {
  readonly lag: number;
  readonly later: readonly Arrival[];
  /** Whether there may be more arrivals than these. */
  readonly more: boolean;
}

/**
 * Finds the first instant at which clock − lag reached `pass` (rule P11); see `Log.eventsClock`.
 * An event that arrives at the very instant counts as having come after it, so that an answer once given stays true.
 */
export async function eventsClock(
  backend: Backend,
  queue: CommitQueue,
  pass: number,
  until?: number,
): Promise<EventsClockAnswer> {
  if (until === undefined) return (await settle(queue, pass)).clock;
  return lookUp(backend.db, pass, until, await backend.now());
}

/**
 * Looks at the events' clock with nothing in flight that could still come before the present, nor a clock that steps back
 * behind it; see `Log.settle`.
 */
export function settle(
  queue: CommitQueue,
  pass: number,
  barrier?: { automationId: string; partition: number },
): Promise<Settled> {
  return queue.run(
    async (write) => {
      write.settle();
      const clock = await lookUp(write.trx, pass, write.at, write.at);
      if (!clock.reached || !barrier) return { clock, head: write.head.seq };
      return { clock, head: await write.barrier(barrier.automationId, barrier.partition) };
    },
    { idempotent: true },
  );
}

async function lookUp(db: Reader, pass: number, end: number, now: number): Promise<EventsClockAnswer> {
  const found = await findInstant(db, pass, end);
  const { at, p } = found;
  if (at > end) return { reached: false, notBefore: at, now };
  const downtimes = await downtimesAfter(db, at);
  const resumedAt = downtimes.find(({ since }) => since <= at)?.end;
  if (resumedAt !== undefined) return { reached: true, at, p, resumedAt };
  // What lies in a downtime is looked up by itself.
  const down = Math.min(...downtimes.map(({ since }) => since)) - MICROSECOND;
  return { reached: true, at, p, then: courseOf(found, Math.min(end, down)) };
}

function courseOf({ lag, later, more }: Found, end: number): ClockCourse {
  const told = later.slice(0, ARRIVALS_TOLD);
  const isCut = more || told.length < later.length;
  const until = isCut ? Math.min(end, told[told.length - 1]?.at ?? -Infinity) : end;
  return { lag, arrivals: told.map((arrival) => [arrival.at, arrival.lag] as const), until };
}

/** The instant, or the one at which it would be if nothing else arrived: then it is later than `until`. */
async function findInstant(db: Reader, pass: number, until: number): Promise<Found> {
  let current = await arrivalBefore(db, pass);
  for (;;) {
    const next = await arrivalsFrom(db, Math.max(current.at, pass), until, current);
    const more = next.length === ARRIVALS_A_QUERY;
    for (const [index, arrival] of next.entries()) {
      const instant = reach(current, pass);
      if (instant.at <= arrival.at) return { ...instant, lag: current.lag, later: next.slice(index), more };
      current = arrival;
    }
    if (!more) return { ...reach(current, pass), lag: current.lag, later: [], more };
  }
}

/** The last arrival before an instant, also if retention has removed it; without one there is no lag. */
async function arrivalBefore(db: Reader, instant: number): Promise<Arrival> {
  const row = await db
    .selectFrom('log')
    .select(['received as at', 'clock'])
    .where('received', '<', instant)
    .where('clock', 'is not', null)
    .orderBy('received', 'desc')
    .orderBy('clock', 'desc')
    .limit(1)
    .executeTakeFirst();
  const known = row === undefined ? undefined : { at: row.at, lag: row.at - (row.clock ?? row.at) };
  const floor = await removedArrival(db);
  // Retention leaves out what is still needed, so a row that is there may be older than the last one that is gone.
  const isGone = floor !== undefined && floor.at < instant && floor.at > (known?.at ?? -Infinity);
  return (isGone ? floor : known) ?? { at: -Infinity, lag: 0 };
}

async function removedArrival(db: Reader): Promise<Arrival | undefined> {
  const head = await db.selectFrom('log_head').select(['floor_received', 'floor_clock']).executeTakeFirst();
  const { floor_received: at = null, floor_clock: clock = null } = head ?? {};
  return at === null || clock === null ? undefined : { at, lag: at - clock };
}

/** The arrivals from an instant on, one for each instant: of those at the same time the last one counts. */
async function arrivalsFrom(db: Reader, from: number, until: number, after: Arrival): Promise<Arrival[]> {
  const rows = await db
    .selectFrom('log')
    .select(['received as at', sql<number>`max(clock)`.as('clock')])
    .where('received', '>=', from)
    .where('received', '>', after.at)
    .where('received', '<=', until)
    .where('clock', 'is not', null)
    .groupBy('received')
    .orderBy('received')
    .limit(ARRIVALS_A_QUERY)
    .execute();
  return rows.map(({ at, clock }) => ({ at, lag: at - clock }));
}

/** The downtimes that ended at an instant or after it, in their order. */
async function downtimesAfter(db: Reader, instant: number): Promise<{ since: number; end: number }[]> {
  const entries = await db
    .selectFrom('log')
    .select(['at', 'body'])
    .where(sql<boolean>`kind = 'online'`)
    .where('received', '>=', instant)
    .orderBy('received')
    .execute();
  return entries.map(({ at, body }) => ({
    since: (JSON.parse(body ?? '{}') as { downSince: number }).downSince,
    end: at,
  }));
}
