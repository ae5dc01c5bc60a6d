import { Router } from 'express';
import type { Dispatcher } from 'undici';
import type { UpstreamClient } from '../../upstream/client.ts';
import type { GatewayDeps } from '../deps.ts';
import { blocksOfBoth } from './blocks.ts';
import { passOn } from './pass-on.ts';

/** What the gateway needs to stand in front of a Prefect server. */
export interface Upstream {
  readonly client: UpstreamClient;
  readonly agent: Dispatcher;
  /** How long the server may be silent within a call that is passed on, in milliseconds; a default when absent. */
  readonly silenceMs?: number;
}

/** Routes under `/api` that are ours, whatever is behind. */
const OURS =
  /^\/(automations|events|webhooks|firings|incidents|import|templates|server|health|ready|openapi\.json|docs)(\/|$)/;

/**
 * `/api` in front of a Prefect server: automations, events, webhooks and blocks of the types that automations use are
 * served here; everything else is passed on: flows, deployments, runs, work pools, variables, logs, artifacts, and what a
 * newer server has that is not known here. Mount it before the routes that it may keep calls from.
 */
export function upstreamRoutes(
  { store, logger }: GatewayDeps,
  { client, agent, silenceMs }: Upstream,
): Router {
  const routes = Router();
  const through = passOn(client.target, agent, logger, silenceMs);
  routes.use((req, res, next) => {
    if (OURS.test(req.path)) next('router');
    else next();
  });
  routes.use(blocksOfBoth(store, client, through));
  routes.use((req, res, next) => {
    if (/^\/block_(types|schemas|documents|capabilities)(\/|$)/.test(req.path)) next();
    else return through(req, res, next);
  });
  return routes;
}
