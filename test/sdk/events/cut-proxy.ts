import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A way to a server that a test can cut. */
export interface CutProxy {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** Breaks all connections; new ones are refused until {@link mend}. */
  cut(): void;
  mend(): void;
  /** Breaks each connection after this many bytes of the server's; undefined: none. */
  limit: number | undefined;
  close(): Promise<void>;
}

/** Starts one in front of a server. */
export async function cutProxy(target: string): Promise<CutProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let isCut = false;
  const server = createServer((client) => {
    if (isCut) return client.destroy();
    const upstream = connect(Number(port), hostname);
    let passed = 0;
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.pipe(upstream);
    upstream.on('data', (data: Buffer) => {
      const left = (proxy.limit ?? Infinity) - passed;
      passed += data.length;
      client.write(data.subarray(0, left));
      if (data.length >= left) client.end(() => client.destroy());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const breakAll = (): void => sockets.forEach((socket) => socket.destroy());
  const proxy: CutProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    limit: undefined,
    cut() {
      isCut = true;
      breakAll();
    },
    mend: () => void (isCut = false),
    async close() {
      breakAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return proxy;
}
