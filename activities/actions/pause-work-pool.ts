import type { ActionHandler } from './handler.ts';
import { orchestration, targetOf } from './targets.ts';

/** `pause-work-pool`: nothing is started in the work pool. */
export const pauseWorkPool: ActionHandler<'pause-work-pool'> = async (action, run) => {
  const { orchestrator, request } = orchestration(run, action.type);
  const id = targetOf(run, 'work pool', action.source, action.work_pool_id);
  return orchestrator.setWorkPoolPaused(id, true, request);
};
