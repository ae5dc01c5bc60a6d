import type { ActionHandler } from './handler.ts';
import { orchestration, targetOf } from './targets.ts';

/** `resume-work-pool`: what waits in the work pool is started. */
export const resumeWorkPool: ActionHandler<'resume-work-pool'> = async (action, run) => {
  const { orchestrator, request } = orchestration(run, action.type);
  const id = targetOf(run, 'work pool', action.source, action.work_pool_id);
  return orchestrator.setWorkPoolPaused(id, false, request);
};
