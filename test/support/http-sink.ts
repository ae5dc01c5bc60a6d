import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One call that the sink got. */
export interface Delivery {
  readonly path: string;
  /** The header `Idempotency-Key`. */
  readonly key: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Epoch ms. */
  readonly at: number;
}

/** How the sink answers a call; 200 when it does not say. */
export type Answer = (delivery: Delivery, response: ServerResponse, attempts: number) => void;

/** Where webhooks of a test arrive: a real HTTP server that remembers every call. */
export interface HttpSink {
  readonly url: string;
  readonly deliveries: Delivery[];
  /** The calls to one path. */
  at(path: string): Delivery[];
  /** Sets how calls to a path are answered; `attempts` counts those with the same key, this one included. */
  answer(path: string, answer: Answer): void;
  close(): Promise<void>;
}

/** Starts a sink on a free port. */
export async function startSink(): Promise<HttpSink> {
  const deliveries: Delivery[] = [];
  const answers = new Map<string, Answer>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    // A caller that was killed leaves half a request behind.
    request.on('error', () => undefined);
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { url: path = '', headers } = request;
      const key = String(headers['idempotency-key'] ?? '');
      const delivery = { path, key, body: Buffer.concat(chunks).toString(), headers, at: Date.now() };
      deliveries.push(delivery);
      const answer = answers.get(path);
      if (answer === undefined) response.end('ok');
      else
        answer(delivery, response, deliveries.filter((one) => one.path === path && one.key === key).length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    deliveries,
    at: (path) => deliveries.filter((one) => one.path === path),
    answer: (path, answer) => void answers.set(path, answer),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
