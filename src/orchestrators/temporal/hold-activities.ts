import type { Client } from '@temporalio/client';
import type { WorkQueue } from '../../schemas/work-pools.ts';
import { isNotAllowed } from '../../temporal/grpc-status.ts';
import { taskQueueName } from './run-plan.ts';

/** `TaskQueueType` of Temporal's API. */
const ACTIVITIES = 2;

/**
 * Holds the activities of a work queue, or lets them go on, whoever's worker polls it: a rate of nothing. Servers that
 * cannot do that (before 1.29) hold only what has not been started.
 */
export async function holdActivities(client: Client, queue: WorkQueue, hold: boolean): Promise<void> {
  try {
    await client.workflowService.updateTaskQueueConfig({
      namespace: client.options.namespace,
      identity: 'temporal-automations',
      taskQueue: taskQueueName(queue.work_pool_name, queue.name),
      taskQueueType: ACTIVITIES,
      updateQueueRateLimit: {
        ...(hold && { rateLimit: { requestsPerSecond: 0 } }),
        reason: hold ? 'The work queue or its pool is paused' : 'The work queue has been resumed',
      },
    });
  } catch (error) {
    if (!isNotAllowed(error)) throw error;
  }
}
