import { once } from 'node:events';
import { WebSocket, type ClientOptions } from 'ws';

/** A client of an event websocket that keeps what it receives. */
export class EventSocket {
  readonly socket: WebSocket;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into messages of every shape
  readonly messages: any[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;
  #wake: (() => void) | null = null;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data: Buffer) => {
      this.messages.push(JSON.parse(data.toString()));
      this.#wake?.();
    });
    this.closed = new Promise((resolve) => {
      socket.on('close', (code, reason) => {
        resolve({ code, reason: reason.toString() });
        this.#wake?.();
      });
    });
  }

  /**
   * Connects to `/api/events/<direction>`; with the subprotocol unless told otherwise.
   *
   * @param url of the server, or of its API in the form of a workspace
   */
  static async open(
    url: string,
    direction: string,
    options: ClientOptions & { subprotocol?: string | null } = {},
  ): Promise<EventSocket> {
    const { subprotocol = 'prefect', ...rest } = options;
    const api = url.includes('/api/') ? url : `${url}/api`;
    const address = `${api.replace('http', 'ws')}/events/${direction}`;
    const socket = new WebSocket(address, subprotocol === null ? [] : [subprotocol], rest);
    const opened = new EventSocket(socket);
    await once(socket, 'open');
    return opened;
  }

  /** Connects and says hello. */
  static async authenticated(
    url: string,
    direction: string,
    token: string | null = null,
  ): Promise<EventSocket> {
    const socket = await EventSocket.open(url, direction);
    socket.send({ type: 'auth', token });
    await socket.received(1);
    socket.messages.shift();
    return socket;
  }

  send(message: unknown): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** Waits for the pong of a ping. */
  async ping(): Promise<void> {
    this.socket.ping('mark');
    await once(this.socket, 'pong');
  }

  /** Waits until that many messages came; fails after 30 s. */
  async received(count: number): Promise<void> {
    const deadline = Date.now() + 30_000;
    while (this.messages.length < count) {
      if (Date.now() > deadline) throw new Error(`${this.messages.length} of ${count} messages came`);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        setTimeout(resolve, 100);
      });
    }
  }

  /** The names of the events that were received. */
  get events(): string[] {
    return this.messages.map((message: { event: { event: string } }) => message.event.event);
  }
}
