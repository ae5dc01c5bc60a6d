import { sql } from 'kysely';
import type { Reader } from '../backends/backend.ts';

/** The states in which a run takes a place of a limited pool, queue or deployment. */
export const ACTIVE_STATES = ['PENDING', 'RUNNING', 'CANCELLING'] as const;

/** How many runs take a place, by the id of their pool, queue or deployment. */
export async function slotsOf(
  reader: Reader,
  by: 'pool' | 'queue' | 'deployment',
): Promise<Map<string, number>> {
  const column = {
    pool: 'work_queues.work_pool_id',
    queue: 'work_queues.id',
    deployment: 'flow_runs.deployment_id',
  }[by];
  const key = sql.ref<string | null>(column);
  const rows = await reader
    .selectFrom('flow_runs')
    .leftJoin('work_queues', 'work_queues.id', 'flow_runs.work_queue_id')
    .select([key.as('id'), (eb) => eb.fn.countAll<number>().as('count')])
    .where('flow_runs.state_type', 'in', ACTIVE_STATES)
    .groupBy(key)
    .execute();
  return new Map(rows.flatMap(({ id, count }) => (id === null ? [] : [[id, Number(count)] as const])));
}
