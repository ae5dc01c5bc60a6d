import { AutomationError } from '../errors.ts';
import { parseTime } from '../schemas/times.ts';

/** Rounds a clock reading (epoch ms) to the microsecond, the grain in which times are stored. */
export function toMicrosecond(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}

/**
 * Reads an ISO 8601 time that was validated before.
 *
 * @returns epoch milliseconds
 * @throws {AutomationError} `invalid_time` (422) when it was not: no such thing may reach the events' clock.
 */
export function readTime(iso: string): number {
  const ms = parseTime(iso);
  if (ms === undefined) throw new AutomationError('invalid_time', `Not a time: ${iso}`, { httpStatus: 422 });
  return toMicrosecond(ms);
}
