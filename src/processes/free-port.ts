import { createServer } from 'node:net';

/**
 * Finds a TCP port to listen on.
 *
 * @param host - address to listen on
 * @param preferred - the port that is wanted; 0 means any
 * @param avoid - ports that are promised to somebody else but not open yet
 * @returns `preferred` when it is free, else a free one that the system chooses
 */
export async function freePort(
  host: string,
  preferred: number,
  avoid: readonly number[] = [],
): Promise<number> {
  if (preferred !== 0 && !avoid.includes(preferred) && (await tryPort(host, preferred)) !== undefined) {
    return preferred;
  }
  for (;;) {
    const port = await tryPort(host, 0);
    if (port === undefined) throw new Error(`cannot listen on ${host}`);
    if (!avoid.includes(port)) return port;
  }
}

function tryPort(host: string, port: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(undefined);
      else reject(error);
    });
    server.listen({ host, port, exclusive: true }, () => {
      const address = server.address();
      const found = typeof address === 'object' && address !== null ? address.port : port;
      server.close(() => resolve(found));
    });
  });
}
