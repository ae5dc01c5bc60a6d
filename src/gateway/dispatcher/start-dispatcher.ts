import type { Logger } from 'pino';
import type { RunningPart } from '../../running-part.ts';
import type { Leases } from '../../store/meta/leases.ts';
import { pause, runLeased } from '../leased.ts';
import { Dispatcher, type DispatcherOptions } from './dispatcher.ts';

export interface DispatcherPartOptions extends DispatcherOptions {
  readonly leases: Leases;
  /** Whether other processes may have a dispatcher too: then only the one with the lease reads. */
  readonly shared: boolean;
}

/** The dispatcher of this process, which may wait for its turn. */
export interface DispatcherPart extends RunningPart {
  /** The one that reads the log here; undefined while another process has the lease. */
  current(): Dispatcher | undefined;
}

const RETRY_MS = 1_000;

/**
 * Runs the one dispatcher. Over Postgres each gateway tries for the lease and one has it; when that one dies another
 * goes on from the position on record. Two at the same time (a holder that was asleep) do no harm: each sends in log
 * order from the position on record, and the workflows drop what they have seen.
 */
export function startDispatcher(options: DispatcherPartOptions): DispatcherPart {
  const { leases, logger } = options;
  const stopping = new AbortController();
  let current: Dispatcher | undefined;
  const work = async (signal: AbortSignal): Promise<void> => {
    const dispatcher = new Dispatcher(options);
    current = dispatcher;
    try {
      await run(dispatcher, logger, signal);
    } finally {
      if (current === dispatcher) current = undefined;
    }
  };
  const running = options.shared
    ? runLeased({ name: 'dispatcher', leases, logger, work }, stopping.signal)
    : work(stopping.signal);
  return {
    current: () => current,
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/** Runs a dispatcher until the signal; starting is tried until the store answers. */
async function run(dispatcher: Dispatcher, logger: Logger, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await dispatcher.start();
      break;
    } catch (error) {
      logger.warn({ err: error }, 'the dispatcher could not start; trying again');
      await pause(RETRY_MS, signal);
    }
  }
  await aborted(signal);
  await dispatcher.stop();
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
