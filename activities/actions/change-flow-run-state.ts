import type { ActionHandler } from './handler.ts';
import { flowRunOf, orchestration } from './targets.ts';

/** `change-flow-run-state`: puts the flow run into a state, as far as the orchestrator can do that. */
export const changeFlowRunState: ActionHandler<'change-flow-run-state'> = async (action, run) => {
  const { orchestrator, request } = orchestration(run, action.type);
  const { state: type, name, force } = action;
  const message = action.message || `State changed by Automation ${run.automation.id}`;
  return orchestrator.changeFlowRunState(flowRunOf(run), { type, name, message, force }, request);
};
