import type { Backend } from '../backends/backend.ts';
import type { CommitQueue } from '../commit-queue.ts';
import { AutomationError } from '../../errors.ts';

/**
 * States of automations that are too large for a workflow's input, or that go from one workflow to another, in chunks.
 * `automationId` may name a partition: `<id>/<number>`.
 */
export interface Snapshots {
  save(input: { automationId: string; snapshot: string; chunk: number; text: string }): Promise<void>;
  /** @throws {AutomationError} `snapshot_missing` */
  load(input: { automationId: string; snapshot: string; chunk: number }): Promise<string>;
  /** How many chunks there are, once the chunk 0 is there; it's the last one to be saved. */
  chunks(input: { automationId: string; snapshot: string }): Promise<number>;
}

/** The one that is being written, the one that is in use, and one to spare for a run that is reset. */
const KEPT = 3;

/** Snapshots over a database. Saving one drops those that nobody can ask for any more. */
export function createSnapshots({ db }: Backend, queue: CommitQueue): Snapshots {
  return {
    save: ({ automationId, snapshot, chunk, text }) =>
      queue.run(
        async ({ trx, at }) => {
          await trx
            .insertInto('snapshots')
            .values({ automation_id: automationId, snapshot, chunk, saved: at, text })
            .onConflict((c) => c.columns(['automation_id', 'snapshot', 'chunk']).doUpdateSet({ text }))
            .execute();
          if (chunk > 0) return;
          const first = await trx
            .selectFrom('snapshots')
            .select('snapshot')
            .where('automation_id', '=', automationId)
            .where('chunk', '=', 0)
            .orderBy('saved', 'desc')
            .limit(KEPT)
            .execute();
          await trx
            .deleteFrom('snapshots')
            .where('automation_id', '=', automationId)
            .where('snapshot', 'not in', [...first.map((row) => row.snapshot), snapshot])
            .execute();
        },
        { idempotent: true },
      ),
    async chunks({ automationId, snapshot }) {
      const rows = await db
        .selectFrom('snapshots')
        .select('chunk')
        .where('automation_id', '=', automationId)
        .where('snapshot', '=', snapshot)
        .execute();
      return rows.some(({ chunk }) => chunk === 0) ? rows.length : 0;
    },
    async load({ automationId, snapshot, chunk }) {
      const row = await db
        .selectFrom('snapshots')
        .select('text')
        .where('automation_id', '=', automationId)
        .where('snapshot', '=', snapshot)
        .where('chunk', '=', chunk)
        .executeTakeFirst();
      if (row === undefined) {
        throw new AutomationError(
          'snapshot_missing',
          `No chunk ${chunk} of the state of automation ${automationId}`,
        );
      }
      return row.text;
    },
  };
}
