import type { CommitQueue } from '../commit-queue.ts';

const ROWS_A_CHUNK = 500;

/**
 * Removes a chunk of firings that were recorded before the horizon (epoch ms) and have ended, with all that is theirs.
 * Those with a dead letter stay until `deadHorizon`: somebody may yet send it again, but not for ever, since a
 * peer that is gone for good makes more of them all the time.
 */
export function removeFirings(queue: CommitQueue, horizon: number, deadHorizon: number): Promise<number> {
  return queue.run(
    async ({ trx }) => {
      const rows = await trx
        .selectFrom('firings')
        .select('id')
        .where('recorded', '<', horizon)
        .where(({ eb, or, and, not, exists, selectFrom }) =>
          or([
            eb('open', '=', 0),
            and([
              eb('recorded', '<', deadHorizon),
              not(
                exists(
                  selectFrom('firing_actions')
                    .select('firing_actions.idx')
                    .whereRef('firing_actions.firing_id', '=', 'firings.id')
                    .where('firing_actions.status', '=', 'pending'),
                ),
              ),
            ]),
          ]),
        )
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
