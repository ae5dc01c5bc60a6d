export {
  apiPath,
  AutomationsClient,
  defaultClient,
  setDefaultClient,
  type CallOptions,
  type Method,
} from './client/client.ts';
export { DEFAULT_API_URL, type ClientOptions, type Connection } from './client/connection.ts';
export {
  ApiError,
  ConflictError,
  InvalidRequestError,
  NotFoundError,
  RateLimitedError,
  ServerError,
  TimeoutError,
  UnauthorizedError,
  UnreachableError,
  type ApiErrorOptions,
  type FieldError,
} from './client/errors.ts';
export { actionFromJson, type Action } from './actions/action.ts';
export { PauseAutomation, ResumeAutomation } from './actions/automation-actions.ts';
export {
  PauseDeployment,
  ResumeDeployment,
  RunDeployment,
  type RunDeploymentOptions,
  type RunOptions,
} from './actions/deployment-actions.ts';
export {
  CancelFlowRun,
  ChangeFlowRunState,
  DeleteFlowRun,
  ResumeFlowRun,
  SuspendFlowRun,
  type ChangeFlowRunStateOptions,
  type StateType,
} from './actions/flow-run-actions.ts';
export {
  CallWebhook,
  DeclareIncident,
  DoNothing,
  SendEmailNotification,
  SendNotification,
  type CallWebhookOptions,
  type DeclareIncidentOptions,
  type IncidentSeverity,
  type MessageText,
  type SendEmailNotificationOptions,
  type SendNotificationOptions,
} from './actions/message-actions.ts';
export type { Target } from './actions/target.ts';
export { PauseWorkPool, ResumeWorkPool } from './actions/work-pool-actions.ts';
export { PauseWorkQueue, ResumeWorkQueue } from './actions/work-queue-actions.ts';
export type { AutomationJson, AutomationOptions } from './automations/automation-body.ts';
export { Automation, type AutomationFilter, type CallContext } from './automations/automation.ts';
export type { ActionResult, Firing } from './automations/firing.ts';
export type { EmitOptions, Event, ReceivedEvent, RelatedResource, Resource } from './events/event.ts';
export {
  CompoundTrigger,
  SequenceTrigger,
  type CompoundTriggerOptions,
  type SequenceTriggerOptions,
  type UpTo,
} from './triggers/composite-triggers.ts';
export {
  EventTrigger,
  type EventMatch,
  type EventTriggerOptions,
  type ProactiveTriggerOptions,
  type ReactiveTriggerOptions,
} from './triggers/event-trigger.ts';
export type { ResourceMatch, ResourceSpecification, Seconds } from './triggers/match.ts';
export {
  MetricTrigger,
  type MetricTriggerOptions,
  type MetricTriggerQuery,
} from './triggers/metric-trigger.ts';
export { triggerFromJson, type Trigger } from './triggers/trigger.ts';
export { emitEvent, EventEmitter, flushEvents } from './events/emitter.ts';
export { listEvents, type EventListOptions } from './events/event-lists.ts';
export type { AnyResourceFilter, EventFilter, RelatedFilter } from './events/filter.ts';
export { subscribe, type SubscribeOptions } from './events/subscribe.ts';

export type { AutomationStatus, OpenWindow } from './automations/status.ts';
export type { TestFireOptions } from './automations/test-fire.ts';
export { deploy } from './deployments/deploy.ts';
export type {
  CronSchedule,
  Deployment,
  DeploymentOptions,
  IntervalSchedule,
  RRuleSchedule,
  Schedule,
  ScheduleCommon,
} from './deployments/deployment-body.ts';
export {
  DeploymentCompoundTrigger,
  DeploymentEventTrigger,
  DeploymentMetricTrigger,
  DeploymentSequenceTrigger,
  DeploymentTrigger,
  type TriggeredRunOptions,
} from './deployments/deployment-triggers.ts';
export { runDeployment, type FlowRun, type RunDeploymentRequest } from './deployments/run-deployment.ts';
export { serve, type ServedDeployment, type ServeOptions } from './deployments/serve.ts';
