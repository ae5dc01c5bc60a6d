import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { refusalOf } from '../access.ts';
import type { KeyRing } from '../auth.ts';
import type { GatewayDeps } from '../deps.ts';
import { withoutWorkspace } from '../paths.ts';
import { closeWith } from './close.ts';
import { DrainingSocket } from './draining-socket.ts';
import { eventsIn } from './events-in.ts';
import { eventsOut } from './events-out.ts';
import { handshake } from './handshake.ts';
import { Inbox } from './inbox.ts';
import { logsOut } from './logs-out.ts';

/** An event may have 1.5 MB; escapes and blanks make its text larger than that. */
const MAX_MESSAGE = 6_000_000;
/** How often a client must show that it is there, in milliseconds. */
const HEARTBEAT = 30_000;
/** How long clients get to answer the close at shutdown, in milliseconds. */
const CLOSE_TIMEOUT = 2_000;

/** Serves a websocket that is none of the event sockets; what refuses it with a plain reply is `refuse`. */
export interface OtherSockets {
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer, path: string): void;
  close(): void;
}

/** The event sockets of a gateway. */
export interface EventSockets {
  /** Handler of the HTTP server's `upgrade` event. */
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Closes every socket with 1001, after what was received is stored. */
  close(): Promise<void>;
}

const EVENTS = /^\/api\/events\/(in|out)\/?$/;
const LOGS = /^\/api\/logs\/out\/?$/;

/** Makes `/api/events/in` and `/api/events/out`, and without `others` `/api/logs/out`; what goes anywhere else below `/api` is up to `others`, or a 404. Pages of `origins` may connect. */
export function eventSockets(
  { store, logger, metrics }: Pick<GatewayDeps, 'store' | 'logger' | 'metrics'>,
  keys: KeyRing,
  others?: OtherSockets,
  origins: readonly string[] = [],
): EventSockets {
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: true,
    WebSocket: DrainingSocket,
    autoPong: false,
    maxPayload: MAX_MESSAGE,
    handleProtocols: (offered) => (offered.has('prefect') ? 'prefect' : false),
  });

  const serve = async (socket: DrainingSocket, req: IncomingMessage, direction: 'in' | 'out' | 'logs') => {
    const inbox = new Inbox(socket);
    if (!(await handshake(socket, req, keys, (timeout) => inbox.nextText(timeout)))) return inbox.discard();
    if (direction === 'in') await eventsIn(socket, inbox, { log: store.log, logger, metrics });
    else if (direction === 'out') await eventsOut(socket, inbox, store);
    else await logsOut(socket, inbox);
  };

  return {
    upgrade: (req, socket, head) => {
      socket.on('error', () => socket.destroy());
      const url = withoutWorkspace(req.url ?? '');
      const path = url.split('?', 1)[0] as string;
      const ofEvents = EVENTS.exec(path)?.[1] as 'in' | 'out' | undefined;
      const direction = ofEvents ?? (others === undefined && LOGS.test(path) ? 'logs' : undefined);
      const isOther = direction === undefined && others !== undefined && path.startsWith('/api/');
      if (direction === undefined && !isOther) return refuse(socket, 404, { detail: 'Not Found' });
      const refusal = refusalOf(req, keys.length > 0, origins);
      if (refusal !== null) return refuse(socket, 403, { exception_message: refusal });
      if (direction === undefined) return others?.upgrade(req, socket, head, url.slice('/api'.length));
      server.handleUpgrade(req, socket, head, (websocket) => {
        watch(websocket);
        websocket.on('error', (error) => logger.debug({ err: error }, 'event websocket failed'));
        serve(websocket, req, direction).catch((error: unknown) => {
          logger.error({ err: error, direction }, 'event websocket ended by an error');
          websocket.drained = () => Promise.resolve();
          closeWith(websocket, 1011, 'Internal error');
        });
      });
    },
    close: async () => {
      others?.close();
      const ends = [...server.clients].map(
        (socket) => new Promise<void>((resolve) => socket.once('close', () => resolve())),
      );
      for (const socket of server.clients) closeWith(socket, 1001, 'The server is going away');
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, CLOSE_TIMEOUT);
      });
      await Promise.race([Promise.all(ends), late]);
      clearTimeout(timer);
      for (const socket of server.clients) socket.terminate();
      server.close();
    },
  };
}

/** Ends connections whose peer is gone without a word: nothing would tell otherwise. */
export function watch(socket: WebSocket): void {
  let alive = true;
  const mark = () => {
    alive = true;
  };
  socket.on('pong', mark).on('ping', mark).on('message', mark);
  const timer = setInterval(() => {
    // One that is paused cannot answer; it is alive as long as there is work with what it sent.
    if (!alive && !socket.isPaused) return socket.terminate();
    alive = false;
    if (socket.readyState === socket.OPEN) socket.ping();
  }, HEARTBEAT);
  timer.unref();
  socket.once('close', () => clearInterval(timer));
}

/** Refuses an upgrade with a plain HTTP reply. */
export function refuse(socket: Duplex, status: number, reply: unknown): void {
  const body = JSON.stringify(reply);
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
