// ── Composition ──────────────────────────────────────────────────────────────────────────────────────────────────
// The one place where the gateway and the worker are plugged into the commands `dev`, `gateway` and `worker`: each
// command calls `openShared` once, then `startWorker` and/or `startGateway`, and ends them in the opposite order.
// ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────
import { createServer } from 'node:http';
import type { Logger } from '../logging.ts';
import type { RunningPart } from '../running-part.ts';
import type { Cipher } from '../secrets/cipher.ts';
import type { Settings } from '../settings.ts';
import type { TemporalConnection } from '../temporal/connection.ts';

/** What the commands hand to the parts. */
export interface PartDeps {
  readonly logger: Logger;
  readonly cipher: Cipher;
  readonly temporal: TemporalConnection;
  /** Pages of the embedded Temporal; absent when an existing Temporal is used. */
  readonly temporalUiUrl?: string;
  /** Where the gateway of this program is reached: `AUTOMATIONS_UI_URL`, else where it listens. */
  readonly publicUrl: string;
  readonly shared: Shared;
}

/** What the gateway and the worker of one process have in common: the store with its one SQLite writer. */
export interface Shared {
  /** Closes it, after both parts have stopped. */
  close(): Promise<void>;
}

/** Opens what the parts share; migrations run here. */
export async function openShared(_settings: Settings, _logger: Logger): Promise<Shared> {
  return { close: async () => undefined };
}

/** Starts the worker; returns once it polls. */
export async function startWorker(_settings: Settings, _deps: PartDeps): Promise<RunningPart> {
  return { stop: async () => undefined };
}

/** Starts the gateway on `settings.host` and `settings.port`; returns once it listens. */
export async function startGateway(settings: Settings, deps: PartDeps): Promise<RunningPart> {
  const server = createServer((request, response) => {
    response.writeHead(request.url === '/api/health' ? 200 : 404, { 'content-type': 'application/json' });
    response.end(request.url === '/api/health' ? 'true' : '{"detail":"Not Found"}');
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(settings.port, settings.host, resolve);
  });
  return {
    url: deps.publicUrl,
    stop: () => new Promise((resolve) => void server.close(() => resolve()).closeAllConnections()),
  };
}
