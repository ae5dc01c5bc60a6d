import type { Backend } from '../backends/backend.ts';
import type { CommitQueue } from '../commit-queue.ts';
import { createLeases, type Leases } from './leases.ts';
import { createWorkerPresence, type WorkerPresence } from './worker-presence.ts';

const DISPATCHER = 'dispatcher';

/** What the program remembers about itself. */
export interface Meta {
  /** Every log entry up to here has reached the automations that it concerns; 0 at first. */
  dispatcherPosition(): Promise<number>;
  /** Moves the position; it never moves back. */
  setDispatcherPosition(seq: number): Promise<void>;
  readonly leases: Leases;
  readonly workers: WorkerPresence;
}

/** Meta over a database. */
export function createMeta(backend: Backend, queue: CommitQueue): Meta {
  const { db } = backend;
  return {
    async dispatcherPosition() {
      const row = await db
        .selectFrom('positions')
        .select('seq')
        .where('name', '=', DISPATCHER)
        .executeTakeFirst();
      return row?.seq ?? 0;
    },
    setDispatcherPosition: (seq) =>
      queue.run(
        async ({ trx }) => {
          await trx
            .insertInto('positions')
            .values({ name: DISPATCHER, seq })
            .onConflict((c) => c.column('name').doUpdateSet({ seq }).where('positions.seq', '<', seq))
            .execute();
        },
        { idempotent: true },
      ),
    leases: createLeases(queue),
    workers: createWorkerPresence(backend, queue),
  };
}
