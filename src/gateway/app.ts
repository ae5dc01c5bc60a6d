import { createServer, type Server } from 'node:http';
import express, { type Express } from 'express';
import { accessLog } from './access-log.ts';
import { requireAccess } from './access.ts';
import { keyRing } from './auth.ts';
import { cors } from './cors.ts';
import { registerBlockTypes } from './blocks/register.ts';
import type { GatewayDeps } from './deps.ts';
import { EventReader } from './event-reader/event-reader.ts';
import { errorMapper } from './errors.ts';
import { pageRoutes } from './page/routes.ts';
import { withoutWorkspace } from './paths.ts';
import { automationStatusRoutes } from './routes/automation-status.ts';
import { automationRoutes } from './routes/automations.ts';
import { blockCapabilityRoutes } from './routes/block-capabilities.ts';
import { blockDocumentRoutes } from './routes/block-documents.ts';
import { blockSchemaRoutes } from './routes/block-schemas.ts';
import { blockTypeRoutes } from './routes/block-types.ts';
import { docsRoutes } from './routes/docs.ts';
import { eventRoutes } from './routes/events.ts';
import { firingRoutes } from './routes/firings.ts';
import { deploymentRoutes } from './routes/deployments.ts';
import { flowRunStateRoutes } from './routes/flow-run-states.ts';
import { logRoutes } from './routes/logs.ts';
import { metricsRoutes } from './routes/metrics.ts';
import { flowRunRoutes } from './routes/flow-runs.ts';
import { flowRoutes } from './routes/flows.ts';
import { workPoolRoutes } from './routes/work-pools.ts';
import { workQueueRoutes } from './routes/work-queues.ts';
import { hookRoutes } from './routes/hooks.ts';
import { incidentRoutes } from './routes/incidents.ts';
import { importRoutes } from './routes/imports.ts';
import { serverRoutes } from './routes/server.ts';
import { templatePreviewRoutes, templateValidationRoutes } from './routes/templates.ts';
import { variableRoutes } from './routes/variables.ts';
import { webhookRoutes } from './routes/webhooks.ts';
import { securityHeaders } from './security-headers.ts';
import { upstreamRoutes } from './upstream/routes.ts';
import { passOnSockets } from './upstream/sockets.ts';
import { eventSockets } from './websockets/upgrade.ts';

/** The HTTP side of the program. */
export interface Gateway {
  readonly app: Express;
  readonly server: Server;
  /**
   * Registers the shipped block types and starts to serve.
   *
   * @param port 0 for any free one
   * @returns the port in use
   */
  listen(port: number, host: string): Promise<number>;
  /** Ends websockets (1001) and lets requests in flight finish, for at most 10 s. */
  close(): Promise<void>;
}

const CLOSE_TIMEOUT = 10_000;

/**
 * Builds the gateway: Prefect's REST and websocket contract under `/api`, webhooks under `/hooks`.
 *
 * @example
 * const gateway = createGateway({ store, settings, logger, version, retryAction });
 * await gateway.listen(4300, '127.0.0.1');
 */
export function createGateway(deps: GatewayDeps): Gateway {
  const keys = keyRing(deps.settings.apiKeys);
  const { corsOrigins = [] } = deps.settings;
  const { eventReader: reader = new EventReader() } = deps;
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('query parser', 'simple');
  app.use((req, _res, next) => {
    req.url = withoutWorkspace(req.url);
    next();
  });
  app.use(accessLog(deps.logger, deps.metrics), securityHeaders);
  app.use('/hooks', hookRoutes(deps));
  app.use('/api', cors(corsOrigins), requireAccess(keys, corsOrigins));
  if (deps.upstream !== undefined) app.use('/api', upstreamRoutes(deps, deps.upstream));
  app.use('/api', apiRoutes(deps, reader));
  app.use('/metrics', requireAccess(keys), metricsRoutes(deps.metrics));
  app.use(pageRoutes());
  app.use((_req, res) => {
    res.status(404).json({ detail: 'Not Found' });
  });
  app.use(errorMapper(deps.logger));

  const others = deps.upstream && passOnSockets(deps.upstream.client.target, keys, deps.logger);
  const sockets = eventSockets(deps, keys, others, corsOrigins);
  const server = createServer(app);
  // Longer than clients keep idle connections: one that is closed under a request looks like a lost reply.
  server.keepAliveTimeout = 75_000;
  server.on('upgrade', sockets.upgrade);

  return {
    app,
    server,
    listen: async (port, host) => {
      await registerBlockTypes(deps.store);
      return listen(server, port, host);
    },
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await sockets.close();
      server.closeIdleConnections();
      const timer = setTimeout(() => server.closeAllConnections(), CLOSE_TIMEOUT);
      await closed;
      clearTimeout(timer);
      await reader.close();
    },
  };
}

function apiRoutes(deps: GatewayDeps, reader: EventReader): express.Router {
  const api = express.Router();
  api.use(serverRoutes(deps));
  api.use(
    templateValidationRoutes(),
    templatePreviewRoutes(deps),
    firingRoutes(deps),
    importRoutes(deps),
    docsRoutes(),
  );
  api.use('/automations', automationStatusRoutes(deps), automationRoutes(deps));
  api.use('/events', eventRoutes(deps, reader));
  api.use('/block_types', blockTypeRoutes(deps));
  api.use('/block_schemas', blockSchemaRoutes(deps));
  api.use('/block_documents', blockDocumentRoutes(deps));
  api.use('/block_capabilities', blockCapabilityRoutes(deps));
  api.use('/deployments', deploymentRoutes(deps));
  api.use('/flow_runs', flowRunRoutes(deps));
  api.use('/flow_run_states', flowRunStateRoutes(deps));
  api.use('/logs', logRoutes());
  api.use('/flows', flowRoutes(deps));
  api.use('/work_pools', workPoolRoutes(deps));
  api.use('/work_queues', workQueueRoutes(deps));
  api.use('/variables', variableRoutes(deps));
  api.use('/webhooks', webhookRoutes(deps));
  api.use('/incidents', incidentRoutes(deps));
  return api;
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}
