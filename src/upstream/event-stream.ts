import { WebSocket } from 'ws';
import { AutomationError } from '../errors.ts';
import { isObject } from '../schemas/scalars.ts';
import { websocketUrl, type UpstreamTarget } from './target.ts';

/** For connecting and for the server's answer to the credentials, in milliseconds. */
const OPEN_MS = 15_000;
/** How often the server must show that it is there, in milliseconds. */
const HEARTBEAT_MS = 10_000;
/** Messages that wait to be taken; beyond that the server drops what comes, and the next check finds it. */
const MOST_WAITING = 50_000;
/** Far enough: the stream has no end. */
const NO_END = '9999-12-31T23:59:59Z';

/** The events that the Prefect server hears of from now on. */
export class EventStream {
  readonly #socket: WebSocket;
  #waiting: unknown[] = [];
  #wake: () => void = () => {};
  #ended: string | null = null;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    let alive = true;
    socket.on('pong', () => (alive = true));
    const beat = setInterval(() => {
      if (!alive) return socket.terminate();
      alive = false;
      socket.ping();
    }, HEARTBEAT_MS);
    socket.on('message', (data: Buffer) => this.#take(data.toString('utf8')));
    socket.on('close', (code, reason) => {
      clearInterval(beat);
      this.#ended = `${code} ${reason.toString()}`.trim();
      this.#wake();
    });
  }

  /**
   * Subscribes; what happens from here on is in the stream.
   *
   * @throws AutomationError when the server cannot be reached or refuses
   */
  static async open(target: UpstreamTarget, signal: AbortSignal): Promise<EventStream> {
    const socket = new WebSocket(websocketUrl(target, '/events/out'), ['prefect'], {
      headers: target.authorization === undefined ? {} : { authorization: target.authorization },
      handshakeTimeout: OPEN_MS,
      perMessageDeflate: false,
      maxPayload: 0,
    });
    const stop = (): void => socket.terminate();
    signal.addEventListener('abort', stop, { once: true });
    socket.once('close', () => signal.removeEventListener('abort', stop));
    try {
      await opened(socket, target);
    } catch (error) {
      socket.terminate();
      throw error;
    }
    const stream = new EventStream(socket);
    // The server goes back 15 minutes at most; what is older it does not tell.
    const since = new Date(Date.now() - 86_400_000).toISOString();
    const filter = { occurred: { since, until: NO_END } };
    socket.send(JSON.stringify({ type: 'filter', backfill: false, filter }));
    return stream;
  }

  /** What has come, at the latest after `ms`; null when the stream has ended and all of it was taken. */
  async next(ms: number): Promise<unknown[] | null> {
    if (this.#waiting.length === 0 && this.#ended === null) {
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        timer = setTimeout(resolve, ms);
      });
      clearTimeout(timer);
    }
    const taken = this.#waiting;
    this.#waiting = [];
    if (this.#socket.isPaused) this.#socket.resume();
    return taken.length === 0 && this.#ended !== null ? null : taken;
  }

  /** Why it ended; null while it goes on. */
  get ended(): string | null {
    return this.#ended;
  }

  close(): void {
    this.#socket.terminate();
  }

  #take(text: string): void {
    const message: unknown = JSON.parse(text);
    if (!isObject(message) || message['type'] !== 'event') return;
    this.#waiting.push(message['event']);
    if (this.#waiting.length >= MOST_WAITING) this.#socket.pause();
    this.#wake();
  }
}

/** Waits for the answer to the credentials. */
function opened(socket: WebSocket, target: UpstreamTarget): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => {
      clearTimeout(timer);
      const message = `The event stream of the Prefect server at ${target.name} cannot be followed: ${why}`;
      reject(new AutomationError('upstream_stream', message, { retryable: true }));
    };
    const timer = setTimeout(() => fail('no answer in time'), OPEN_MS);
    socket.once('open', () => socket.send(JSON.stringify({ type: 'auth', token: target.token })));
    socket.once('message', (data: Buffer) => {
      if (!data.toString().includes('auth_success')) return fail('an unexpected answer');
      clearTimeout(timer);
      socket.removeAllListeners('close');
      resolve();
    });
    socket.once('close', (code, reason) => fail(`${code} ${reason.toString()}`.trim()));
    // Stays for the life of the socket: what fails shows as its close.
    socket.on('error', (error) => fail(error.message));
  });
}
