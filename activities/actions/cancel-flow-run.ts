import type { ActionHandler } from './handler.ts';
import { flowRunOf, orchestration } from './targets.ts';

/** `cancel-flow-run`: asks the flow run to end; it gets to clean up. */
export const cancelFlowRun: ActionHandler<'cancel-flow-run'> = async (action, run) => {
  const { orchestrator, request } = orchestration(run, action.type);
  return orchestrator.cancelFlowRun(flowRunOf(run), `Cancelled by Automation ${run.automation.id}`, request);
};
