import { WebSocket } from 'ws';

/**
 * A websocket that finishes its work before it answers the peer's close: whoever has seen the close
 * handshake knows that everything sent before has been dealt with.
 */
export class DrainingSocket extends WebSocket {
  /** Resolves when nothing of what was received is pending; set by the endpoint. */
  drained: () => Promise<void> = () => Promise.resolve();

  override close(code?: number, data?: string | Buffer): void {
    // The base class calls this itself to answer a close frame; that answer waits.
    this.drained().then(
      () => super.close(code, data),
      () => super.close(1011, 'Internal error'),
    );
  }
}
