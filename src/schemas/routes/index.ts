import { automationRoutes } from './automations.ts';
import { blockRoutes } from './blocks.ts';
import { flowRoutes } from './flows.ts';
import { deploymentRoutes } from './deployments.ts';
import { flowRunRoutes } from './flow-runs.ts';
import { workPoolRoutes } from './work-pools.ts';
import { workQueueRoutes } from './work-queues.ts';
import { eventRoutes } from './events.ts';
import { incidentRoutes } from './incidents.ts';
import { importRoutes } from './imports.ts';
import type { Route } from './route.ts';
import { serverRoutes } from './server.ts';
import { variableRoutes } from './variables.ts';
import { webhookRoutes } from './webhooks.ts';

export type { Route } from './route.ts';

/** All calls of the API, by the tag they stand under. */
export const routes: Readonly<Record<string, readonly Route[]>> = {
  Server: serverRoutes,
  Automations: automationRoutes,
  Events: eventRoutes,
  Blocks: blockRoutes,
  Import: importRoutes,
  Webhooks: webhookRoutes,
  Flows: flowRoutes,
  Deployments: deploymentRoutes,
  'Flow runs': flowRunRoutes,
  'Work pools': workPoolRoutes,
  'Work queues': workQueueRoutes,
  Incidents: incidentRoutes,
  Variables: variableRoutes,
};
