import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { RunningPart } from '../../running-part.ts';
import { Dispatcher, type DispatcherOptions } from './dispatcher.ts';

export interface DispatcherPartOptions extends DispatcherOptions {
  readonly leases: {
    tryAcquire(name: string, owner: string, ttlMs: number): Promise<boolean>;
    renew(name: string, owner: string, ttlMs: number): Promise<boolean>;
    release(name: string, owner: string): Promise<void>;
  };
  /** Whether other processes may have a dispatcher too: then only the one with the lease reads. */
  readonly shared: boolean;
}

const LEASE = 'dispatcher';
const LEASE_MS = 5_000;
const RENEW_MS = 1_500;
const RETRY_MS = 1_000;

/**
 * Runs the one dispatcher. Over Postgres each gateway tries for the lease and one has it; when that one dies another
 * goes on from the position on record. Two at the same time (a holder that was asleep) do no harm: each sends in log
 * order from the position on record, and the workflows drop what they have seen.
 */
export function startDispatcher(options: DispatcherPartOptions): RunningPart {
  const owner = randomUUID();
  const stopping = new AbortController();
  const running = options.shared
    ? runWithLease(options, owner, stopping.signal)
    : run(new Dispatcher(options), options.logger, stopping.signal);
  return {
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

async function runWithLease(
  options: DispatcherPartOptions,
  owner: string,
  signal: AbortSignal,
): Promise<void> {
  const { leases, logger } = options;
  while (!signal.aborted) {
    const acquired = await leases.tryAcquire(LEASE, owner, LEASE_MS).catch(() => false);
    if (!acquired) {
      await pause(RETRY_MS, signal);
      continue;
    }
    logger.info('this gateway dispatches');
    const lost = new AbortController();
    const running = run(new Dispatcher(options), logger, AbortSignal.any([signal, lost.signal]));
    let until = Date.now() + LEASE_MS;
    while (!signal.aborted && Date.now() < until) {
      await pause(RENEW_MS, signal);
      try {
        if (!(await leases.renew(LEASE, owner, LEASE_MS))) break;
        until = Date.now() + LEASE_MS;
      } catch (error) {
        // The database is away: the lease runs out by itself unless it comes back in time.
        logger.warn({ err: error }, 'the lease of the dispatcher could not be renewed');
      }
    }
    lost.abort();
    await running;
    await leases.release(LEASE, owner).catch(() => undefined);
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
