import { ConflictError, NotFoundError } from '../../errors.ts';
import type { WorkQueueFilter } from '../../schemas/object-filters.ts';
import { formatTime } from '../../schemas/times.ts';
import type { WorkQueue, WorkQueueUpdate } from '../../schemas/work-pools.ts';
import type { Backend } from '../backends/backend.ts';
import type { CommitQueue } from '../commit-queue.ts';
import type { Page } from '../listing.ts';
import { among } from './criteria.ts';
import { workQueueCriteria } from './object-query.ts';
import { paged } from './paging.ts';
import { setPolled } from './queue-status.ts';
import { slotsOf } from './slots.ts';
import type { WorkQueueTable } from './tables.ts';
import {
  changeWorkQueue,
  deleteWorkQueue,
  insertWorkQueue,
  type NewWorkQueue,
  type WorkQueueBody,
} from './work-queue-changes.ts';
import { insertWorkPool, poolByName, statusOf } from './work-pools.ts';

/** Work queues: on Temporal, task queues. */
export interface WorkQueues {
  /**
   * @param pool the pool's name; when absent, the pool `default`, which is made if need be
   * @throws {NotFoundError} without such a pool @throws {ConflictError} when the name is taken in it.
   */
  create(body: NewWorkQueue, pool?: string): Promise<WorkQueue>;
  get(id: string): Promise<WorkQueue | undefined>;
  /** The queue of a pool; of any pool when that is absent. */
  getByName(name: string, pool?: string): Promise<WorkQueue | undefined>;
  /** @param pool the name of the one whose queues are meant; all when absent */
  filter(query: Page & { filter?: WorkQueueFilter | null; pool?: string }): Promise<WorkQueue[]>;
  /** Takes down whether a queue has workers, and when one was last seen (epoch ms). */
  setPolled(id: string, polled: boolean, lastPolled: number | null): Promise<void>;
  /** @param depth length of the chain of causes @throws {NotFoundError} */
  patch(id: string, body: WorkQueueUpdate, depth?: number): Promise<void>;
  /** @throws {NotFoundError} */
  delete(id: string): Promise<void>;
}

type JoinedRow = WorkQueueTable & { pool_name: string };

/** Work queues over a database. @param defaultPool the pool of those that are made without one */
export function createWorkQueues({ db }: Backend, queue: CommitQueue, defaultPool: string): WorkQueues {
  const joined = () =>
    db
      .selectFrom('work_queues')
      .innerJoin('work_pools', 'work_pools.id', 'work_queues.work_pool_id')
      .selectAll('work_queues')
      .select('work_pools.name as pool_name');
  const read = async (rows: readonly JoinedRow[]): Promise<WorkQueue[]> => {
    const slots = await slotsOf(db, 'queue');
    return rows.map((row) => toWorkQueue(row, slots.get(row.id) ?? 0));
  };
  const one = async (row: JoinedRow | undefined): Promise<WorkQueue | undefined> =>
    row && (await read([row]))[0];
  return {
    create: (body, poolName) =>
      queue.run(async (write) => {
        const name = poolName ?? defaultPool;
        let pool = await poolByName(write.trx, name);
        if (pool === undefined && poolName !== undefined) throw new NotFoundError('Work pool');
        pool ??= await insertWorkPool(write, plainPool(name));
        const taken = await write.trx
          .selectFrom('work_queues')
          .select('id')
          .where('work_pool_id', '=', pool.id)
          .where('name', '=', body.name)
          .executeTakeFirst();
        if (taken !== undefined)
          throw new ConflictError(`A work queue with name '${body.name}' already exists in the work pool.`);
        const row = await insertWorkQueue(write, pool, body);
        return toWorkQueue({ ...row, pool_name: pool.name }, 0);
      }),
    get: async (id) => one(await joined().where('work_queues.id', '=', id).executeTakeFirst()),
    async getByName(name, pool) {
      const query = joined().where('work_queues.name', '=', name).orderBy('work_queues.created');
      return one(
        await (pool === undefined ? query : query.where('work_pools.name', '=', pool)).executeTakeFirst(),
      );
    },
    async filter({ filter, pool, ...page }) {
      const ofPool = pool === undefined ? undefined : among('work_pools.name', [pool]);
      let query = joined()
        .where(workQueueCriteria(filter))
        .orderBy('work_queues.priority')
        .orderBy('work_queues.name')
        .orderBy('work_queues.id');
      if (ofPool !== undefined) query = query.where(ofPool);
      return read(await paged(query, page).execute());
    },
    setPolled: (id, polled, lastPolled) =>
      queue.run((write) => setPolled(write, id, polled, lastPolled), { idempotent: true }),
    patch: (id, body, depth = 0) =>
      queue.run(async (write) => void (await changeWorkQueue(write, id, body, depth)), { idempotent: true }),
    delete: (id) =>
      queue.run(async (write) => {
        const row = await write.trx
          .selectFrom('work_queues')
          .selectAll()
          .where('id', '=', id)
          .executeTakeFirst();
        if (row === undefined) throw new NotFoundError('Work queue');
        await deleteWorkQueue(write, row);
      }),
  };
}

/** A pool that comes about because something names it. */
export function plainPool(name: string): Parameters<typeof insertWorkPool>[1] {
  return {
    name,
    type: 'temporal',
    description: null,
    base_job_template: {},
    is_paused: false,
    concurrency_limit: null,
    storage_configuration: {},
  };
}

function toWorkQueue(row: JoinedRow, activeSlots: number): WorkQueue {
  return {
    id: row.id,
    created: formatTime(row.created),
    updated: formatTime(row.updated),
    name: row.name,
    is_paused: row.is_paused === 1,
    concurrency_limit: row.concurrency_limit,
    active_slots: activeSlots,
    priority: row.priority,
    work_pool_id: row.work_pool_id,
    work_pool_name: row.pool_name,
    last_polled: row.last_polled === null ? null : formatTime(row.last_polled),
    status: statusOf(row),
    filter: null,
    ...(JSON.parse(row.body) as WorkQueueBody),
  };
}
