import type { WebSocket } from 'ws';

/** A close frame has room for 123 bytes of reason. */
const MAX_REASON = 123;

/** Closes a websocket with a reason, cut to what the protocol allows without splitting a character. */
export function closeWith(socket: WebSocket, code: number, reason: string): void {
  let text = reason;
  while (Buffer.byteLength(text) > MAX_REASON) text = [...text].slice(0, -1).join('');
  socket.close(code, text);
}
