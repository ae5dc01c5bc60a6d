import { AutomationError } from '../../src/errors.ts';
import type { Action } from '../../src/schemas/actions.ts';
import { callWebhookAction } from './call-webhook.ts';
import { doNothing } from './do-nothing.ts';
import type { ActionHandler, ActionResult, ActionRun } from './handler.ts';
import { pauseAutomation } from './pause-automation.ts';
import { resumeAutomation } from './resume-automation.ts';
import { sendNotification } from './send-notification.ts';

const HANDLERS: { readonly [Type in Action['type']]?: ActionHandler<Type> } = {
  'do-nothing': doNothing,
  'call-webhook': callWebhookAction,
  'send-notification': sendNotification,
  'pause-automation': pauseAutomation,
  'resume-automation': resumeAutomation,
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
