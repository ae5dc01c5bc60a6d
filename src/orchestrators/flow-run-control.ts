import type { FlowRun } from '../schemas/flow-runs.ts';
import type { OrchestrationResult, StateCreate } from '../schemas/states.ts';

/** Carries out what the API is asked to do with flow runs, pools and queues. What it leaves undone when the process dies, it makes up for later. */
export interface FlowRunControl {
  /** Hands a run that is on record over to Temporal. */
  start(run: FlowRun): Promise<void>;
  /** Puts a run into a state as far as that is possible; the answer says why not. */
  setState(id: string, state: StateCreate, force: boolean): Promise<OrchestrationResult>;
  /** Goes on with a run that is paused. */
  resume(id: string): Promise<OrchestrationResult>;
  /** Ends what still runs of it and removes it. @throws NotFoundError */
  delete(id: string): Promise<void>;
  /** Lets runs that wait look again whether they may start. */
  recheck(scope: { readonly workPoolId?: string; readonly workQueueId?: string }): Promise<void>;
}
