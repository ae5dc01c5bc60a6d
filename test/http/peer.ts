import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';

/** One request that a peer got. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A local HTTP server that remembers what it got. */
export interface Peer {
  readonly url: string;
  readonly port: number;
  readonly requests: Received[];
  readonly connections: () => number;
  close(): Promise<void>;
}

export const tlsFiles = {
  key: readFileSync(new URL('../fixtures/tls/localhost.key', import.meta.url), 'utf8'),
  cert: readFileSync(new URL('../fixtures/tls/localhost.crt', import.meta.url), 'utf8'),
};

/** Starts a peer on a free port; without an answer of its own it says 200 `ok`. */
export async function startPeer(
  answer: (request: Received, response: ServerResponse) => void = (_request, response) => response.end('ok'),
  { host = '127.0.0.1', tls = false }: { host?: string; tls?: boolean } = {},
): Promise<Peer> {
  const requests: Received[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const listener: RequestListener = (incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { method = '', url = '', headers } = incoming;
      const request = { method, path: url, headers, body: Buffer.concat(chunks).toString() };
      requests.push(request);
      answer(request, response);
    });
  };
  const server = tls ? createTlsServer(tlsFiles, listener) : createServer(listener);
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  const name = host.includes(':') ? `[${host}]` : host;
  return {
    url: `${tls ? 'https' : 'http'}://${name}:${port}`,
    port,
    requests,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
