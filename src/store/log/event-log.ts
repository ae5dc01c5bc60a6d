import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Backend } from '../backends/backend.ts';
import { batchOf } from '../batch.ts';
import type { CommitQueue } from '../commit-queue.ts';
import type { EventEntry, Log } from '../log.ts';
import type { Notifier } from '../notifier.ts';
import { toDraft, toEntry, toEventEntry } from './entry.ts';
import { eventsClock, settle } from './events-clock.ts';
import { FOLLOWER_PATIENCE } from './sequence.ts';
import type { Tail } from './tail.ts';

const IDS_A_QUERY = 400;
const LONG_READ = 50;

/** The log over a database. */
export function createLog(backend: Backend, queue: CommitQueue, notifier: Notifier, tail: Tail): Log {
  const { db } = backend;
  return {
    append: async (events) => queue.put(batchOf({ events: events.map(toDraft) })),

    appendBarrier: (automationId, partition = 0) =>
      queue.run(async (write) => ({ seq: await write.barrier(automationId, partition), at: write.at }), {
        idempotent: true,
      }),

    settle: (pass, barrier) => settle(queue, pass, barrier),

    async read(after, limit) {
      const newest = tail.read(Math.max(after, 0), limit);
      if (newest !== null) return newest;
      const rows = await db
        .selectFrom('log')
        .selectAll()
        .where('seq', '>', Math.max(after, 0))
        .orderBy('seq')
        .limit(limit)
        .execute();
      // SQLite answers without ever letting go of the event loop; who reads a long log in a row must not keep it.
      if (rows.length >= LONG_READ) await setImmediate();
      return rows.map(toEntry);
    },

    async eventsById(ids) {
      const found = new Map<string, EventEntry>();
      const wanted = [...new Set(ids.map((id) => id.toLowerCase()))];
      while (wanted.length > 0) {
        const rows = await db
          .selectFrom('log')
          .selectAll()
          .where(backend.whereIds(wanted.splice(0, IDS_A_QUERY)))
          .execute();
        for (const row of rows) if (row.id !== null) found.set(row.id, toEventEntry(row));
      }
      return ids.flatMap((id) => found.get(id.toLowerCase()) ?? []);
    },

    async head() {
      const head = await db.selectFrom('log_head').select('seq').executeTakeFirstOrThrow();
      return head.seq;
    },

    eventsClock: (pass, until) => eventsClock(backend, queue, pass, until),

    onAppend: (listener) => notifier.add(listener),

    async releaseOverdue() {
      const oldest = db
        .selectFrom('log')
        .select('received')
        .where(sql<boolean>`seq < 0`)
        .orderBy('seq', 'desc')
        .limit(1);
      const due = async (): Promise<number | null> => {
        const row = await oldest.executeTakeFirst();
        return row === undefined ? null : row.received + FOLLOWER_PATIENCE;
      };
      const first = await due();
      if (first === null || first > (await backend.now())) return first;
      // Any append releases what is overdue, also an empty one.
      await queue.run((write) => write.append([]), { idempotent: true });
      return due();
    },
  };
}
