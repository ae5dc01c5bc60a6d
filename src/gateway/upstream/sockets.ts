import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer, type RawData } from 'ws';
import type { Logger } from '../../logging.ts';
import { websocketUrl, type UpstreamTarget } from '../../upstream/target.ts';
import type { KeyRing } from '../auth.ts';
import { closeWith } from '../websockets/close.ts';
import { authenticated } from '../websockets/handshake.ts';
import { Inbox } from '../websockets/inbox.ts';
import { refuse, watch, type OtherSockets } from '../websockets/upgrade.ts';
import { requestHeaders, wentRound } from './headers.ts';

/** Above this a side is not read any further until the other one has taken some. */
const HIGH_WATER_BYTES = 1_000_000;
/** For connecting to the server behind, in milliseconds. */
const CONNECT_MS = 10_000;
/** Codes that say how a connection ended and cannot be sent. */
const UNSENDABLE = new Set([1005, 1006, 1015]);
/** What the websocket library writes itself. */
const HANDSHAKE_HEADERS = [
  'sec-websocket-key',
  'sec-websocket-version',
  'sec-websocket-extensions',
  'sec-websocket-protocol',
];

/**
 * Passes websockets on to the Prefect server behind the gateway: logs, workers' channels and whatever else it serves. The
 * caller proves itself to the gateway, the gateway to the server: only the first message of Prefect's protocol, which
 * carries the token, is exchanged; everything else goes through as it is.
 */
export function passOnSockets(target: UpstreamTarget, keys: KeyRing, logger: Logger): OtherSockets {
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: true,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has('prefect') ? 'prefect' : false),
  });
  return {
    upgrade(req, socket, head, path) {
      if (wentRound(req.headers)) {
        return refuse(socket, 508, { detail: 'PREFECT_UPSTREAM_API_URL is the address of this gateway' });
      }
      connect(target, req, path).then(
        (behind) => {
          // The caller may have left meanwhile.
          if (socket.destroyed || !socket.writable) return behind.terminate();
          server.handleUpgrade(req, socket, head, (front) => join(front, behind, req));
        },
        (error: unknown) => refuseAs(error, socket, target, logger),
      );
    },
    close() {
      for (const socket of server.clients) closeWith(socket, 1001, 'The server is going away');
      server.close();
    },
  };

  function join(front: WebSocket, behind: WebSocket, req: IncomingMessage): void {
    watch(front);
    watch(behind);
    for (const side of [front, behind]) {
      side.on('error', (error) => logger.debug({ err: error }, 'a websocket that is passed on failed'));
    }
    passClose(front, behind);
    passClose(behind, front);
    passMessages(behind, front);
    void open(front, behind, req).finally(() => behind.resume());
  }

  async function open(front: WebSocket, behind: WebSocket, req: IncomingMessage): Promise<void> {
    const inbox = new Inbox(front);
    if (!(await authenticated(front, req, keys, (timeout) => inbox.nextText(timeout)))) {
      inbox.discard();
      behind.close(1000);
      return;
    }
    if (front.protocol === 'prefect') behind.send(JSON.stringify({ type: 'auth', token: target.token }));
    // What came meanwhile, then the rest as it comes.
    for (const frame of inbox.take(Infinity)) {
      if (frame.kind === 'text') behind.send(frame.text);
    }
    inbox.end();
    passMessages(front, behind);
  }
}

/** Refused by the server behind with a plain reply: the same goes to the caller. */
class UpgradeRefused extends Error {
  readonly status: number;
  readonly body: unknown;

  constructor(status: number, body: unknown) {
    super(`The upgrade was refused with ${status}`);
    this.status = status;
    this.body = body;
  }
}

/** Connects to the server behind; what it sends waits until somebody listens. */
function connect(target: UpstreamTarget, req: IncomingMessage, path: string): Promise<WebSocket> {
  const offered = String(req.headers['sec-websocket-protocol'] ?? '');
  const protocols = offered.split(',').some((name) => name.trim() === 'prefect') ? ['prefect'] : [];
  const behind = new WebSocket(websocketUrl(target, path), protocols, {
    headers: requestHeaders(req.headers, target.authorization, HANDSHAKE_HEADERS),
    handshakeTimeout: CONNECT_MS,
    perMessageDeflate: false,
    maxPayload: 0,
  });
  return new Promise((resolve, reject) => {
    behind.once('open', () => {
      behind.pause();
      behind.removeAllListeners('error');
      resolve(behind);
    });
    behind.once('error', reject);
    behind.once('unexpected-response', (_request, response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        reject(new UpgradeRefused(response.statusCode ?? 502, replyOf(Buffer.concat(chunks).toString())));
      });
      response.on('error', reject);
    });
  });
}

function replyOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { detail: text };
  }
}

function refuseAs(error: unknown, socket: Duplex, target: UpstreamTarget, logger: Logger): void {
  if (error instanceof UpgradeRefused) return refuse(socket, error.status, error.body);
  logger.warn({ err: error, server: target.name }, 'a websocket of the Prefect server could not be reached');
  const reply = { exception_message: 'The Prefect server behind this gateway cannot be reached' };
  refuse(socket, 502, reply);
}

/** Messages from one side to the other, at the pace of the slower one. */
function passMessages(from: WebSocket, to: WebSocket): void {
  from.on('message', (data: RawData, isBinary: boolean) => {
    if (to.readyState !== to.OPEN) return;
    to.send(data, { binary: isBinary }, () => {
      if (from.isPaused && to.bufferedAmount < HIGH_WATER_BYTES / 2) from.resume();
    });
    if (to.bufferedAmount > HIGH_WATER_BYTES) from.pause();
  });
}

/** Ends the other side as the one has ended. */
function passClose(from: WebSocket, to: WebSocket): void {
  from.on('close', (code, reason) => {
    if (code === 1006) to.terminate();
    else if (UNSENDABLE.has(code)) to.close();
    else closeWith(to, code, reason.toString());
  });
}
