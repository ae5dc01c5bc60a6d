import { isDeepStrictEqual } from 'node:util';
import { AutomationError, NotFoundError } from '../../errors.ts';
import type { DeploymentCreate, DeploymentUpdate } from '../../schemas/deployments.ts';
import type { DeploymentScheduleCreate } from '../../schemas/schedules.ts';
import type { Reader } from '../backends/backend.ts';
import { newObjectId } from '../ids.ts';
import type { Write } from '../log/write.ts';
import { bodyOf, changedBody, type DeploymentBody } from './deployment-rows.ts';
import {
  deploymentResource,
  flowResource,
  inRole,
  queueRelated,
  tell,
  type Labels,
} from './object-events.ts';
import { replaceSchedules } from './schedules.ts';
import type { DeploymentTable } from './tables.ts';
import { writeTags } from './tags.ts';
import { DEFAULT_QUEUE, insertWorkPool, poolByName } from './work-pools.ts';
import { insertWorkQueue } from './work-queue-changes.ts';
import { plainPool } from './work-queues.ts';

/** Makes a deployment, or replaces the one of the same flow and name. Answers its id. */
export async function putDeployment(
  write: Write,
  body: DeploymentCreate,
  defaultPool: string,
): Promise<{ id: string; created: boolean }> {
  const { trx, now } = write;
  const flow = await trx.selectFrom('flows').select('id').where('id', '=', body.flow_id).executeTakeFirst();
  if (flow === undefined) throw new AutomationError('no_flow', 'Flow not found', { httpStatus: 404 });
  const old = await trx
    .selectFrom('deployments')
    .selectAll()
    .where('flow_id', '=', body.flow_id)
    .where('name', '=', body.name)
    .executeTakeFirst();
  const row: DeploymentTable = {
    id: old?.id ?? newObjectId(),
    flow_id: body.flow_id,
    name: body.name,
    paused: body.paused ? 1 : 0,
    work_queue_id: await queueId(write, defaultPool, body.work_pool_name, body.work_queue_name),
    concurrency_limit: body.concurrency_limit,
    created: old?.created ?? now,
    updated: now,
    body: JSON.stringify(bodyOf(body)),
  };
  if (old) await trx.updateTable('deployments').set(row).where('id', '=', row.id).execute();
  else await trx.insertInto('deployments').values(row).execute();
  await writeTags(trx, row.id, body.tags);
  await replaceSchedules(write, row.id, body.schedules);
  if (!old) await tellOf(write, row, 'created');
  else await tellOfChange(write, old, row);
  return { id: row.id, created: !old };
}

/** Changes a deployment; what is absent stays. @throws {NotFoundError} */
export async function changeDeployment(
  write: Write,
  id: string,
  change: DeploymentUpdate,
  { depth, defaultPool }: { readonly depth: number; readonly defaultPool: string },
): Promise<void> {
  const old = await existingDeployment(write.trx, id);
  const { paused, schedules, work_pool_name: pool, work_queue_name: queue } = change;
  const moves = pool != null || queue != null;
  const body = changedBody(JSON.parse(old.body) as DeploymentBody, change);
  const row: DeploymentTable = {
    ...old,
    paused: paused === undefined ? old.paused : paused ? 1 : 0,
    work_queue_id: moves
      ? await queueId(
          write,
          defaultPool,
          pool ?? (await poolNameOf(write.trx, old.work_queue_id)),
          queue ?? null,
        )
      : old.work_queue_id,
    concurrency_limit:
      change.concurrency_limit === undefined ? old.concurrency_limit : change.concurrency_limit,
    updated: write.now,
    body: JSON.stringify(body),
  };
  await write.trx.updateTable('deployments').set(row).where('id', '=', id).execute();
  if (change.tags !== undefined) await writeTags(write.trx, id, change.tags);
  if (schedules !== undefined) await replaceSchedules(write, id, schedules.flatMap(completeSchedule));
  await tellOfChange(write, old, row, depth);
}

/** Deletes a deployment with its schedules; its runs stay. @throws {NotFoundError} */
export async function deleteDeployment(write: Write, id: string): Promise<void> {
  const row = await existingDeployment(write.trx, id);
  await tellOf(write, row, 'deleted');
  await write.trx.deleteFrom('deployment_schedules').where('deployment_id', '=', id).execute();
  await write.trx.deleteFrom('deployments').where('id', '=', id).execute();
  await writeTags(write.trx, id, []);
}

/** The row of a deployment. @throws {NotFoundError} */
export async function existingDeployment(reader: Reader, id: string): Promise<DeploymentTable> {
  const row = await reader.selectFrom('deployments').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) throw new NotFoundError('Deployment');
  return row;
}

/** Flow, work queue and work pool of a deployment, as related resources. */
export async function deploymentRelated(
  reader: Reader,
  row: Pick<DeploymentTable, 'flow_id' | 'work_queue_id'>,
): Promise<Labels[]> {
  const flow = await reader
    .selectFrom('flows')
    .select(['id', 'name'])
    .where('id', '=', row.flow_id)
    .executeTakeFirst();
  return [
    ...(flow === undefined ? [] : [inRole('flow', flowResource(flow))]),
    ...(await queueRelated(reader, row.work_queue_id)),
  ];
}

function completeSchedule(
  change: NonNullable<DeploymentUpdate['schedules']>[number],
): DeploymentScheduleCreate[] {
  const { schedule, active, max_scheduled_runs, parameters, slug } = change;
  if (schedule == null) return [];
  return [
    {
      schedule,
      active: active ?? true,
      max_scheduled_runs: max_scheduled_runs ?? null,
      parameters: parameters ?? {},
      slug: slug ?? null,
      replaces: null,
    },
  ];
}

/** The queue that a deployment names: a pool must be there, a queue is made if need be, and the default pool. */
async function queueId(
  write: Write,
  defaultPool: string,
  poolName: string | null,
  queueName: string | null,
): Promise<string | null> {
  if (poolName === null && queueName === null) return null;
  let pool = await poolByName(write.trx, poolName ?? defaultPool);
  if (pool === undefined && poolName !== null)
    throw new AutomationError('no_work_pool', `Work pool '${poolName}' not found.`, { httpStatus: 404 });
  pool ??= await insertWorkPool(write, plainPool(defaultPool));
  const name = queueName ?? DEFAULT_QUEUE;
  const queue = await write.trx
    .selectFrom('work_queues')
    .select('id')
    .where('work_pool_id', '=', pool.id)
    .where('name', '=', name)
    .executeTakeFirst();
  return queue?.id ?? (await insertWorkQueue(write, pool, { name })).id;
}

async function poolNameOf(reader: Reader, workQueueId: string | null): Promise<string | null> {
  if (workQueueId === null) return null;
  const row = await reader
    .selectFrom('work_queues')
    .innerJoin('work_pools', 'work_pools.id', 'work_queues.work_pool_id')
    .select('work_pools.name')
    .where('work_queues.id', '=', workQueueId)
    .executeTakeFirst();
  return row?.name ?? null;
}

async function tellOfChange(
  write: Write,
  old: DeploymentTable,
  row: DeploymentTable,
  depth = 0,
): Promise<void> {
  const shown = (one: DeploymentTable): Record<string, unknown> => ({
    ...(JSON.parse(one.body) as Record<string, unknown>),
    paused: one.paused === 1,
    concurrency_limit: one.concurrency_limit,
    work_queue_id: one.work_queue_id,
  });
  const before = shown(old);
  const after = shown(row);
  const fields = Object.keys(after).filter((field) => !isDeepStrictEqual(before[field], after[field]));
  if (fields.length === 0) return;
  const updates = Object.fromEntries(
    fields.map((field) => [field, { from: before[field] ?? null, to: after[field] ?? null }]),
  );
  await tellOf(write, row, 'updated', { updated_fields: fields, updates }, depth);
}

async function tellOf(
  write: Write,
  row: DeploymentTable,
  what: 'created' | 'updated' | 'deleted',
  payload: Record<string, unknown> = {},
  depth = 0,
): Promise<void> {
  const related = await deploymentRelated(write.trx, row);
  await tell(write, `prefect.deployment.${what}`, deploymentResource(row), { related, payload, depth });
}
