import type { Client } from '@temporalio/client';
import { isNotAllowed } from '../../temporal/grpc-status.ts';

/** `TaskQueueType` of Temporal's API. */
const ACTIVITIES = 2;
const IDENTITY = 'temporal-automations';
/** How a limit that stood before is kept while the queue is held: with the limit that holds it, in the server. */
const BEFORE = /; before: ([0-9.e+-]+) per second$/;

/**
 * Holds the activities of a task queue, or lets them go on, whoever's worker polls it: a rate of nothing. A limit that
 * somebody else has set comes back when the queue goes on; one that is set while it is held stays. Servers that cannot
 * do that (before 1.29) hold only what has not been started.
 */
export async function holdActivities(client: Client, taskQueue: string, hold: boolean): Promise<void> {
  try {
    const limit = await limitOf(client, taskQueue);
    const isHeld = holds(limit);
    if (hold && !isHeld) {
      // One that lets nothing through is not ours to lift later.
      if (limit?.rate === 0) return;
      const before = limit === null ? '' : `; before: ${limit.rate} per second`;
      await setLimit(client, taskQueue, 0, `The work queue or its pool is paused${before}`);
    } else if (!hold && isHeld) {
      const before = BEFORE.exec(limit?.reason ?? '')?.[1];
      const rate = before === undefined ? null : Number(before);
      await setLimit(client, taskQueue, rate, 'The work queue has been resumed');
    }
  } catch (error) {
    if (!isNotAllowed(error)) throw error;
  }
}

/** Whether the activities of a task queue are held by us; null when the server does not say. */
export async function areHeld(client: Client, taskQueue: string): Promise<boolean | null> {
  try {
    return holds(await limitOf(client, taskQueue));
  } catch (error) {
    if (isNotAllowed(error)) return null;
    throw error;
  }
}

interface Limit {
  readonly rate: number;
  readonly reason: string;
  readonly isOurs: boolean;
}

function holds(limit: Limit | null): boolean {
  return limit?.rate === 0 && limit.isOurs;
}

/** The limit that somebody has set on a task queue's activities, in tasks per second; null when nobody has. */
async function limitOf(client: Client, taskQueue: string): Promise<Limit | null> {
  const { config } = await client.workflowService.describeTaskQueue({
    namespace: client.options.namespace,
    taskQueue: { name: taskQueue },
    taskQueueType: ACTIVITIES,
    reportConfig: true,
  });
  const { rateLimit, metadata } = config?.queueRateLimit ?? {};
  // Without anybody who has set it, it is the server's own.
  if (!rateLimit || !metadata) return null;
  const isOurs = metadata.updateIdentity === IDENTITY;
  return { rate: rateLimit.requestsPerSecond ?? 0, reason: metadata.reason ?? '', isOurs };
}

async function setLimit(
  client: Client,
  taskQueue: string,
  rate: number | null,
  reason: string,
): Promise<void> {
  await client.workflowService.updateTaskQueueConfig({
    namespace: client.options.namespace,
    identity: IDENTITY,
    taskQueue,
    taskQueueType: ACTIVITIES,
    updateQueueRateLimit: {
      ...(rate !== null && { rateLimit: { requestsPerSecond: rate } }),
      reason,
    },
  });
}
