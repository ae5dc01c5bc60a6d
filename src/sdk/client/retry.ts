import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiError } from './errors.ts';

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 10_000;
/** A server that asks for a longer wait than this is given up on: its error tells how long it would be. */
const LONGEST_ASKED_MS = 60_000;

/**
 * How long to wait before the next try, in milliseconds: what the server asks for, else longer from try to try, spread
 * so that many clients do not come back at the same moment. Undefined when there should be none.
 */
export function waitBefore(tries: number, error: ApiError): number | undefined {
  const asked = error.retryAfterMs;
  if (asked !== undefined) return asked <= LONGEST_ASKED_MS ? asked : undefined;
  const most = Math.min(FIRST_WAIT_MS * 2 ** (tries - 1), LONGEST_WAIT_MS);
  return most * (0.5 + Math.random() / 2);
}

/** Waits. @throws the signal's reason when it is aborted meanwhile */
export async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await sleep(ms, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}
