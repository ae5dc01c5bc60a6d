import { PauseAutomation, ResumeAutomation } from './automation-actions.ts';
import { PauseDeployment, ResumeDeployment, RunDeployment } from './deployment-actions.ts';
import {
  CancelFlowRun,
  ChangeFlowRunState,
  DeleteFlowRun,
  ResumeFlowRun,
  SuspendFlowRun,
} from './flow-run-actions.ts';
import {
  CallWebhook,
  DeclareIncident,
  DoNothing,
  SendEmailNotification,
  SendNotification,
} from './message-actions.ts';
import { PauseWorkPool, ResumeWorkPool } from './work-pool-actions.ts';
import { PauseWorkQueue, ResumeWorkQueue } from './work-queue-actions.ts';

const classes = {
  'do-nothing': DoNothing,
  'run-deployment': RunDeployment,
  'pause-deployment': PauseDeployment,
  'resume-deployment': ResumeDeployment,
  'cancel-flow-run': CancelFlowRun,
  'delete-flow-run': DeleteFlowRun,
  'change-flow-run-state': ChangeFlowRunState,
  'suspend-flow-run': SuspendFlowRun,
  'resume-flow-run': ResumeFlowRun,
  'pause-work-queue': PauseWorkQueue,
  'resume-work-queue': ResumeWorkQueue,
  'pause-work-pool': PauseWorkPool,
  'resume-work-pool': ResumeWorkPool,
  'pause-automation': PauseAutomation,
  'resume-automation': ResumeAutomation,
  'send-notification': SendNotification,
  'send-email-notification': SendEmailNotification,
  'call-webhook': CallWebhook,
  'declare-incident': DeclareIncident,
} as const satisfies Record<Action['type'], unknown>;

/** Any action; `type` tells which. */
export type Action =
  | DoNothing
  | RunDeployment
  | PauseDeployment
  | ResumeDeployment
  | CancelFlowRun
  | DeleteFlowRun
  | ChangeFlowRunState
  | SuspendFlowRun
  | ResumeFlowRun
  | PauseWorkQueue
  | ResumeWorkQueue
  | PauseWorkPool
  | ResumeWorkPool
  | PauseAutomation
  | ResumeAutomation
  | SendNotification
  | SendEmailNotification
  | CallWebhook
  | DeclareIncident;

/**
 * Makes an action from its JSON, as the API gives it.
 *
 * @returns the object as it is when its `type` is not known here: a newer server may have more
 */
export function actionFromJson(json: unknown): Action {
  const { type, ...options } = json as { type: keyof typeof classes };
  if (!Object.hasOwn(classes, type)) return json as Action;
  const Class = classes[type] as new (options: unknown) => Action;
  return new Class(options);
}
