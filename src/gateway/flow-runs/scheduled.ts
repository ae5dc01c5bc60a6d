import { flowRunFilterBodySchema, type FlowRun } from '../../schemas/flow-runs.ts';
import type { Store } from '../../store/store.ts';

/** Where and when runs are scheduled that are asked for; what is absent does not count. */
export interface ScheduledQuery {
  readonly limit: number;
  readonly scheduled_before: string | null;
  readonly scheduled_after?: string | null;
  readonly pool?: string;
  readonly queueIds?: readonly string[];
  readonly deploymentIds?: readonly string[];
}

/** Runs that are scheduled, those that start first at the front. It's for looking at: Temporal starts them. */
export function scheduledRuns(store: Store, query: ScheduledQuery): Promise<FlowRun[]> {
  const { limit, scheduled_before: before_, scheduled_after: after_ = null } = query;
  const { pool, queueIds, deploymentIds } = query;
  return store.flowRuns.filter(
    flowRunFilterBodySchema.parse({
      flow_runs: {
        state: { type: { any_: ['SCHEDULED'] } },
        next_scheduled_start_time: { before_, after_ },
      },
      ...(pool !== undefined && { work_pools: { name: { any_: [pool] } } }),
      ...(queueIds !== undefined && { work_pool_queues: { id: { any_: queueIds } } }),
      ...(deploymentIds !== undefined && { deployments: { id: { any_: deploymentIds } } }),
      sort: 'NEXT_SCHEDULED_START_TIME_ASC',
      limit,
    }) as Parameters<Store['flowRuns']['filter']>[0],
  );
}
