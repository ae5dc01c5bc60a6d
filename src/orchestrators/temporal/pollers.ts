import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { Logger } from '../../logging.ts';
import type { RunningPart } from '../../running-part.ts';
import type { WorkQueue } from '../../schemas/work-pools.ts';
import type { Store } from '../../store/store.ts';
import { syncHolds } from './holds.ts';
import { taskQueueName } from './run-plan.ts';

export interface PollersOptions {
  readonly store: Pick<Store, 'workQueues' | 'workPools'>;
  readonly client: Client;
  readonly logger: Logger;
  /** Does the work for as long as no other gateway does it. */
  readonly lead: (work: (signal: AbortSignal) => Promise<void>, signal: AbortSignal) => Promise<void>;
}

/** Between two looks at all queues, in ms. */
const LOOK_MS = 10_000;
/** A queue that nobody has polled for longer than this has no workers, in ms; a poll may take a minute. */
const POLLED_WITHIN_MS = 70_000;
const PAGE = 200;
/** How often, in looks, it is checked that paused queues are held, and the others not. */
const LOOKS_PER_SYNC = 6;
/** `TaskQueueType` of Temporal's API. */
const WORKFLOWS = 1;
const ACTIVITIES = 2;

type Queue = Pick<WorkQueue, 'name' | 'work_pool_name'>;

/** A worker as Temporal knows it, and when it last asked for work, epoch ms. */
interface Poll {
  readonly identity: string;
  readonly at: number;
}

/** Looks whether the task queues of work queues have workers: queues, pools and deployments get ready or not ready by it.
 * Queues that Temporal was not told are paused or resumed are held or let go. */
export function startPollers(options: PollersOptions): RunningPart {
  const stopping = new AbortController();
  const running = options.lead(async (signal) => {
    for (let look = 0; !signal.aborted; look += 1) {
      try {
        await lookAtAll(options);
        if (look % LOOKS_PER_SYNC === 0) await syncHolds(options.store, options.client);
      } catch (error) {
        options.logger.warn({ err: error }, 'the work queues could not be looked at; trying again');
      }
      await sleep(LOOK_MS, undefined, { signal }).catch(() => undefined);
    }
  }, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

async function lookAtAll({ store, client }: PollersOptions): Promise<void> {
  for (let offset = 0; ; offset += PAGE) {
    const queues = await store.workQueues.filter({ limit: PAGE, offset });
    for (const queue of queues) {
      const at = await lastPoll(client, queue);
      const polled = at !== null && Date.now() - at <= POLLED_WITHIN_MS;
      // What has not changed is written down only from time to time.
      const isFresh = queue.last_polled !== null && Date.now() - Date.parse(queue.last_polled) < LOOK_MS * 3;
      const isPaused = queue.status === 'PAUSED';
      if (isPaused || polled !== (queue.status === 'READY') || (polled && !isFresh))
        await store.workQueues.setPolled(queue.id, polled, at);
    }
    if (queues.length < PAGE) return;
  }
}

/** When a worker was last seen at a queue's task queue (epoch ms); null when none is known. */
async function lastPoll(client: Client, queue: WorkQueue): Promise<number | null> {
  const polls = await pollsOf(client, queue, WORKFLOWS);
  return polls.length === 0 ? null : Math.max(...polls.map(({ at }) => at));
}

/** Who polls the task queues of work queues, for workflows or for activities: each once, with its last poll (epoch ms). */
export async function pollersOf(client: Client, queues: readonly Queue[]): Promise<Poll[]> {
  const last = new Map<string, number>();
  for (const queue of queues)
    for (const kind of [WORKFLOWS, ACTIVITIES])
      for (const { identity, at } of await pollsOf(client, queue, kind))
        last.set(identity, Math.max(at, last.get(identity) ?? 0));
  return [...last].map(([identity, at]) => ({ identity, at }));
}

async function pollsOf(client: Client, queue: Queue, taskQueueType: number): Promise<Poll[]> {
  const { pollers } = await client.workflowService.describeTaskQueue({
    namespace: client.options.namespace,
    taskQueue: { name: taskQueueName(queue.work_pool_name, queue.name) },
    taskQueueType,
  });
  return (pollers ?? []).map(({ identity, lastAccessTime: at }) => ({
    identity: identity ?? '',
    at: at ? Number(at.seconds ?? 0) * 1000 + (at.nanos ?? 0) / 1e6 : 0,
  }));
}
