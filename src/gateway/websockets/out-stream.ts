import type { WebSocket } from 'ws';
import type { ReceivedEvent } from '../../schemas/events.ts';
import { closeWith } from './close.ts';

/** Up to here the socket's own buffer is filled without waiting. */
const BUFFER_BYTES = 1_000_000;
/** A client that takes nothing for so long is let go, in milliseconds. */
const STALLED_MS = 30_000;
/** The log is looked at again at least this often, should a notification get lost, in milliseconds. */
const POLL_MS = 2_000;

/** The sending side of `/events/out`: waits for slow readers, so that memory stays bounded. */
export class OutStream {
  readonly #socket: WebSocket;
  #awake = false;
  #wake: (() => void) | null = null;

  readonly #withPositions: boolean;

  /** @param withPositions whether the client wants to know places in the log */
  constructor(socket: WebSocket, withPositions = false) {
    this.#socket = socket;
    this.#withPositions = withPositions;
    socket.once('close', () => this.wake());
  }

  get isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  /** Ends {@link idle}. */
  wake(): void {
    this.#awake = true;
    this.#wake?.();
  }

  /** Waits until {@link wake} is called, or was called since the last time. */
  async idle(): Promise<void> {
    if (!this.#awake) {
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        timer = setTimeout(resolve, POLL_MS);
      });
      clearTimeout(timer);
      this.#wake = null;
    }
    this.#awake = false;
  }

  /** Tells how far in the log the stream is, where that is wanted; answers whether the connection is still good. */
  async tell(position: number): Promise<boolean> {
    return this.#withPositions ? this.#write(`{"type":"position","position":"${position}"}`) : this.isOpen;
  }

  /** Tells that entries behind the stream's position are not there any more; answers as {@link tell} does. */
  async tellGap(): Promise<boolean> {
    return this.#withPositions ? this.#write('{"type":"gap"}') : this.isOpen;
  }

  /**
   * Sends one event; answers whether the connection is still good. A stalled one is closed with 1013.
   *
   * @param position its place in the log, when the stream can go on behind it
   */
  async send(event: ReceivedEvent, position?: number): Promise<boolean> {
    const place = this.#withPositions && position !== undefined ? `,"position":"${position}"` : '';
    return this.#write(`{"type":"event","event":${JSON.stringify(event)}${place}}`);
  }

  async #write(text: string): Promise<boolean> {
    if (!this.isOpen) return false;
    if (this.#socket.bufferedAmount < BUFFER_BYTES) {
      this.#socket.send(text, ignore);
      return true;
    }
    const outcome = await new Promise<'sent' | 'failed' | 'stalled'>((resolve) => {
      const timer = setTimeout(() => resolve('stalled'), STALLED_MS);
      this.#socket.send(text, (error) => {
        clearTimeout(timer);
        resolve(error ? 'failed' : 'sent');
      });
    });
    if (outcome === 'stalled') closeWith(this.#socket, 1013, 'The client reads too slowly');
    return outcome === 'sent';
  }
}

/** A failed send shows as the socket's close, which is what everybody here waits for. */
function ignore(): void {}
