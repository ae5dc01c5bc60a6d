import type { ActionHandler } from './handler.ts';
import { flowRunOf, orchestration } from './targets.ts';

/** A suspended flow run fails when nobody resumes it for this long, as with Prefect. */
const TIMEOUT_SECONDS = 3_600;

/** `suspend-flow-run`: stops the flow run so that it can be resumed. */
export const suspendFlowRun: ActionHandler<'suspend-flow-run'> = async (action, run) => {
  const { orchestrator, request } = orchestration(run, action.type);
  const message = `Suspended by Automation ${run.automation.id}`;
  return orchestrator.suspendFlowRun(flowRunOf(run), message, TIMEOUT_SECONDS, request);
};
