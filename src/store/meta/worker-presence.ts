import type { Backend, Reader } from '../backends/backend.ts';
import type { CommitQueue } from '../commit-queue.ts';

/** Between two signs of life of a worker, in ms. */
export const WORKER_BEAT_MS = 30_000;
/** Without a sign for longer than this, no worker was there, in ms. */
const GAP_MS = 5 * 60_000;
/** After an absence the workflows get this long to catch up before what they may need can go, in ms. */
const CATCH_UP_MS = 3_600_000;

const ALIVE = 'worker_alive';
const SINCE = 'worker_since';
const BEFORE = 'worker_before';

/**
 * Knows how far the workflows can have evaluated: what Temporal has acknowledged may still wait for a worker, and that
 * worker will need the events and the clock of that time.
 */
export interface WorkerPresence {
  /** A worker says that it runs. */
  beat(): Promise<void>;
  /** Clock time (epoch ms) up to which workers were there and have caught up. */
  evaluatedUntil(): Promise<number>;
}

/** Worker presence over a database. */
export function createWorkerPresence(backend: Backend, queue: CommitQueue): WorkerPresence {
  return {
    beat: () =>
      queue.run(
        async ({ trx, now }) => {
          const alive = await read(trx, ALIVE);
          if (alive === undefined || now - alive > GAP_MS) {
            await write(trx, BEFORE, alive ?? now);
            await write(trx, SINCE, now);
          }
          await write(trx, ALIVE, now);
        },
        { idempotent: true },
      ),
    async evaluatedUntil() {
      const now = await backend.now();
      const [alive, since, before] = await Promise.all(
        [ALIVE, SINCE, BEFORE].map((key) => read(backend.db, key)),
      );
      // Before the first worker there is no workflow that could have fallen behind.
      if (alive === undefined || since === undefined || before === undefined) return now;
      if (now - since < CATCH_UP_MS) return before;
      return now - alive > GAP_MS ? alive : now;
    },
  };
}

async function read(reader: Reader, key: string): Promise<number | undefined> {
  const row = await reader.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst();
  return row && Number(row.value);
}

async function write(reader: Reader, key: string, at: number): Promise<void> {
  await reader
    .insertInto('meta')
    .values({ key, value: String(at) })
    .onConflict((c) => c.column('key').doUpdateSet({ value: String(at) }))
    .execute();
}
