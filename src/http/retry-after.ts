/** A peer that asks for more than a day is not taken at its word. */
const LONGEST_MS = 24 * 60 * 60 * 1000;

/**
 * Reads a `Retry-After` header: seconds or an HTTP date. Returns milliseconds from `now` (at most a day), or undefined
 * when there is none or it cannot be read.
 *
 * @example retryAfterMs('120', Date.now()) // 120000
 */
export function retryAfterMs(value: string | undefined, now: number): number | undefined {
  const text = value?.trim();
  if (text === undefined || text === '') return undefined;
  const wait = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), LONGEST_MS);
}
