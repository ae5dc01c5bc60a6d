import type { FlowRun } from '../../schemas/flow-runs.ts';
import { flowRunCountBodySchema } from '../../schemas/flow-runs.ts';
import type { CrossFilters } from '../../schemas/object-filters.ts';
import type { FlowRunSlot, WorkPoolSlots, WorkQueueSlots } from '../../schemas/slots.ts';
import type { WorkPool, WorkQueue } from '../../schemas/work-pools.ts';
import { ACTIVE_STATES } from '../../store/objects/slots.ts';
import type { Store } from '../../store/store.ts';

/** Which part of a list is wanted; pages count from 1. */
export interface PageOf {
  readonly page: number;
  readonly limit: number;
}

/** The flow runs that take places of a work queue, the one that has had its place for longest first. */
export async function workQueueSlots(
  store: Store,
  queue: WorkQueue,
  { page, limit }: PageOf,
): Promise<WorkQueueSlots> {
  const filters = activeIn([queue.id]);
  const count = await store.flowRuns.count(filters);
  const runs = await store.flowRuns.filter({ ...filters, ...SORT, limit, offset: (page - 1) * limit });
  return {
    active_slots: count,
    concurrency_limit: queue.concurrency_limit,
    flow_runs: runs.map(toSlot),
    ...pages(count, page, limit),
  };
}

/** How the places of a work pool are taken: a page of its queues, with at most so many flow runs of each. */
export async function workPoolSlots(
  store: Store,
  pool: WorkPool,
  { page, limit, flow_run_limit: most }: PageOf & { readonly flow_run_limit: number },
): Promise<WorkPoolSlots> {
  const queues = await store.workQueues.filter({ pool: pool.name });
  const shown = queues.slice((page - 1) * limit, page * limit);
  return {
    active_slots: queues.reduce((sum, { active_slots: active }) => sum + active, 0),
    concurrency_limit: pool.concurrency_limit,
    queues: await Promise.all(
      shown.map(async ({ id, name, active_slots: active, concurrency_limit }) => {
        const runs = await store.flowRuns.filter({ ...activeIn([id]), ...SORT, limit: most, offset: 0 });
        return {
          queue_id: id,
          queue_name: name,
          active_slots: active,
          concurrency_limit,
          flow_runs: runs.map(toSlot),
          flow_run_count: active,
        };
      }),
    ),
    ...pages(queues.length, page, limit),
  };
}

const SORT = { sort: 'START_TIME_ASC' } as const;

function activeIn(queueIds: readonly string[]): CrossFilters {
  return flowRunCountBodySchema.parse({
    flow_runs: { state: { type: { any_: [...ACTIVE_STATES] } } },
    work_pool_queues: { id: { any_: queueIds } },
  });
}

function toSlot({ id, name, state_type, state_name, start_time, state }: FlowRun): FlowRunSlot {
  const since = state?.timestamp ?? null;
  return {
    id,
    name,
    state_type,
    state_name,
    start_time,
    state_timestamp: since,
    time_in_current_state: since === null ? null : Math.max(0, (Date.now() - Date.parse(since)) / 1000),
  };
}

function pages(count: number, page: number, limit: number) {
  return { count, limit, pages: limit > 0 ? Math.ceil(count / limit) : 0, page };
}
