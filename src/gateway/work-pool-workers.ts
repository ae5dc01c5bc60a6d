import type { FlowRunControl } from '../orchestrators/flow-run-control.ts';
import type { WorkPool } from '../schemas/work-pools.ts';
import type { WorkerFilter, WorkPoolWorker } from '../schemas/workers.ts';
import { derivedId } from '../store/ids.ts';
import { formatTime } from '../schemas/times.ts';
import { readTime } from '../store/time.ts';
import type { Store } from '../store/store.ts';

/** A worker asks for work again within a minute, when there is none. */
const POLL_SECONDS = 60;
/** Whoever has not asked for longer than this is not there any more, in ms. */
const ONLINE_MS = 70_000;

/** The workers of a pool: all that poll the task queue of one of its work queues, the latest poll first. */
export async function workPoolWorkers(
  store: Pick<Store, 'workQueues'>,
  control: Pick<FlowRunControl, 'workers'> | undefined,
  pool: WorkPool,
  page: { readonly workers: WorkerFilter | null; readonly limit: number; readonly offset: number },
): Promise<WorkPoolWorker[]> {
  const queues = await store.workQueues.filter({ pool: pool.name });
  const polls = (await control?.workers(queues)) ?? [];
  const workers = [...polls]
    .sort((a, b) => b.at - a.at)
    .map(({ identity, at }): WorkPoolWorker => ({
      id: derivedId('worker', pool.id, identity),
      created: null,
      updated: null,
      name: identity,
      work_pool_id: pool.id,
      last_heartbeat_time: formatTime(at),
      heartbeat_interval_seconds: POLL_SECONDS,
      status: Date.now() - at <= ONLINE_MS ? 'ONLINE' : 'OFFLINE',
    }));
  return workers
    .filter((worker) => isMeant(worker, page.workers))
    .slice(page.offset, page.offset + page.limit);
}

function isMeant(
  { status, last_heartbeat_time: last }: WorkPoolWorker,
  filter: WorkerFilter | null,
): boolean {
  const criteria: boolean[] = [];
  const { any_: some, not_any_: none } = filter?.status ?? { any_: null, not_any_: null };
  if (some !== null) criteria.push(some.includes(status));
  if (none !== null) criteria.push(!none.includes(status));
  const { before_: before, after_: after } = filter?.last_heartbeat_time ?? { before_: null, after_: null };
  if (before !== null) criteria.push(last !== null && readTime(last) <= readTime(before));
  if (after !== null) criteria.push(last !== null && readTime(last) >= readTime(after));
  if (criteria.length === 0) return true;
  return filter?.operator === 'or_' ? criteria.some(Boolean) : criteria.every(Boolean);
}
