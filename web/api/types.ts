import type { components } from './schema.generated.ts';

type Schemas = components['schemas'];

/** What the API answers and takes, by the names of its description. */
export type Automation = Schemas['Automation'];
export type AutomationSort = 'CREATED_DESC' | 'UPDATED_DESC' | 'NAME_ASC' | 'NAME_DESC';
export type ReceivedEvent = Schemas['ReceivedEvent'];
export type EventFilter = Schemas['EventFilter'];
export type AutomationActivity = Schemas['AutomationActivity'];
export type AutomationStatus = Schemas['AutomationStatus'];
export type Firing = Schemas['Firing'];
export type ActionResult = Schemas['ActionResult'];
/** Without what is always null here and something else at a Prefect server. */
export type Deployment = Omit<Schemas['DeploymentResponse'], 'global_concurrency_limit'>;
export type FlowRun = Schemas['FlowRunResponse'];
export type Flow = Schemas['Flow'];
export type WorkPool = Schemas['WorkPoolResponse'];
export type WorkQueue = Omit<Schemas['WorkQueueResponse'], 'filter'>;
export type Incident = Schemas['Incident'];
