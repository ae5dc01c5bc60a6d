import type { ActionHandler } from './handler.ts';
import { orchestration, targetOf } from './targets.ts';

/** `resume-work-queue`: what waits in the work queue is started. */
export const resumeWorkQueue: ActionHandler<'resume-work-queue'> = async (action, run) => {
  const { orchestrator, request } = orchestration(run, action.type);
  const id = targetOf(run, 'work queue', action.source, action.work_queue_id);
  return orchestrator.setWorkQueuePaused(id, false, request);
};
