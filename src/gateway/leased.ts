import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Leases } from '../store/meta/leases.ts';

/** Work that one of several gateways does. */
export interface LeasedWork {
  /** Name of the lease. */
  readonly name: string;
  readonly leases: Leases;
  readonly logger: Logger;
  /** Does the work until the signal; must not reject. */
  readonly work: (signal: AbortSignal) => Promise<void>;
}

const LEASE_MS = 5_000;
const RENEW_MS = 1_500;
const RETRY_MS = 1_000;

/**
 * Tries for the lease and does the work for as long as this process has it; when it dies another one goes on. Resolves
 * after the signal. A holder that was asleep may work on for a moment beside its successor.
 */
export async function runLeased(
  { name, leases, logger, work }: LeasedWork,
  signal: AbortSignal,
): Promise<void> {
  const owner = randomUUID();
  while (!signal.aborted) {
    const acquired = await leases.tryAcquire(name, owner, LEASE_MS).catch(() => false);
    if (!acquired) {
      await pause(RETRY_MS, signal);
      continue;
    }
    logger.info({ lease: name }, 'this gateway has the lease');
    const lost = new AbortController();
    const running = work(AbortSignal.any([signal, lost.signal]));
    let until = Date.now() + LEASE_MS;
    while (!signal.aborted && Date.now() < until) {
      await pause(RENEW_MS, signal);
      try {
        if (!(await leases.renew(name, owner, LEASE_MS))) break;
        until = Date.now() + LEASE_MS;
      } catch (error) {
        // The database is away: the lease runs out by itself unless it comes back in time.
        logger.warn({ err: error, lease: name }, 'a lease could not be renewed');
      }
    }
    lost.abort();
    await running;
    await leases.release(name, owner).catch(() => undefined);
  }
}

/** Waits, or until the signal. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}
