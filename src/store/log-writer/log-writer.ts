import type { Worker } from 'node:worker_threads';
import { startThread } from '../../start-thread.ts';
import type { LogChanges, WriterAnswer, WriterRequest } from './changes.ts';

/** The thread is gone, and nobody knows whether its last commit went through. */
export class WriterGone extends Error {
  override readonly name = 'WriterGone';
}

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/**
 * Commits events and firings to a SQLite file on a thread of its own: binding the values, and waiting for the disk, keep
 * the event loop free for others. Whoever uses it writes nothing else meanwhile.
 */
export class LogWriter {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #number = 0;
  #gone: WriterGone | null = null;

  /** @param path the file; its schema must be up to date */
  constructor(path: string) {
    this.#worker = startThread(import.meta.url, './thread', { path });
    this.#worker.unref();
    this.#worker.on('message', (answer: WriterAnswer) => this.#answer(answer));
    this.#worker.on('error', (error) => this.#end(error));
    this.#worker.on('exit', () => this.#end());
  }

  /** Whether it can be used. */
  get isThere(): boolean {
    return this.#gone === null;
  }

  /**
   * Resolves when the changes are on disk.
   *
   * @throws {WriterGone} when that is not known; any other error means that nothing was written
   */
  commit(changes: LogChanges): Promise<void> {
    if (this.#gone !== null) return Promise.reject(this.#gone);
    const number = ++this.#number;
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
      this.#worker.ref();
      this.#worker.postMessage({ number, changes } satisfies WriterRequest, [changes.packed.numbers.buffer]);
    });
  }

  /** Ends the thread; nothing may be waiting. */
  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #answer({ number, error }: WriterAnswer): void {
    const waiting = this.#waiting.get(number);
    this.#waiting.delete(number);
    if (this.#waiting.size === 0) this.#worker.unref();
    if (error === undefined) waiting?.resolve();
    else waiting?.reject(Object.assign(new Error(error.message), { code: error.code }));
  }

  #end(cause?: unknown): void {
    this.#gone ??= new WriterGone('The writing thread has ended', { cause });
    for (const waiting of this.#waiting.values()) waiting.reject(this.#gone);
    this.#waiting.clear();
  }
}
