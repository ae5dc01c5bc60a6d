import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request that reached the sink. */
export interface Arrival {
  readonly body: string;
  /** Its `Idempotency-Key`: the same when a call is made again; null when it has none. */
  readonly key: string | null;
  /** Epoch ms, with fractions. */
  readonly at: number;
}

/** A local HTTP server that answers everything at once and remembers when it came. */
export interface Sink {
  readonly url: string;
  readonly arrivals: readonly Arrival[];
  /** Forgets what has arrived. */
  clear(): void;
  /** Waits until this many have arrived since `clear`. @throws when the time (ms) is over first */
  waitFor(count: number, timeoutMs: number): Promise<void>;
  close(): Promise<void>;
}

/** The time with fractions, on the same scale as `Date.now()`. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}

/** Starts a sink on a free loopback port. */
export async function startSink(): Promise<Sink> {
  let arrivals: Arrival[] = [];
  let wake: () => void = () => {};
  const server = createServer((request, response) => {
    const at = now();
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      response.writeHead(204).end();
      const key = request.headers['idempotency-key'];
      arrivals.push({ body, key: typeof key === 'string' ? key : null, at });
      wake();
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    get arrivals() {
      return arrivals;
    },
    clear: () => void (arrivals = []),
    waitFor: (count, timeoutMs) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          reject(new Error(`only ${arrivals.length} of ${count} calls arrived within ${timeoutMs / 1000} s`));
        }, timeoutMs);
        wake = () => {
          if (arrivals.length < count) return;
          clearTimeout(timer);
          wake = () => {};
          resolve();
        };
        wake();
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
