import { AutomationError } from '../../src/errors.ts';
import type { Action } from '../../src/schemas/actions.ts';
import { callWebhookAction } from './call-webhook.ts';
import { declareIncident } from './declare-incident.ts';
import { doNothing } from './do-nothing.ts';
import type { ActionHandler, ActionResult, ActionRun } from './handler.ts';
import { cancelFlowRun } from './cancel-flow-run.ts';
import { changeFlowRunState } from './change-flow-run-state.ts';
import { deleteFlowRun } from './delete-flow-run.ts';
import { pauseDeployment } from './pause-deployment.ts';
import { pauseWorkPool } from './pause-work-pool.ts';
import { pauseWorkQueue } from './pause-work-queue.ts';
import { resumeDeployment } from './resume-deployment.ts';
import { resumeFlowRun } from './resume-flow-run.ts';
import { resumeWorkPool } from './resume-work-pool.ts';
import { resumeWorkQueue } from './resume-work-queue.ts';
import { runDeployment } from './run-deployment.ts';
import { suspendFlowRun } from './suspend-flow-run.ts';
import { pauseAutomation } from './pause-automation.ts';
import { resumeAutomation } from './resume-automation.ts';
import { sendEmailNotification } from './send-email-notification.ts';
import { sendNotification } from './send-notification.ts';

const HANDLERS: { readonly [Type in Action['type']]?: ActionHandler<Type> } = {
  'do-nothing': doNothing,
  'call-webhook': callWebhookAction,
  'send-notification': sendNotification,
  'send-email-notification': sendEmailNotification,
  'pause-automation': pauseAutomation,
  'resume-automation': resumeAutomation,
  'cancel-flow-run': cancelFlowRun,
  'resume-flow-run': resumeFlowRun,
  'delete-flow-run': deleteFlowRun,
  'suspend-flow-run': suspendFlowRun,
  'change-flow-run-state': changeFlowRunState,
  'pause-deployment': pauseDeployment,
  'resume-deployment': resumeDeployment,
  'pause-work-pool': pauseWorkPool,
  'resume-work-pool': resumeWorkPool,
  'pause-work-queue': pauseWorkQueue,
  'resume-work-queue': resumeWorkQueue,
  'run-deployment': runDeployment,
  'declare-incident': declareIncident,
};

/**
 * Carries out an action.
 *
 * @throws AutomationError with the reason; final for types that need an orchestrator when none is configured
 */
export async function carryOut(action: Action, run: ActionRun): Promise<ActionResult> {
  const handler = HANDLERS[action.type] as ActionHandler<Action['type']> | undefined;
  if (!handler) {
    throw new AutomationError(
      'no_orchestrator',
      `No orchestrator is configured that could carry out ${action.type}`,
    );
  }
  return handler(action as never, run);
}
