// ── Composition ──────────────────────────────────────────────────────────────────────────────────────────────────
// The one place where the gateway and the worker are plugged into the commands `dev`, `gateway` and `worker`: each
// command calls `openShared` once, then `startWorker` and/or `startGateway`, and ends them in the opposite order.
// ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────
import { join } from 'node:path';
import { startGatewayPart } from '../gateway/start-gateway.ts';
import type { Logger } from '../logging.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { RunningPart } from '../running-part.ts';
import type { Cipher } from '../secrets/cipher.ts';
import type { Settings } from '../settings.ts';
import { openStore, type Store } from '../store/index.ts';
import type { TemporalConnection } from '../temporal/connection.ts';
import { UpstreamClient } from '../upstream/client.ts';
import { upstreamTarget } from '../upstream/target.ts';
import { startWorkerPart, type WorkerPart } from '../worker/start-worker.ts';
import { workflowBundle } from '../worker/workflow-bundle.ts';

/** What the commands hand to the parts. */
export interface PartDeps {
  readonly logger: Logger;
  /** The numbers of this process, of all its parts. */
  readonly metrics: Metrics;
  readonly cipher: Cipher;
  readonly temporal: TemporalConnection;
  /** Pages of the embedded Temporal; absent when an existing Temporal is used. */
  readonly temporalUiUrl?: string;
  /** Where the gateway of this program is reached: `AUTOMATIONS_UI_URL`, else where it listens. */
  readonly publicUrl: string;
  readonly shared: Shared;
}

/** What the gateway and the worker of one process have in common: the store with its one SQLite writer. */
export type Shared = Store;

/** Opens what the parts share; migrations run here. @param namespace the one of Temporal */
export async function openShared(
  settings: Settings,
  namespace: string,
  cipher: Cipher,
  logger: Logger,
): Promise<Shared> {
  const { databaseUrl } = settings;
  return openStore({
    ...(databaseUrl === undefined
      ? { sqlite: { path: join(settings.dataDir, 'automations.db') } }
      : { postgres: { url: databaseUrl } }),
    namespace,
    cipher,
    logger,
  });
}

/** Starts the worker; returns once it polls. */
export async function startWorker(settings: Settings, deps: PartDeps): Promise<WorkerPart> {
  const { temporal } = deps;
  return startWorkerPart({
    store: deps.shared,
    connection: temporal.nativeConnection!,
    client: temporal.client,
    namespace: temporal.target.namespace,
    workflowBundle: await workflowBundle(),
    allowPrivateHosts: settings.allowPrivateHosts,
    smtp: settings.smtp,
    upstream: settings.upstream && new UpstreamClient(upstreamTarget(settings.upstream)),
    uiUrl: deps.publicUrl,
    logger: deps.logger,
    metrics: deps.metrics,
  });
}

/**
 * Starts the gateway with the dispatcher on `settings.host` and `settings.port`; returns once it listens.
 *
 * @param worker the worker of this process, if there is one
 */
export async function startGateway(
  settings: Settings,
  deps: PartDeps,
  worker?: WorkerPart,
): Promise<RunningPart> {
  const { temporal, temporalUiUrl } = deps;
  return startGatewayPart({
    settings,
    store: deps.shared,
    client: temporal.client,
    searchAttributes:
      temporal.searchAttributes.has('AutomationName') && temporal.searchAttributes.has('AutomationEnabled'),
    logger: deps.logger,
    metrics: deps.metrics,
    publicUrl: deps.publicUrl,
    ahead: worker?.ahead,
    ...(temporalUiUrl !== undefined && { temporalUiUrl }),
  });
}
