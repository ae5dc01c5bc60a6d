import { ConflictError, NotFoundError } from '../../errors.ts';
import type { WorkPoolFilter } from '../../schemas/object-filters.ts';
import { formatTime } from '../../schemas/times.ts';
import type { WorkPool, WorkPoolCreate, WorkPoolUpdate } from '../../schemas/work-pools.ts';
import type { Backend, Reader } from '../backends/backend.ts';
import type { CommitQueue } from '../commit-queue.ts';
import { newObjectId } from '../ids.ts';
import type { Page } from '../listing.ts';
import type { Write } from '../log/write.ts';
import { inRole, tell, workPoolResource } from './object-events.ts';
import { workPoolCriteria } from './object-query.ts';
import { paged } from './paging.ts';
import { slotsOf } from './slots.ts';
import type { WorkPoolTable } from './tables.ts';
import { deleteWorkQueue, insertWorkQueue } from './work-queue-changes.ts';

/** The queue that every pool has. */
export const DEFAULT_QUEUE = 'default';

/** Work pools: on Temporal, named groups of task queues. */
export interface WorkPools {
  /** @throws {ConflictError} when the name is taken. */
  create(body: WorkPoolCreate): Promise<WorkPool>;
  get(id: string): Promise<WorkPool | undefined>;
  getByName(name: string): Promise<WorkPool | undefined>;
  filter(query: Page & { filter?: WorkPoolFilter | null }): Promise<WorkPool[]>;
  count(filter?: WorkPoolFilter | null): Promise<number>;
  /** @param depth length of the chain of causes @throws {NotFoundError} */
  patch(id: string, body: WorkPoolUpdate, depth?: number): Promise<void>;
  /** Deletes a pool with its queues. @throws {NotFoundError} */
  delete(id: string): Promise<void>;
}

interface WorkPoolBody {
  readonly description: string | null;
  readonly base_job_template: Record<string, unknown>;
  readonly storage_configuration: Record<string, unknown>;
  readonly default_queue_id: string;
}

/** Work pools over a database. */
export function createWorkPools({ db }: Backend, queue: CommitQueue): WorkPools {
  const read = async (rows: readonly WorkPoolTable[]): Promise<WorkPool[]> => {
    const slots = await slotsOf(db, 'pool');
    return rows.map((row) => toWorkPool(row, slots.get(row.id) ?? 0));
  };
  const one = async (row: WorkPoolTable | undefined): Promise<WorkPool | undefined> =>
    row && (await read([row]))[0];
  return {
    create: (body) =>
      queue.run(async (write) => {
        if (await poolByName(write.trx, body.name))
          throw new ConflictError(`A work pool with name '${body.name}' already exists.`);
        return toWorkPool(await insertWorkPool(write, body), 0);
      }),
    get: async (id) =>
      one(await db.selectFrom('work_pools').selectAll().where('id', '=', id).executeTakeFirst()),
    getByName: async (name) => one(await poolByName(db, name)),
    async filter({ filter, ...page }) {
      const query = db.selectFrom('work_pools').selectAll().where(workPoolCriteria(filter)).orderBy('name');
      return read(await paged(query, page).execute());
    },
    async count(filter) {
      const { count } = await db
        .selectFrom('work_pools')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where(workPoolCriteria(filter))
        .executeTakeFirstOrThrow();
      return Number(count);
    },
    patch: (id, body, depth = 0) =>
      queue.run((write) => changeWorkPool(write, id, body, depth), { idempotent: true }),
    delete: (id) =>
      queue.run(async (write) => {
        const row = await existingPool(write, id);
        const queues = await write.trx
          .selectFrom('work_queues')
          .selectAll()
          .where('work_pool_id', '=', id)
          .execute();
        for (const one of queues) await deleteWorkQueue(write, one);
        await write.trx.deleteFrom('work_pools').where('id', '=', id).execute();
        await tell(write, 'prefect.work-pool.deleted', inRole('work-pool', workPoolResource(row)));
      }),
  };
}

/** Makes a pool with its default queue, in a transaction. */
export async function insertWorkPool(write: Write, body: WorkPoolCreate): Promise<WorkPoolTable> {
  const id = newObjectId();
  const defaultQueue = newObjectId();
  const row: WorkPoolTable = {
    id,
    name: body.name,
    type: body.type,
    is_paused: body.is_paused ? 1 : 0,
    concurrency_limit: body.concurrency_limit,
    polled: 0,
    created: write.now,
    updated: write.now,
    body: JSON.stringify({
      description: body.description,
      base_job_template: body.base_job_template,
      storage_configuration: body.storage_configuration,
      default_queue_id: defaultQueue,
    } satisfies WorkPoolBody),
  };
  await write.trx.insertInto('work_pools').values(row).execute();
  await tell(write, 'prefect.work-pool.created', inRole('work-pool', workPoolResource(row)), {
    related: [
      {
        'prefect.resource.id': `prefect.work-queue.${defaultQueue}`,
        'prefect.resource.role': 'default-queue',
      },
    ],
  });
  await insertWorkQueue(write, row, { id: defaultQueue, name: DEFAULT_QUEUE });
  return row;
}

/** Finds a pool by its name. */
export function poolByName(reader: Reader, name: string): Promise<WorkPoolTable | undefined> {
  return reader.selectFrom('work_pools').selectAll().where('name', '=', name).executeTakeFirst();
}

async function changeWorkPool(write: Write, id: string, body: WorkPoolUpdate, depth: number): Promise<void> {
  const old = await existingPool(write, id);
  const known = JSON.parse(old.body) as WorkPoolBody;
  const row: WorkPoolTable = {
    ...old,
    is_paused: body.is_paused == null ? old.is_paused : body.is_paused ? 1 : 0,
    concurrency_limit: body.concurrency_limit === undefined ? old.concurrency_limit : body.concurrency_limit,
    updated: write.now,
    body: JSON.stringify({
      ...known,
      description: body.description === undefined ? known.description : body.description,
      base_job_template: body.base_job_template ?? known.base_job_template,
      storage_configuration: body.storage_configuration ?? known.storage_configuration,
    } satisfies WorkPoolBody),
  };
  await write.trx.updateTable('work_pools').set(row).where('id', '=', id).execute();
  if (statusOf(row) === statusOf(old)) return;
  const status = statusOf(row).toLowerCase().replace('_', '-');
  await tell(write, `prefect.work-pool.${status}`, workPoolResource(row), { depth });
}

async function existingPool({ trx }: Write, id: string): Promise<WorkPoolTable> {
  const row = await trx.selectFrom('work_pools').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) throw new NotFoundError('Work pool');
  return row;
}

/** How a pool or queue is: paused, else ready if somebody polls it. */
export function statusOf(row: { is_paused: number; polled: number }): WorkPool['status'] {
  if (row.is_paused === 1) return 'PAUSED';
  return row.polled === 1 ? 'READY' : 'NOT_READY';
}

function toWorkPool(row: WorkPoolTable, activeSlots: number): WorkPool {
  const { default_queue_id: defaultQueue, ...body } = JSON.parse(row.body) as WorkPoolBody;
  return {
    id: row.id,
    created: formatTime(row.created),
    updated: formatTime(row.updated),
    name: row.name,
    type: row.type,
    is_paused: row.is_paused === 1,
    concurrency_limit: row.concurrency_limit,
    active_slots: activeSlots,
    status: statusOf(row),
    default_queue_id: defaultQueue,
    ...body,
  };
}
