import { AutomationError } from '../errors.ts';
import { Metrics } from '../metrics/metrics.ts';
import { loadCipher } from '../secrets/key.ts';
import type { Settings } from '../settings.ts';
import { connectTemporal, type TemporalConnection } from '../temporal/connection.ts';
import type { TemporalTarget } from '../temporal/target.ts';
import { startHealthServer } from '../worker/health-server.ts';
import { openShared, startGateway, startWorker, type PartDeps } from './parts.ts';
import type { ProgramContext } from './program.ts';
import type { WorkerPart } from '../worker/start-worker.ts';
import { urlOf } from './url-of.ts';

/** Which parts a command runs, and what with. */
export interface Composition {
  readonly target: TemporalTarget;
  readonly temporalUiUrl?: string;
  readonly worker: boolean;
  /** Settings of the gateway with the port to listen on, or `undefined` for none. */
  readonly gateway: Settings | undefined;
}

/**
 * Starts the parts of a command: Temporal's connection, the store, the worker, and the gateway last, so that what it
 * accepts is handled at once. They end in the opposite order.
 *
 * @returns the URL of the gateway, when there is one
 */
export async function startParts(
  context: ProgramContext,
  composition: Composition,
): Promise<string | undefined> {
  const { settings, logger, lifecycle, say } = context;
  const cipher = loadCipher(settings.dataDir, settings.encryptionKey);
  const temporal: TemporalConnection = await lifecycle.start(
    'Temporal connection',
    () =>
      connectTemporal({ target: composition.target, logger, onProgress: say, worker: composition.worker }),
    (connection) => connection.close(),
  );
  const shared = await lifecycle.start(
    'store',
    () => openShared(settings, composition.target.namespace, cipher, logger),
    (store) => store.close(),
  );
  const listening = composition.gateway ?? settings;
  const metrics = new Metrics();
  const deps: PartDeps = {
    logger,
    metrics,
    cipher,
    temporal,
    publicUrl: settings.uiUrl ?? urlOf(listening.host, listening.port),
    shared,
    ...(composition.temporalUiUrl !== undefined && { temporalUiUrl: composition.temporalUiUrl }),
  };
  let ownWorker: WorkerPart | undefined;
  if (composition.worker) {
    say('starting the worker');
    const worker = await lifecycle.start(
      'worker',
      () => startWorker(settings, deps),
      (part) => part.stop(),
    );
    lifecycle.watch('worker', worker.ended);
    ownWorker = worker;
    // A gateway in the same process answers for itself, at /api/health.
    if (composition.gateway === undefined && settings.healthPort !== undefined) {
      const { healthPort: port, host, apiKeys } = settings;
      await lifecycle.start(
        'health',
        () => startHealthServer({ port, host, worker, store: shared, logger, metrics, apiKeys }),
        (server) => server.close(),
      );
    }
  }
  if (composition.gateway === undefined) return undefined;
  const gatewaySettings = composition.gateway;
  const gateway = await lifecycle.start(
    'gateway',
    () => startGateway(gatewaySettings, deps, ownWorker),
    (part) => part.stop(),
  );
  lifecycle.watch('gateway', gateway.ended);
  return gateway.url ?? urlOf(gatewaySettings.host, gatewaySettings.port);
}

/** Makes sure of what separate processes need: a database that they can share. */
export function requireSharedDatabase(settings: Settings, command: string): void {
  if (settings.databaseUrl !== undefined) return;
  throw new AutomationError(
    'settings_invalid',
    `\`automations ${command}\` needs DATABASE_URL: separate processes share a Postgres database. ` +
      'To run everything in one process without one, use `automations dev`.',
  );
}
