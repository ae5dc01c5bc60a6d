import type { Backend } from '../backends/backend.ts';
import { batchOf } from '../batch.ts';
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
  /** Whole numbers that are kept under a name, by their keys. */
  tallies(name: string): Promise<Map<number, number>>;
  /** Puts some of them, and forgets those of the keys `gone`. */
  setTallies(name: string, changed: ReadonlyMap<number, number>, gone: readonly number[]): Promise<void>;
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
    queue.put(batchOf({ positions: [{ name, seq }] }));
  return {
    dispatcherPosition: async () => (await position(DISPATCHER)) ?? 0,
    setDispatcherPosition: (seq) => setPosition(DISPATCHER, seq),
    position,
    setPosition,
    async tallies(name) {
      const rows = await db.selectFrom('positions').selectAll().where('name', 'like', `${name}/%`).execute();
      return new Map(rows.map((row) => [Number(row.name.slice(name.length + 1)), row.seq]));
    },
    setTallies: (name, changed, gone) =>
      queue.run(
        async ({ trx }) => {
          const names = gone.map((key) => `${name}/${key}`);
          if (names.length > 0) await trx.deleteFrom('positions').where('name', 'in', names).execute();
          const values = [...changed].map(([key, seq]) => ({ name: `${name}/${key}`, seq }));
          if (values.length === 0) return;
          await trx
            .insertInto('positions')
            .values(values)
            .onConflict((c) => c.column('name').doUpdateSet((eb) => ({ seq: eb.ref('excluded.seq') })))
            .execute();
        },
        { idempotent: true },
      ),
    leases: createLeases(queue),
    workers: createWorkerPresence(backend, queue),
  };
}
