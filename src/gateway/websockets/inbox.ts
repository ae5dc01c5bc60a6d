import type { RawData, WebSocket } from 'ws';

/** What a client sent: a message, or a ping that wants its pong. */
export type Frame =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'ping'; readonly data: Buffer };

/** Above this the socket is not read any further until half of it has been taken. */
const HIGH_WATER_BYTES = 8_000_000;
const HIGH_WATER_FRAMES = 5_000;

/**
 * The frames of a websocket in the order they came, taken by one reader at its own pace. The peer feels
 * back-pressure when the reader falls behind: the memory used here is bounded.
 */
export class Inbox {
  readonly #socket: WebSocket;
  #frames: Frame[] = [];
  #bytes = 0;
  #ended = false;
  #discarding = false;
  #wake: (() => void) | null = null;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data) => this.#push({ kind: 'text', text: textOf(data) }));
    socket.on('ping', (data) => this.#push({ kind: 'ping', data }));
    socket.on('close', () => this.end());
  }

  /** No more frames will be taken in; what is there can still be taken out. */
  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  /** From now on messages are thrown away and pings answered at once: for a peer that should only listen. */
  discard(): void {
    this.#discarding = true;
    for (const frame of this.take(Infinity)) this.#discard(frame);
  }

  /** Waits until there is a frame, the end (false), or the time given (ms) is over (false). */
  async waitFor(timeoutMs?: number): Promise<boolean> {
    if (this.#frames.length > 0) return true;
    if (this.#ended) return false;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      if (timeoutMs !== undefined) timer = setTimeout(resolve, timeoutMs);
    });
    clearTimeout(timer);
    this.#wake = null;
    return this.#frames.length > 0;
  }

  /** Takes up to `limit` frames out, without waiting. */
  take(limit: number): Frame[] {
    const taken = limit >= this.#frames.length ? this.#frames : this.#frames.slice(0, limit);
    this.#frames = limit >= this.#frames.length ? [] : this.#frames.slice(limit);
    for (const frame of taken) this.#bytes -= sizeOf(frame);
    if (this.#socket.isPaused && !this.#isHigh(2)) this.#socket.resume();
    return taken;
  }

  /** The next message, or null at the end or when it takes longer than `timeoutMs`; pings on the way are answered. */
  async nextText(timeoutMs?: number): Promise<string | null> {
    const deadline = timeoutMs === undefined ? undefined : performance.now() + timeoutMs;
    for (;;) {
      const rest = deadline === undefined ? undefined : Math.max(0, deadline - performance.now());
      if (!(await this.waitFor(rest))) return null;
      const frame = this.take(1)[0];
      if (frame?.kind === 'text') return frame.text;
      if (frame !== undefined) this.#discard(frame);
    }
  }

  #push(frame: Frame): void {
    if (this.#ended) return;
    if (this.#discarding) return this.#discard(frame);
    this.#frames.push(frame);
    this.#bytes += sizeOf(frame);
    if (this.#isHigh(1)) this.#socket.pause();
    this.#wake?.();
  }

  #discard(frame: Frame): void {
    if (frame.kind === 'ping' && this.#socket.readyState === this.#socket.OPEN) this.#socket.pong(frame.data);
  }

  #isHigh(divisor: number): boolean {
    return this.#bytes > HIGH_WATER_BYTES / divisor || this.#frames.length > HIGH_WATER_FRAMES / divisor;
  }
}

function sizeOf(frame: Frame): number {
  return frame.kind === 'text' ? frame.text.length : frame.data.length;
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return Buffer.isBuffer(data) ? data.toString('utf8') : Buffer.from(data).toString('utf8');
}
