import { WebSocket } from 'ws';
import { authorization } from '../client/client.ts';
import type { Connection } from '../client/connection.ts';
import {
  type ApiError,
  InvalidRequestError,
  ServerError,
  UnauthorizedError,
  UnreachableError,
} from '../client/errors.ts';
import type { ReceivedEvent } from './event.ts';

/** What the server says on the stream: an event, how far it is in its log, or that what came before is not whole. */
export interface StreamMessage {
  readonly type: 'event' | 'position' | 'gap';
  readonly event?: ReceivedEvent;
  /** Behind which a later stream can go on; absent while the past is told. */
  readonly position?: string;
}

/** What the stream is asked for. */
export interface StreamRequest {
  readonly filter: unknown;
  readonly backfill: boolean;
  readonly after?: string;
}

const HEARTBEAT_MS = 20_000;
/** So many messages wait for their reader before the server is made to wait. */
const MOST_WAITING = 1_000;

/** One connection to `/events/out`. Its messages are read one by one; it ends with the error that says why. */
export class EventStreamSocket {
  readonly #socket: WebSocket;
  readonly #call: string;
  #waiting: StreamMessage[] = [];
  #wake: () => void = () => {};
  #end: ApiError | null = null;

  /** Begins to connect; what goes wrong is told by {@link next}. */
  constructor(connection: Connection, request: StreamRequest) {
    const url = `${connection.url.replace(/^http/, 'ws')}/events/out`;
    this.#call = `WEBSOCKET ${url}`;
    const { apiKey, timeoutMs } = connection;
    this.#socket = new WebSocket(url, ['prefect'], {
      headers: apiKey === undefined ? {} : { authorization: authorization(apiKey) },
      handshakeTimeout: timeoutMs,
      maxPayload: 0,
    });
    this.#listen(JSON.stringify({ type: 'auth', token: apiKey ?? null }), {
      type: 'filter',
      positions: true,
      ...request,
    });
  }

  /** The next message; null after the end. */
  async next(): Promise<StreamMessage | null> {
    while (this.#waiting.length === 0 && this.#end === null) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    const message = this.#waiting.shift();
    if (this.#socket.isPaused && this.#waiting.length < MOST_WAITING / 2) this.#socket.resume();
    return message ?? null;
  }

  /** Why it ended. */
  get end(): ApiError | null {
    return this.#end;
  }

  /** What to say about a gap that nobody wants to hear of. */
  gap(): ApiError {
    const message = `${this.#call}: the connection was broken for longer than the server keeps events (AUTOMATIONS_RETENTION_DAYS), and some may have been missed. Subscribe again, or pass onGap to go on`;
    return new ServerError('events_removed', this.#call, message);
  }

  /** Ends it; nothing more is read. */
  close(): void {
    this.#waiting = [];
    this.#socket.terminate();
    this.#ended(new UnreachableError('closed', this.#call, `${this.#call}: closed`));
  }

  #listen(auth: string, request: object): void {
    const socket = this.#socket;
    let isAlive = true;
    const beat = setInterval(() => {
      // While nobody reads, no pong is seen either.
      if (!isAlive && !socket.isPaused) return socket.terminate();
      isAlive = false;
      if (socket.readyState === WebSocket.OPEN) socket.ping();
    }, HEARTBEAT_MS);
    socket.on('pong', () => (isAlive = true));
    socket.on('open', () => {
      socket.send(auth);
      socket.send(JSON.stringify(request));
    });
    socket.on('message', (data: Buffer) => {
      isAlive = true;
      this.#take(data.toString('utf8'));
    });
    socket.on('error', (cause) => this.#ended(this.#unreachable(cause.message, cause)));
    socket.on('unexpected-response', (request, response) => {
      request.destroy();
      this.#ended(this.#refused(response.statusCode ?? 0));
    });
    socket.on('close', (code, reason) => {
      clearInterval(beat);
      this.#ended(this.#closed(code, reason.toString()));
    });
  }

  #take(text: string): void {
    const message = JSON.parse(text) as { type?: unknown };
    if (message.type !== 'event' && message.type !== 'position' && message.type !== 'gap') return;
    this.#waiting.push(message as StreamMessage);
    if (this.#waiting.length >= MOST_WAITING) this.#socket.pause();
    this.#wake();
  }

  #ended(error: ApiError): void {
    this.#end ??= error;
    this.#wake();
  }

  #unreachable(reason: string, cause?: unknown): UnreachableError {
    const message = `${this.#call}: no connection (${reason}); is the gateway running there?`;
    return new UnreachableError('unreachable', this.#call, message, { retryable: true, cause });
  }

  #refused(status: number): ApiError {
    if (status >= 500) return this.#unreachable(`answered ${status}`);
    if (status === 401 || status === 403) return this.#unauthorized();
    const message = `${this.#call}: answered ${status}; is AUTOMATIONS_API_URL the address of the API, with its path?`;
    return new ServerError('unexpected_answer', this.#call, message, { status });
  }

  #unauthorized(): UnauthorizedError {
    const message = `${this.#call}: the API key is missing or wrong; set AUTOMATIONS_API_KEY or the option apiKey`;
    return new UnauthorizedError('unauthorized', this.#call, message);
  }

  /** What a close means: the server's own reasons are final, all else is a connection that broke. */
  #closed(code: number, reason: string): ApiError {
    if (code === 1008 && /auth|token/i.test(reason)) return this.#unauthorized();
    if (code === 1002 && reason !== '') {
      return new InvalidRequestError(this.#call, `${this.#call}: ${reason}`, []);
    }
    if (code === 1008 && reason === 'Unknown position') {
      const message = `${this.#call}: the server does not know the position at which the stream broke: its data are others, or older, than they were. Events may have been missed; subscribe again`;
      return new ServerError('unknown_position', this.#call, message);
    }
    return this.#unreachable(`closed ${code} ${reason}`.trim());
  }
}
