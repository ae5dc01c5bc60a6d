import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from '../logging.ts';
import { refusalOf } from '../gateway/access.ts';
import { keyRing, matchSecret, secretsOf, type KeyRing } from '../gateway/auth.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { RunningPart } from '../running-part.ts';
import type { ApiKey } from '../settings.ts';
import type { Store } from '../store/index.ts';

/** A store that does not answer within this time is down, in milliseconds. */
const STORE_TIMEOUT = 3_000;

/** What {@link startHealthServer} listens on and asks. */
export interface HealthServerOptions {
  /** 0 for any free one. */
  readonly port: number;
  readonly host: string;
  readonly worker: Pick<RunningPart, 'notReady'>;
  readonly store: { readonly log: Pick<Store['log'], 'head'> };
  readonly logger: Logger;
  readonly metrics: Pick<Metrics, 'text' | 'contentType'>;
  /** Who may read the metrics; without any, only this machine. */
  readonly apiKeys: readonly ApiKey[];
}

/** Where a worker says how it is. */
export interface HealthServer {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Answers `GET /health` with `true` while the worker takes tasks and its store answers, else with 503 and the
 * reason, and asks for no credentials, as probes have none. `GET /metrics` is for those whom the API of a gateway would serve.
 */
export async function startHealthServer(options: HealthServerOptions): Promise<HealthServer> {
  const keys = keyRing(options.apiKeys);
  const server = createServer((request, response) => {
    if (request.method === 'GET' && request.url === '/metrics') {
      void tellMetrics(options, keys, request, response);
      return;
    }
    if (request.method !== 'GET' || request.url !== '/health') {
      response.writeHead(404).end();
      return;
    }
    void whyNotReady(options).then((reason) => {
      response.writeHead(reason === null ? 200 : 503, { 'content-type': 'application/json' });
      response.end(JSON.stringify(reason === null ? true : { message: reason }));
    });
  });
  await listen(server, options);
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function tellMetrics(
  { metrics }: HealthServerOptions,
  keys: KeyRing,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const isOpen = keys.length === 0;
  if (refusalOf(request, !isOpen) !== null) response.writeHead(403).end();
  else if (!isOpen && matchSecret(keys, secretsOf(request.headers.authorization)) === null)
    response.writeHead(401, { 'www-authenticate': 'Bearer' }).end();
  else {
    const text = await metrics.text();
    response.writeHead(200, { 'content-type': metrics.contentType, 'cache-control': 'no-store' }).end(text);
  }
}

async function whyNotReady({ worker, store, logger }: HealthServerOptions): Promise<string | null> {
  const reason = worker.notReady?.() ?? null;
  if (reason !== null) return reason;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), STORE_TIMEOUT);
  });
  try {
    await Promise.race([store.log.head(), late]);
    return null;
  } catch (error) {
    logger.error({ err: error }, 'the store does not answer');
    return 'The store does not answer';
  } finally {
    clearTimeout(timer);
  }
}

function listen(server: Server, { port, host }: HealthServerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
