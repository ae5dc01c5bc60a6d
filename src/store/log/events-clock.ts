import { sql } from 'kysely';
import type { Backend, Reader } from '../backends/backend.ts';
import type { CommitQueue } from '../commit-queue.ts';
import type { EventsClockAnswer } from '../log.ts';

const ARRIVALS_A_QUERY = 1_000;

/** From clock time `at` on, until the next arrival, the events' clock is `lag` behind. */
interface Arrival {
  readonly at: number;
  readonly lag: number;
}

/** A clock time and what the events' clock shows then. */
interface Instant {
  readonly at: number;
  readonly p: number;
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
  const end = until ?? (await settledNow(queue));
  const { at, p } = await findInstant(backend.db, pass, end);
  if (at > end) {
    return { reached: false, notBefore: at, now: until === undefined ? end : await backend.now() };
  }
  const resumedAt = await downtimeEnd(backend.db, at);
  return { reached: true, at, p, ...(resumedAt === undefined ? {} : { resumedAt }) };
}

/** The present, with nothing in flight that could still come before it, nor a clock that steps back behind it. */
function settledNow(queue: CommitQueue): Promise<number> {
  return queue.run(
    (write) => {
      write.settle();
      return Promise.resolve(write.at);
    },
    { idempotent: true },
  );
}

/** The instant, or the one at which it would be if nothing else arrived: then it is later than `until`. */
async function findInstant(db: Reader, pass: number, until: number): Promise<Instant> {
  let current = await arrivalBefore(db, pass);
  for (;;) {
    const next = await arrivalsFrom(db, Math.max(current.at, pass), until, current);
    for (const arrival of next) {
      const instant = reach(current, pass);
      if (instant.at <= arrival.at) return instant;
      current = arrival;
    }
    if (next.length < ARRIVALS_A_QUERY) return reach(current, pass);
  }
}

/** When `pass` is reached if nothing else arrives. */
function reach(current: Arrival, pass: number): Instant {
  const { at, lag } = current;
  return pass + lag >= at ? { at: pass + lag, p: pass } : { at, p: at - lag };
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

/** When the downtime ended that an instant fell into, if it did. */
async function downtimeEnd(db: Reader, instant: number): Promise<number | undefined> {
  const entries = await db
    .selectFrom('log')
    .select(['at', 'body'])
    .where(sql<boolean>`kind = 'online'`)
    .where('received', '>=', instant)
    .orderBy('received')
    .execute();
  return entries.find(({ body }) => (JSON.parse(body ?? '{}') as { downSince: number }).downSince <= instant)
    ?.at;
}
