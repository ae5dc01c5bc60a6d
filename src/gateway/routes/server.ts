import { Router, type Response } from 'express';
import type { ServerInfo } from '../../schemas/server.ts';
import type { GatewayDeps } from '../deps.ts';
import { DetailError } from '../errors.ts';

/** The version of Prefect whose contract is served; its clients compare it with their own. */
const prefectVersion = '3.8.8';
/** The version of its REST API, the one that clients send in `X-Prefect-Api-Version`. */
const prefectApiVersion = '0.8.4';
/** A store that does not answer within this time is down, in milliseconds. */
const STORE_TIMEOUT = 3_000;

/** `/api/health`, `/api/ready`, `/api/server`, `/api/version`, `/api/admin/version`, `/api/hello`, `/api/csrf-token`. */
export function serverRoutes(deps: GatewayDeps): Router {
  const routes = Router();
  routes.get('/health', async (_req, res) => {
    const reason = await whyNotReady(deps);
    if (reason === null) res.json(true);
    else unavailable(res, reason);
  });
  routes.get('/ready', async (_req, res) => {
    const reason = await whyNotReady(deps);
    if (reason === null) res.json({ message: 'OK' });
    else unavailable(res, reason);
  });
  routes.get('/hello', (_req, res) => {
    res.json('👋');
  });
  routes.get(['/version', '/admin/version'], (req, res) => {
    res.setHeader('X-Automations-Version', deps.version);
    res.json(req.path.startsWith('/admin') ? prefectVersion : prefectApiVersion);
  });
  routes.get('/server', (_req, res) => {
    res.json({
      version: deps.version,
      temporal_ui_url: deps.temporalUiUrl ?? null,
      temporal_namespace: deps.namespace ?? 'default',
      upstream: deps.upstream !== undefined,
    } satisfies ServerInfo);
  });
  routes.get('/csrf-token', () => {
    throw new DetailError(422, 'CSRF protection is disabled.');
  });
  return routes;
}

function unavailable(res: Response, message: string): void {
  res.status(503).setHeader('Retry-After', '1');
  res.json({ message });
}

async function whyNotReady(deps: GatewayDeps): Promise<string | null> {
  const reason = deps.notReady?.() ?? null;
  if (reason !== null) return reason;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), STORE_TIMEOUT);
  });
  try {
    await Promise.race([deps.store.log.head(), late]);
    return null;
  } catch (error) {
    deps.logger.error({ err: error }, 'the store does not answer');
    return 'The store does not answer';
  } finally {
    clearTimeout(timer);
  }
}
