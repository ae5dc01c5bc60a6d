import { formatTime } from '../../schemas/times.ts';
import type { Reader } from '../backends/backend.ts';
import { newEventId } from '../ids.ts';
import type { NewEvent } from '../log.ts';
import { toDraft } from '../log/entry.ts';
import type { Write } from '../log/write.ts';
import type { DeploymentTable, FlowTable, WorkPoolTable, WorkQueueTable } from './tables.ts';

/** Labels of a resource. */
export type Labels = Record<string, string>;

/** An event about an object, at the time of the transaction. */
export async function tell(
  write: Write,
  event: string,
  resource: Labels,
  more: { related?: readonly Labels[]; payload?: Record<string, unknown>; depth?: number } = {},
): Promise<void> {
  const body: NewEvent['event'] = {
    id: newEventId(),
    event,
    occurred: formatTime(write.at),
    resource: resource as NewEvent['event']['resource'],
    related: [...(more.related ?? [])] as NewEvent['event']['related'],
    payload: more.payload ?? {},
    follows: null,
  };
  await write.append([toDraft({ event: body, origin: null, depth: more.depth ?? 0 })]);
}

/** `prefect.flow.<id>`. */
export function flowResource(flow: Pick<FlowTable, 'id' | 'name'>): Labels {
  return { 'prefect.resource.id': `prefect.flow.${flow.id}`, 'prefect.resource.name': flow.name };
}

/** `prefect.deployment.<id>`. */
export function deploymentResource(deployment: Pick<DeploymentTable, 'id' | 'name'>): Labels {
  return {
    'prefect.resource.id': `prefect.deployment.${deployment.id}`,
    'prefect.resource.name': deployment.name,
  };
}

/** `prefect.work-pool.<id>`. */
export function workPoolResource(pool: Pick<WorkPoolTable, 'id' | 'name' | 'type'>): Labels {
  return {
    'prefect.resource.id': `prefect.work-pool.${pool.id}`,
    'prefect.resource.name': pool.name,
    'prefect.work-pool.type': pool.type,
  };
}

/** `prefect.work-queue.<id>`. */
export function workQueueResource(queue: Pick<WorkQueueTable, 'id' | 'name'>): Labels {
  return {
    'prefect.resource.id': `prefect.work-queue.${queue.id}`,
    'prefect.resource.name': queue.name,
  };
}

/** A resource in a role. */
export function inRole(role: string, resource: Labels): Labels {
  const { 'prefect.resource.id': id, ...rest } = resource;
  return { 'prefect.resource.id': id!, 'prefect.resource.role': role, ...rest };
}

/** The work queue and its pool, as related resources; none without a queue. */
export async function queueRelated(reader: Reader, workQueueId: string | null): Promise<Labels[]> {
  if (workQueueId === null) return [];
  const queue = await reader
    .selectFrom('work_queues')
    .select(['id', 'name', 'work_pool_id'])
    .where('id', '=', workQueueId)
    .executeTakeFirst();
  if (queue === undefined) return [];
  return [inRole('work-queue', workQueueResource(queue)), ...(await poolRelated(reader, queue.work_pool_id))];
}

/** A work pool as a related resource. */
export async function poolRelated(reader: Reader, workPoolId: string): Promise<Labels[]> {
  const pool = await reader
    .selectFrom('work_pools')
    .select(['id', 'name', 'type'])
    .where('id', '=', workPoolId)
    .executeTakeFirst();
  return pool === undefined ? [] : [inRole('work-pool', workPoolResource(pool))];
}
