import { sql } from 'kysely';
import type { CommitQueue } from '../commit-queue.ts';

/** Removes the states of automations that were deleted, once they are older than the horizon (epoch ms). */
export function removeSnapshots(queue: CommitQueue, horizon: number): Promise<number> {
  return queue.run(
    async ({ trx }) => {
      const { numDeletedRows } = await trx
        .deleteFrom('snapshots')
        .where('saved', '<', horizon)
        // Those of partitions have a number behind the automation's id.
        .where((eb) =>
          eb(sql<string>`substr(automation_id, 1, 36)`, 'not in', eb.selectFrom('automations').select('id')),
        )
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
    { idempotent: true },
  );
}
