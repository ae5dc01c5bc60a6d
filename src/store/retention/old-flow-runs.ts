import type { CommitQueue } from '../commit-queue.ts';
import { removeFlowRuns } from '../objects/flow-run-changes.ts';

const ROWS_A_CHUNK = 200;

/** Removes a chunk of flow runs that ended before the horizon (epoch ms), with their states; answers how many. */
export function removeEndedFlowRuns(queue: CommitQueue, horizon: number): Promise<number> {
  return queue.run(
    async (write) => {
      const rows = await write.trx
        .selectFrom('flow_runs')
        .select('id')
        .where('state_type', 'in', ['COMPLETED', 'FAILED', 'CANCELLED', 'CRASHED'])
        .where('end_time', '<', horizon)
        .limit(ROWS_A_CHUNK)
        .execute();
      return removeFlowRuns(
        write,
        rows.map(({ id }) => id),
      );
    },
    { idempotent: true },
  );
}
