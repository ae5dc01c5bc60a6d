import { automationRoutes } from './automations.ts';
import { blockRoutes } from './blocks.ts';
import { eventRoutes } from './events.ts';
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
  Webhooks: webhookRoutes,
  Variables: variableRoutes,
};
