import type { Transaction } from 'kysely';
import type { CommitQueue } from '../commit-queue.ts';
import type { Database, LogTable } from '../schema.ts';

const ROWS_A_CHUNK = 1_000;

/** What a chunk removed, and where the next one begins; null when the horizon is reached. */
export interface RemovedChunk {
  readonly removed: number;
  readonly next: number | null;
}

/**
 * Goes through a chunk of the log behind `after` and removes what got its place before the horizon (epoch ms), but for
 * events that a firing needs which has not ended. Neither what is behind `evaluated` nor held events are looked at.
 */
export function removeLogRows(
  queue: CommitQueue,
  after: number,
  horizon: number,
  evaluated: number,
): Promise<RemovedChunk> {
  return queue.run(
    async ({ trx }) => {
      // `at` never decreases with `seq`, so the old rows are the first ones and no more than a chunk is read.
      const rows = await trx
        .selectFrom('log')
        .select(['seq', 'id', 'at', 'received', 'clock'])
        .where('seq', '>', Math.max(after, 0))
        .where('seq', '<=', evaluated)
        .orderBy('seq')
        .limit(ROWS_A_CHUNK)
        .execute();
      const old = rows.filter((row) => row.at < horizon);
      const needed = await neededEvents(trx, old);
      const unneeded = old.filter((row) => row.id === null || !needed.has(row.id));
      if (unneeded.length > 0) {
        const places = unneeded.map((row) => row.seq);
        await trx.deleteFrom('log').where('seq', 'in', places).execute();
        await raiseFloor(trx, unneeded);
      }
      const last = rows.at(-1);
      const isEnd = last === undefined || rows.length < ROWS_A_CHUNK || old.length < rows.length;
      return { removed: unneeded.length, next: isEnd ? null : last.seq };
    },
    { idempotent: true },
  );
}

async function neededEvents(
  trx: Transaction<Database>,
  rows: readonly Pick<LogTable, 'id'>[],
): Promise<Set<string>> {
  const ids = rows.flatMap((row) => row.id ?? []);
  if (ids.length === 0) return new Set();
  const needed = await trx
    .selectFrom('firing_events')
    .innerJoin('firings', 'firings.id', 'firing_events.firing_id')
    .select('firing_events.event_id')
    .where('firing_events.event_id', 'in', ids)
    .where('firings.open', '>', 0)
    .execute();
  return new Set(needed.map((row) => row.event_id));
}

/** The events' clock's history now begins with the newest arrival that is gone. */
async function raiseFloor(
  trx: Transaction<Database>,
  removed: readonly Pick<LogTable, 'received' | 'clock'>[],
): Promise<void> {
  const arrivals = removed.filter((row) => row.clock !== null);
  if (arrivals.length === 0) return;
  const received = Math.max(...arrivals.map((row) => row.received));
  const clock = Math.max(...arrivals.filter((row) => row.received === received).map((row) => row.clock ?? 0));
  await trx
    .updateTable('log_head')
    .set({ floor_received: received, floor_clock: clock })
    .where('id', '=', 1)
    .where((eb) =>
      eb.or([
        eb('floor_received', 'is', null),
        eb('floor_received', '<', received),
        eb.and([eb('floor_received', '=', received), eb('floor_clock', '<', clock)]),
      ]),
    )
    .execute();
}
