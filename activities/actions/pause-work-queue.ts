import type { ActionHandler } from './handler.ts';
import { orchestration, targetOf } from './targets.ts';

/** `pause-work-queue`: nothing is started from the work queue. */
export const pauseWorkQueue: ActionHandler<'pause-work-queue'> = async (action, run) => {
  const { orchestrator, request } = orchestration(run, action.type);
  const id = targetOf(run, 'work queue', action.source, action.work_queue_id);
  return orchestrator.setWorkQueuePaused(id, true, request);
};
