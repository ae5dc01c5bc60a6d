import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from '../logging.ts';
import type { RunningPart } from '../running-part.ts';
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
}

/** Where a worker says how it is. */
export interface HealthServer {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Answers `GET /health` with `true` while the worker takes tasks and its store answers, else with 503 and the
 * reason. It tells nothing else and asks for no credentials, as probes have none.
 */
export async function startHealthServer(options: HealthServerOptions): Promise<HealthServer> {
  const server = createServer((request, response) => {
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
