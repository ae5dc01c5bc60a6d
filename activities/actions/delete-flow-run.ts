import type { ActionHandler } from './handler.ts';
import { flowRunOf, orchestration } from './targets.ts';

/** `delete-flow-run`: removes the flow run. */
export const deleteFlowRun: ActionHandler<'delete-flow-run'> = async (action, run) => {
  const { orchestrator, request } = orchestration(run, action.type);
  const id = flowRunOf(run);
  return orchestrator.deleteFlowRun(id, await run.begin(), request);
};
