import type { Logger } from '../logging.ts';

/** Thrown out of a start that was interrupted; not a failure. */
export class StopRequested extends Error {
  override readonly name = 'StopRequested';
}

/** The parts of a running program, in the order of their start. */
export interface Lifecycle {
  /**
   * Starts a part and remembers how to end it.
   *
   * @param begin - starts it
   * @param end - ends it; without it nothing is left to end
   * @throws StopRequested when a signal came before or meanwhile; a part that turns up later is ended all the same
   */
  start<T>(name: string, begin: () => T | Promise<T>, end?: (part: T) => void | Promise<void>): Promise<T>;
  /** Makes the program stop when a part ends by itself. */
  watch(name: string, ended: Promise<void> | undefined): void;
  /** What to do when a second signal leaves no time; must not wait for anything. */
  onForce(action: () => void): void;
  /** Waits for the first signal. Rejects when a watched part ended by itself. */
  untilStopped(): Promise<void>;
  /** Ends all parts, the last started first. A part that fails to end does not keep the others running. */
  stop(): Promise<void>;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Takes over the process's signals: the first asks all parts to end in order, the second ends the process at once.
 */
export function createLifecycle(logger: Logger, onProgress: (line: string) => void): Lifecycle {
  const parts: { name: string; end: () => Promise<void> }[] = [];
  const forced: (() => void)[] = [];
  const stopped = deferred<never>();
  const requested = deferred<void>();
  stopped.promise.catch(() => undefined);
  requested.promise.catch(() => undefined);
  let stopping = false;

  const onSignal = (signal: NodeJS.Signals): void => {
    if (stopping) {
      for (const action of forced) action();
      process.exit(1);
    }
    stopping = true;
    onProgress(`${signal}: stopping (once more to stop at once)`);
    stopped.reject(new StopRequested(signal));
    requested.resolve();
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);

  return {
    start: async (name, begin, end) => {
      if (stopping) throw new StopRequested(name);
      const part = Promise.resolve().then(begin);
      if (end !== undefined) {
        // A part that did not start has nothing to end, and its error is the caller's.
        const started = part.then(
          (value) => ({ value }),
          () => undefined,
        );
        parts.push({
          name,
          end: async () => {
            const it = await started;
            if (it !== undefined) await end(it.value);
          },
        });
      }
      return await Promise.race([part, stopped.promise]);
    },
    watch: (name, ended) => {
      ended?.then(
        () => requested.reject(new Error(`the ${name} ended by itself`)),
        (error: unknown) => requested.reject(new Error(`the ${name} failed`, { cause: error })),
      );
    },
    onForce: (action) => forced.push(action),
    untilStopped: () => requested.promise,
    stop: async () => {
      stopping = true;
      for (const part of parts.splice(0).reverse()) {
        const began = Date.now();
        try {
          await part.end();
          logger.debug({ part: part.name, ms: Date.now() - began }, 'part stopped');
        } catch (error) {
          logger.error({ part: part.name, err: error }, 'part did not stop in order');
        }
      }
      for (const signal of SIGNALS) process.off(signal, onSignal);
    },
  };
}

interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (error: unknown) => void;
}

function deferred<T>(): Deferred<T> {
  let resolve!: (value: T) => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<T>((accept, refuse) => {
    resolve = accept;
    reject = refuse;
  });
  return { promise, resolve, reject };
}
