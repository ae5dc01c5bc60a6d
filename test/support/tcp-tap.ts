import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Stands between a client and a server on this machine and passes bytes on; it can lose one reply. */
export class TcpTap {
  readonly #sockets = new Set<Socket>();
  #lost: { readonly text: string; readonly done: () => void } | null = null;
  readonly #server;

  private constructor(port: number) {
    this.#server = createServer((front) => {
      const behind = connect(port, '127.0.0.1');
      let losing: (() => void) | null = null;
      for (const socket of [front, behind]) {
        this.#sockets.add(socket);
        socket.on('error', () => undefined);
        socket.on('close', () => {
          this.#sockets.delete(socket);
          (socket === front ? behind : front).destroy();
        });
      }
      front.on('data', (chunk) => {
        if (this.#lost !== null && chunk.includes(this.#lost.text)) {
          losing = this.#lost.done;
          this.#lost = null;
        }
        behind.write(chunk);
      });
      behind.on('data', (chunk) => {
        if (losing === null) front.write(chunk);
        else losing();
      });
    });
  }

  /** @param port of the server */
  static async start(port: number): Promise<TcpTap> {
    const tap = new TcpTap(port);
    tap.#server.listen(0, '127.0.0.1');
    await once(tap.#server, 'listening');
    return tap;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Loses the reply to the next request that has this text in it; resolves when the server has replied. */
  loseReplyTo(text: string): Promise<void> {
    return new Promise((done) => (this.#lost = { text, done }));
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }
}
