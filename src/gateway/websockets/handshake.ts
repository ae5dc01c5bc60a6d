import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import { matchSecret, secretsOf, type KeyRing } from '../auth.ts';
import { parseJson } from '../json.ts';
import { closeWith } from './close.ts';
import type { DrainingSocket } from './draining-socket.ts';

/** How long a client may take for its auth message, in milliseconds. */
const AUTH_TIMEOUT = 10_000;

/**
 * The opening of Prefect's event sockets: with the subprotocol `prefect` the client's first message must be
 * `{"type":"auth","token":…}`. The `Authorization` header of the upgrade counts as well, with or without it.
 *
 * @param next messages in the order they came, null at the end
 * @returns whether the connection may go on; if not it is already being closed
 */
export async function handshake(
  socket: DrainingSocket,
  req: IncomingMessage,
  keys: KeyRing,
  next: (timeoutMs?: number) => Promise<string | null>,
): Promise<boolean> {
  if (!(await authenticated(socket, req, keys, next))) return false;
  if (socket.protocol === 'prefect') socket.send('{"type":"auth_success"}');
  return true;
}

/**
 * The opening without the answer `auth_success`: for connections that are passed on, whose other end gives it.
 *
 * @returns whether the connection may go on; if not it is already being closed
 */
export async function authenticated(
  socket: WebSocket,
  req: IncomingMessage,
  keys: KeyRing,
  next: (timeoutMs?: number) => Promise<string | null>,
): Promise<boolean> {
  const byHeader = keys.length === 0 || matchSecret(keys, secretsOf(req.headers.authorization)) !== null;
  if (socket.protocol !== 'prefect') {
    if (byHeader) return true;
    return refuse(socket, 1002, "'prefect' subprotocol required when auth is configured");
  }
  const text = await next(AUTH_TIMEOUT);
  if (text === null) return refuse(socket, 1008, "Expected 'auth' message");
  const message = objectOf(text);
  if (message === null || message['type'] !== 'auth') return refuse(socket, 1008, "Expected 'auth' message");
  if (!byHeader) {
    const token = message['token'];
    if (typeof token !== 'string' || token === '') {
      return refuse(socket, 1008, 'Auth required but no token provided');
    }
    if (matchSecret(keys, [token]) === null) return refuse(socket, 1008, 'Invalid token');
  }
  return true;
}

/** A message as a JSON object, or null when it is none. */
export function objectOf(text: string): Record<string, unknown> | null {
  try {
    const value = parseJson(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function refuse(socket: WebSocket, code: number, reason: string): false {
  closeWith(socket, code, reason);
  return false;
}
