import type { ActionHandler } from './handler.ts';
import { flowRunOf, orchestration } from './targets.ts';

/** `resume-flow-run`: goes on with a flow run that is paused or suspended. */
export const resumeFlowRun: ActionHandler<'resume-flow-run'> = async (action, run) => {
  const { orchestrator, request } = orchestration(run, action.type);
  return orchestrator.resumeFlowRun(flowRunOf(run), request);
};
