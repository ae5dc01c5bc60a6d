import type { Backend } from '../backends/backend.ts';
import type { CommitQueue } from '../commit-queue.ts';
import { createDeployments, type Deployments } from './deployments.ts';
import { createFlowRuns, type FlowRuns } from './flow-runs.ts';
import { createFlows, type Flows } from './flows.ts';
import { createWorkPools, type WorkPools } from './work-pools.ts';
import { createWorkQueues, type WorkQueues } from './work-queues.ts';

/** What actions act on, as far as we keep it. */
export interface Objects {
  readonly flows: Flows;
  readonly deployments: Deployments;
  readonly flowRuns: FlowRuns;
  readonly workPools: WorkPools;
  readonly workQueues: WorkQueues;
}

/** Objects over a database. @param namespace the one of Temporal; also the pool of queues whose pool nobody names */
export function createObjects(backend: Backend, queue: CommitQueue, namespace: string): Objects {
  return {
    flows: createFlows(backend, queue),
    deployments: createDeployments(backend, queue, namespace),
    flowRuns: createFlowRuns(backend, queue, namespace),
    workPools: createWorkPools(backend, queue),
    workQueues: createWorkQueues(backend, queue, namespace),
  };
}
