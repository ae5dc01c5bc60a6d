import type { Write } from '../log/write.ts';
import { deploymentRelated } from './deployment-changes.ts';
import { deploymentResource, tell, workPoolResource } from './object-events.ts';
import { tellOfQueue } from './work-queue-changes.ts';

/**
 * Takes down whether a work queue has workers. Where that has changed, the queue, its deployments and its pool become
 * ready or not ready, and say so; what is paused stays so and says nothing.
 *
 * @param lastPolled when a worker was last seen, epoch ms; null when none was
 */
export async function setPolled(
  write: Write,
  id: string,
  polled: boolean,
  lastPolled: number | null,
): Promise<void> {
  const { trx } = write;
  const old = await trx.selectFrom('work_queues').selectAll().where('id', '=', id).executeTakeFirst();
  if (old === undefined) return;
  const row = { ...old, polled: polled ? 1 : 0, last_polled: lastPolled ?? old.last_polled };
  await trx
    .updateTable('work_queues')
    .set({ polled: row.polled, last_polled: row.last_polled })
    .where('id', '=', id)
    .execute();
  if (row.polled === old.polled) return;
  const status = polled ? 'ready' : 'not-ready';
  if (row.is_paused === 0) await tellOfQueue(write, row, status);
  const deployments = await trx
    .selectFrom('deployments')
    .selectAll()
    .where('work_queue_id', '=', id)
    .execute();
  for (const deployment of deployments)
    await tell(write, `prefect.deployment.${status}`, deploymentResource(deployment), {
      related: await deploymentRelated(trx, deployment),
    });
  await setPoolPolled(write, row.work_pool_id);
}

async function setPoolPolled(write: Write, id: string): Promise<void> {
  const { trx } = write;
  const pool = await trx.selectFrom('work_pools').selectAll().where('id', '=', id).executeTakeFirst();
  const polledQueue = await trx
    .selectFrom('work_queues')
    .select('id')
    .where('work_pool_id', '=', id)
    .where('polled', '=', 1)
    .executeTakeFirst();
  const polled = polledQueue === undefined ? 0 : 1;
  if (pool === undefined || pool.polled === polled) return;
  await trx.updateTable('work_pools').set({ polled }).where('id', '=', id).execute();
  if (pool.is_paused === 1) return;
  await tell(write, `prefect.work-pool.${polled === 1 ? 'ready' : 'not-ready'}`, workPoolResource(pool));
}
