import type { Logger } from 'pino';
import type { Cipher } from '../secrets/cipher.ts';
import { createBlocks, type Blocks } from './blocks/block-store.ts';
import { createIncidents, type Incidents } from './incidents/incident-store.ts';
import { createVariables, type Variables } from './variables/variable-store.ts';
import { createWebhooks, type Webhooks } from './webhooks/webhook-store.ts';
import { createAutomations, type Automations } from './automations/automation-store.ts';
import type { Backend } from './backends/backend.ts';
import { openPostgres } from './backends/postgres.ts';
import { openSqlite } from './backends/sqlite.ts';
import { createEvents, type Events } from './events/event-store.ts';
import { createFirings } from './firings/firing-store.ts';
import type { FiringStore } from './firings/types.ts';
import { createRetention, type Retention } from './retention/retention.ts';
import { createRunCauses, type RunCauses } from './run-causes/run-cause-store.ts';
import { createSnapshots, type Snapshots } from './snapshots/snapshot-store.ts';
import { CommitQueue } from './commit-queue.ts';
import { Delivery } from './delivery.ts';
import type { Log } from './log.ts';
import { createLog } from './log/event-log.ts';
import { Tail } from './log/tail.ts';
import { createMeta, type Meta } from './meta/meta-store.ts';
import { createPresence } from './meta/presence.ts';
import { migrate } from './migrations/migrate.ts';
import { Notifier } from './notifier.ts';
import { createObjects, type Objects } from './objects/objects.ts';

/** Where the store keeps its data, and how. */
export interface StoreOptions {
  /** A file, or `:memory:`. One process has it for itself. */
  readonly sqlite?: { readonly path: string };
  /** A database that several processes may share. */
  readonly postgres?: { readonly url: string };
  /** The clock (epoch ms). When absent: `Date.now` over SQLite, the database's own clock over Postgres. */
  readonly clock?: () => number;
  /**
   * Temporal's namespace, in which flow runs are carried out; `default` when absent. The pool with its name is that of queues
   * whose pool nobody names.
   */
  readonly namespace?: string;
  /** For the secrets of blocks; without it no block document can be written or read. */
  readonly cipher?: Cipher;
  /** Hears of what goes wrong in the background. */
  readonly logger?: Pick<Logger, 'warn' | 'info'>;
}

/** Everything that is kept. */
export interface Store extends Objects {
  readonly log: Log;
  readonly automations: Automations;
  readonly events: Events;
  readonly firings: FiringStore;
  readonly snapshots: Snapshots;
  readonly blocks: Blocks;
  readonly webhooks: Webhooks;
  readonly variables: Variables;
  readonly incidents: Incidents;
  readonly runCauses: RunCauses;
  readonly meta: Meta;
  readonly retention: Retention;
  /** What the dispatcher of this process has told; null where other processes may dispatch or evaluate too. */
  readonly delivery: Delivery | null;
  /**
   * Says that events can be received from now on, and goes on saying so until the store is closed. If nobody was
   * there before, an `online` entry tells since when.
   */
  markOnline(): Promise<void>;
  /** Whether events can be received at the moment, by this or any other process; true before the first `markOnline`. */
  isReceiving(): Promise<boolean>;
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
    // The first event should not have to wait until its thread has started.
    void backend.writer;
  } catch (error) {
    await backend.close();
    throw error;
  }
  const notifier = new Notifier();
  const tail = new Tail();
  const queue = new CommitQueue(backend, (appended) => {
    tail.add(appended.before, appended.entries, appended.after);
    notifier.notify();
  });
  backend.listen(() => notifier.notify());
  const meta = createMeta(backend, queue);
  const webhooks = createWebhooks(backend, queue);
  const presence = createPresence(backend, queue);
  return {
    log: createLog(backend, queue, notifier, tail),
    automations: createAutomations(backend, queue),
    events: createEvents(backend),
    firings: createFirings(backend, queue),
    snapshots: createSnapshots(backend, queue),
    blocks: createBlocks(backend, queue, options.cipher),
    webhooks,
    variables: createVariables(backend, queue),
    ...createObjects(backend, queue, options.namespace ?? 'default'),
    incidents: createIncidents(backend, queue),
    runCauses: createRunCauses(backend, queue),
    meta,
    retention: createRetention(backend, queue, meta, tail),
    delivery: backend.dialect === 'sqlite' ? new Delivery() : null,
    markOnline: () => presence.markOnline(),
    isReceiving: () => presence.isReceiving(),
    async close() {
      await presence.stop();
      await webhooks.flush();
      await queue.close();
      await backend.close();
    },
  };
}

function openBackend({ sqlite, postgres, clock, logger }: StoreOptions): Backend {
  if (postgres === undefined) return openSqlite(sqlite?.path ?? ':memory:', clock ?? Date.now);
  return openPostgres(postgres.url, clock, (error) => {
    logger?.warn({ err: error }, 'a connection to the database broke; trying again');
  });
}
