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
  /** How far something of a name has come; undefined before it has begun. */
  position(name: string): Promise<number | undefined>;
  /** Moves such a place; it never moves back. */
  setPosition(name: string, place: number): Promise<void>;
  readonly leases: Leases;
  readonly workers: WorkerPresence;
}

/** Meta over a database. */
export function createMeta(backend: Backend, queue: CommitQueue): Meta {
  const { db } = backend;
  const position = async (name: string): Promise<number | undefined> => {
    const row = await db.selectFrom('positions').select('seq').where('name', '=', name).executeTakeFirst();
    return row?.seq;
  };
  const setPosition = (name: string, seq: number): Promise<void> =>
    queue.run(
      async ({ trx }) => {
        await trx
          .insertInto('positions')
          .values({ name, seq })
          .onConflict((c) => c.column('name').doUpdateSet({ seq }).where('positions.seq', '<', seq))
          .execute();
      },
      { idempotent: true },
    );
  return {
    dispatcherPosition: async () => (await position(DISPATCHER)) ?? 0,
    setDispatcherPosition: (seq) => setPosition(DISPATCHER, seq),
    position,
    setPosition,
    leases: createLeases(queue),
    workers: createWorkerPresence(backend, queue),
  };
}
