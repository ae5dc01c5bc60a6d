import type { CommitQueue } from '../commit-queue.ts';

const ROWS_A_CHUNK = 500;

/** Removes a chunk of firings that were recorded before the horizon (epoch ms) and have ended, with all that is theirs. */
export function removeFirings(queue: CommitQueue, horizon: number): Promise<number> {
  return queue.run(
    async ({ trx }) => {
      const rows = await trx
        .selectFrom('firings')
        .select('id')
        .where('recorded', '<', horizon)
        .where('open', '=', 0)
        .orderBy('recorded')
        .limit(ROWS_A_CHUNK)
        .execute();
      if (rows.length === 0) return 0;
      const ids = rows.map((row) => row.id);
      await trx.deleteFrom('firing_actions').where('firing_id', 'in', ids).execute();
      await trx.deleteFrom('firing_events').where('firing_id', 'in', ids).execute();
      await trx.deleteFrom('action_claims').where('firing_id', 'in', ids).execute();
      await trx.deleteFrom('firings').where('id', 'in', ids).execute();
      return ids.length;
    },
    { idempotent: true },
  );
}
