import type { FlowRun } from '../schemas/flow-runs.ts';
import type { WorkQueue } from '../schemas/work-pools.ts';
import type { OrchestrationResult, StateCreate } from '../schemas/states.ts';

/** Carries out what the API is asked to do with flow runs, pools and queues. What it leaves undone when the process dies, it makes up for later. */
export interface FlowRunControl {
  /** Hands a run that is on record over to Temporal. */
  start(run: Pick<FlowRun, 'id' | 'name'>): Promise<void>;
  /**
   * Puts a run into a state as far as that is possible; the answer says why not.
   *
   * @param key names the request: made again, it changes nothing; a new one when absent
   */
  setState(id: string, state: StateCreate, force: boolean, key?: string): Promise<OrchestrationResult>;
  /** Goes on with a run that is paused. */
  resume(id: string, key?: string): Promise<OrchestrationResult>;
  /** Ends what still runs of it and removes it. @throws NotFoundError */
  delete(id: string): Promise<void>;
  /** Makes Temporal's schedules those that a deployment has on record; `before` are ids of those that it had. */
  syncSchedules(deploymentId: string, before?: readonly string[]): Promise<void>;
  /**
   * Holds or releases the activities of queues as they and their pools are paused now, and lets runs that wait there look
   * again.
   */
  pausesChanged(scope: { readonly workPoolId?: string; readonly workQueueId?: string }): Promise<void>;
  /** Why the workflow of a run was terminated; null when nobody knows. @throws NotFoundError */
  whyTerminated(id: string): Promise<string | null>;
  /** Lets activities go on that were held by queues that are on record no longer. */
  queuesRemoved(queues: readonly Pick<WorkQueue, 'name' | 'work_pool_name'>[]): Promise<void>;
  /** Who polls the task queues of work queues: each worker once, by its identity, with its last poll (epoch ms). */
  workers(
    queues: readonly Pick<WorkQueue, 'name' | 'work_pool_name'>[],
  ): Promise<{ readonly identity: string; readonly at: number }[]>;
  /** Lets runs of a pool, a queue or a deployment that wait look again whether they may start, the oldest first. */
  recheck(scope: {
    readonly workPoolId?: string;
    readonly workQueueId?: string;
    readonly deploymentId?: string;
    /** How many of each; a thousand when absent. Whoever is not told looks by itself within a minute. */
    readonly limit?: number;
  }): Promise<void>;
}
