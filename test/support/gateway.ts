import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createGateway, type Gateway } from '../../src/gateway/app.ts';
import type { GatewayDeps } from '../../src/gateway/deps.ts';
import { createLogger } from '../../src/logging.ts';
import { Metrics } from '../../src/metrics/metrics.ts';
import { createCipher } from '../../src/secrets/cipher.ts';
import { openStore, type Store } from '../../src/store/index.ts';

/** A gateway over a SQLite file of its own, on a free port. */
export interface TestGateway {
  readonly gateway: Gateway;
  readonly store: Store;
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** Everything that was logged, as JSON lines. */
  readonly log: string[];
  /** Calls below `/api`; a body that is no string goes out as JSON. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  close(): Promise<void>;
}

/** A reply; `body` is parsed when it is JSON. */
export interface Reply {
  readonly status: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into replies of every shape
  readonly body: any;
  readonly headers: Headers;
}

/** Starts a gateway for a test. */
export async function startGateway(
  options: Partial<Omit<GatewayDeps, 'store' | 'settings' | 'logger'>> & {
    apiKeys?: GatewayDeps['settings']['apiKeys'];
    host?: string;
    /** Any free one when absent. */
    port?: number;
    /** The store's time, epoch ms. */
    storeClock?: () => number;
    allowPrivateHosts?: readonly string[];
    corsOrigins?: readonly string[];
  } = {},
): Promise<TestGateway> {
  const {
    apiKeys = [],
    host = '127.0.0.1',
    port = 0,
    allowPrivateHosts = [],
    corsOrigins = [],
    storeClock,
    ...deps
  } = options;
  const folder = mkdtempSync(join(tmpdir(), 'gateway-'));
  const log: string[] = [];
  const logger = createLogger({ level: 'debug', format: 'json', write: (line) => void log.push(line) });
  const cipher = createCipher([Buffer.alloc(32, 7)]);
  const store = await openStore({
    sqlite: { path: join(folder, 'automations.sqlite') },
    cipher,
    logger,
    ...(storeClock && { clock: storeClock }),
  });
  const gateway = createGateway({
    store,
    logger,
    metrics: new Metrics(),
    settings: { apiKeys, allowPrivateHosts, corsOrigins },
    version: '0.0.0-test',
    retryAction: () => Promise.reject(new Error('not under test')),
    ...deps,
  });
  const url = `http://127.0.0.1:${await gateway.listen(port, host)}`;
  return {
    gateway,
    store,
    url,
    log,
    call: (method, path, body, headers) => send(`${url}/api${path}`, method, body, headers),
    close: async () => {
      await gateway.close();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** How often a Prefect server whose database is busy is asked again; its own clients do so, too. */
const TRIES = 10;

/** Sends a request; a body that is no string goes out as JSON. */
export async function send(
  url: string,
  method: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Reply> {
  for (let tried = 1; ; tried += 1) {
    const reply = await sendOnce(url, method, body, headers);
    const isBusy = reply.status === 503 && reply.headers.get('server') === 'uvicorn';
    if (!isBusy || tried === TRIES) return reply;
    await sleep(500);
  }
}

async function sendOnce(
  url: string,
  method: string,
  body: unknown,
  headers: Record<string, string>,
): Promise<Reply> {
  const text = body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body);
  const type: Record<string, string> = text === null ? {} : { 'content-type': 'application/json' };
  const response = await fetch(url, {
    method,
    headers: { ...type, ...headers },
    body: text,
    redirect: 'manual',
  });
  const reply = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  return {
    status: response.status,
    body: isJson && reply !== '' ? JSON.parse(reply) : reply,
    headers: response.headers,
  };
}

/** The body of a create request for an automation that fires on `expect`. */
export function automationBody(name: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    name,
    trigger: { type: 'event', posture: 'Reactive', expect: ['test.ping'], threshold: 1, within: 0 },
    actions: [{ type: 'do-nothing' }],
    ...more,
  };
}

/** An event as a client posts it. */
export function eventBody(event: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: crypto.randomUUID(),
    occurred: new Date().toISOString(),
    event,
    resource: { 'prefect.resource.id': 'test.resource.1' },
    ...more,
  };
}
