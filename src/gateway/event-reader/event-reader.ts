import type { Worker } from 'node:worker_threads';
import { AutomationError } from '../../errors.ts';
import { startThread } from '../../start-thread.ts';
import type { BodyRead, ReadAnswer, ReadRequest } from './messages.ts';

interface Waiting {
  readonly resolve: (read: BodyRead) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Reads large lists of events on a thread of its own: parsing and checking hundreds of them takes milliseconds, in which
 * the event loop could do nothing for others.
 */
export class EventReader {
  readonly #waiting = new Map<number, Waiting>();
  #number = 0;
  #worker: Worker | null = null;
  #isReady = false;

  /** Whether the thread is there. When it is not, it is started, and others have to do its work meanwhile. */
  get isReady(): boolean {
    this.#worker ??= this.#start();
    return this.#isReady;
  }

  /**
   * Reads a body of `POST /api/events`, which is empty afterwards: its memory goes over to the thread, and comes back with
   * what is to be refused. For words of refusal it has to be read again.
   *
   * @throws AutomationError (503) when the thread has ended meanwhile
   */
  read(body: Buffer): Promise<BodyRead> {
    const number = ++this.#number;
    return new Promise((resolve, reject) => {
      if (this.#worker === null) return reject(ended());
      this.#waiting.set(number, { resolve, reject });
      this.#worker.ref();
      const whole = ownMemory(body);
      this.#worker.postMessage({ number, body: whole } satisfies ReadRequest, [whole.buffer]);
    });
  }

  /** Ends the thread. */
  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const worker = startThread(import.meta.url, './thread');
    worker.unref();
    worker.on('message', (answer: ReadAnswer | 'ready') => {
      if (answer === 'ready') this.#isReady = true;
      else this.#answer(worker, answer);
    });
    // What goes wrong there ends it, too.
    worker.on('error', () => undefined);
    worker.on('exit', () => this.#end());
    return worker;
  }

  #answer(worker: Worker, { number, read }: ReadAnswer): void {
    const waiting = this.#waiting.get(number);
    this.#waiting.delete(number);
    if (this.#waiting.size === 0) worker.unref();
    waiting?.resolve(read);
  }

  #end(): void {
    this.#worker = null;
    this.#isReady = false;
    for (const { reject } of this.#waiting.values()) reject(ended());
    this.#waiting.clear();
  }
}

/** A buffer's memory is handed over as a whole: small ones share it with others. */
function ownMemory(body: Buffer): Uint8Array<ArrayBuffer> {
  const { buffer, byteOffset, byteLength } = body;
  const isWhole = buffer instanceof ArrayBuffer && byteLength === buffer.byteLength;
  return isWhole ? new Uint8Array(buffer, byteOffset, byteLength) : Uint8Array.from(body);
}

function ended(): AutomationError {
  return new AutomationError('reader_ended', 'The events could not be read; send them again', {
    httpStatus: 503,
    retryable: true,
  });
}
