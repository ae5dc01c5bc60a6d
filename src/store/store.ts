import { createAutomations, type Automations } from './automations/automation-store.ts';
import type { Backend } from './backends/backend.ts';
import { openSqlite } from './backends/sqlite.ts';
import { CommitQueue } from './commit-queue.ts';
import type { Log } from './log.ts';
import { createLog } from './log/event-log.ts';
import { migrate } from './migrations/migrate.ts';
import { Notifier } from './notifier.ts';

/** Where the store keeps its data, and how. */
export interface StoreOptions {
  /** A file, or `:memory:`. */
  readonly sqlite?: { readonly path: string };
  /** The clock (epoch ms); `Date.now` when absent. */
  readonly clock?: () => number;
}

/** Everything that is kept. */
export interface Store {
  readonly log: Log;
  readonly automations: Automations;
  /** Finishes what was submitted, then lets go of the database. */
  close(): Promise<void>;
}

/**
 * Opens the store and brings its schema up to date.
 *
 * @example const store = await openStore({ sqlite: { path: '.data/automations.sqlite' } });
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const backend = openBackend(options);
  try {
    await migrate(backend.db, backend.dialect);
  } catch (error) {
    await backend.close();
    throw error;
  }
  const notifier = new Notifier();
  const queue = new CommitQueue(backend, () => notifier.notify());
  return {
    log: createLog(backend, queue, notifier),
    automations: createAutomations(backend, queue),
    async close() {
      await queue.close();
      await backend.close();
    },
  };
}

function openBackend({ sqlite, clock = Date.now }: StoreOptions): Backend {
  return openSqlite(sqlite?.path ?? ':memory:', clock);
}
