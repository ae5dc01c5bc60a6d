import { NotFoundError } from '../../errors.ts';
import type { WorkQueueUpdate } from '../../schemas/work-pools.ts';
import { newObjectId } from '../ids.ts';
import type { Write } from '../log/write.ts';
import { readTime } from '../time.ts';
import { inRole, poolRelated, tell, workQueueResource } from './object-events.ts';
import type { WorkPoolTable, WorkQueueTable } from './tables.ts';

/** What nobody searches for. */
export interface WorkQueueBody {
  readonly description: string | null;
}

/** What a new queue may say of itself. */
export interface NewWorkQueue {
  readonly id?: string;
  readonly name: string;
  readonly description?: string | null;
  readonly is_paused?: boolean;
  readonly concurrency_limit?: number | null;
  readonly priority?: number | null;
}

/** Makes a queue of a pool, in a transaction, with its event. */
export async function insertWorkQueue(
  write: Write,
  pool: Pick<WorkPoolTable, 'id'>,
  queue: NewWorkQueue,
): Promise<WorkQueueTable> {
  const row: WorkQueueTable = {
    id: queue.id ?? newObjectId(),
    work_pool_id: pool.id,
    name: queue.name,
    is_paused: queue.is_paused === true ? 1 : 0,
    concurrency_limit: queue.concurrency_limit ?? null,
    priority: queue.priority ?? 1,
    polled: 0,
    last_polled: null,
    created: write.now,
    updated: write.now,
    body: JSON.stringify({ description: queue.description ?? '' } satisfies WorkQueueBody),
  };
  await write.trx.insertInto('work_queues').values(row).execute();
  await tellOfQueue(write, row, 'created');
  return row;
}

/** Changes a queue; a pause or resumption is told by an event. */
export async function changeWorkQueue(
  write: Write,
  id: string,
  body: WorkQueueUpdate,
  depth: number,
): Promise<WorkQueueTable> {
  const old = await write.trx.selectFrom('work_queues').selectAll().where('id', '=', id).executeTakeFirst();
  if (old === undefined) throw new NotFoundError('Work queue');
  const known = JSON.parse(old.body) as WorkQueueBody;
  const row: WorkQueueTable = {
    ...old,
    name: body.name ?? old.name,
    is_paused: body.is_paused === undefined ? old.is_paused : body.is_paused ? 1 : 0,
    concurrency_limit: body.concurrency_limit === undefined ? old.concurrency_limit : body.concurrency_limit,
    priority: body.priority ?? old.priority,
    last_polled: body.last_polled == null ? old.last_polled : readTime(body.last_polled),
    updated: write.now,
    body: JSON.stringify({
      description: body.description === undefined ? known.description : body.description,
    } satisfies WorkQueueBody),
  };
  await write.trx.updateTable('work_queues').set(row).where('id', '=', id).execute();
  if (row.is_paused !== old.is_paused) {
    const status = row.is_paused === 1 ? 'paused' : row.polled === 1 ? 'ready' : 'not-ready';
    await tellOfQueue(write, row, status, depth);
  }
  return row;
}

/** Deletes a queue, in a transaction, with its event. */
export async function deleteWorkQueue(write: Write, row: WorkQueueTable): Promise<void> {
  await tellOfQueue(write, row, 'deleted');
  await write.trx.deleteFrom('work_queues').where('id', '=', row.id).execute();
  await write.trx
    .updateTable('deployments')
    .set({ work_queue_id: null })
    .where('work_queue_id', '=', row.id)
    .execute();
}

/** `prefect.work-queue.<what>`. */
export async function tellOfQueue(
  write: Write,
  row: WorkQueueTable,
  what: 'created' | 'deleted' | 'paused' | 'ready' | 'not-ready',
  depth = 0,
): Promise<void> {
  await tell(write, `prefect.work-queue.${what}`, inRole('work-queue', workQueueResource(row)), {
    related: await poolRelated(write.trx, row.work_pool_id),
    depth,
  });
}
