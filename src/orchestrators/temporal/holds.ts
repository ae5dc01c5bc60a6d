import type { Client } from '@temporalio/client';
import { workQueueFilterSchema } from '../../schemas/object-filters.ts';
import type { Store } from '../../store/store.ts';
import { DEFAULT_QUEUE } from '../../store/objects/work-pools.ts';
import { areHeld, holdActivities } from './hold-activities.ts';
import { taskQueueName } from './run-plan.ts';

/** What is read to know what is paused. */
export type PausesStore = Pick<Store, 'workQueues' | 'workPools'>;

/** More often than this nobody pauses and resumes at the same time. */
const MOST_ROUNDS = 20;

/**
 * Holds the activities of a task queue if one of its work queues or their pools is paused, else lets them go on. Several may
 * do this at the same time: whoever comes last does what is on record then.
 */
export async function syncHold(store: PausesStore, client: Client, taskQueue: string): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const paused = await isPaused(store, taskQueue);
    await holdActivities(client, taskQueue, paused);
    if ((await isPaused(store, taskQueue)) === paused) return;
  }
}

/** Makes up for what a process left undone that was killed between the record and Temporal. */
export async function syncHolds(store: PausesStore, client: Client): Promise<void> {
  const pausedPools = new Set<string>();
  const wanted = new Map<string, boolean>();
  for (const { name, is_paused: paused } of await store.workPools.filter({}))
    if (paused) pausedPools.add(name);
  for (const queue of await store.workQueues.filter({})) {
    const taskQueue = taskQueueName(queue.work_pool_name, queue.name);
    const paused = queue.is_paused || pausedPools.has(queue.work_pool_name);
    wanted.set(taskQueue, paused || wanted.get(taskQueue) === true);
  }
  for (const [taskQueue, paused] of wanted) {
    const held = await areHeld(client, taskQueue);
    if (held === null) return;
    if (held !== paused) await syncHold(store, client, taskQueue);
  }
}

/** A task queue can be a work queue of several pools, and the default queue of the pool that has its name. */
async function isPaused({ workQueues, workPools }: PausesStore, taskQueue: string): Promise<boolean> {
  const filter = workQueueFilterSchema.parse({ name: { any_: [taskQueue] } });
  const named = await workQueues.filter({ filter });
  const ofPool = await workQueues.getByName(DEFAULT_QUEUE, taskQueue);
  for (const queue of ofPool === undefined ? named : [...named, ofPool]) {
    if (taskQueueName(queue.work_pool_name, queue.name) !== taskQueue) continue;
    if (queue.is_paused || (await workPools.getByName(queue.work_pool_name))?.is_paused) return true;
  }
  return false;
}
