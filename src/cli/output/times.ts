import { usageError } from '../failure.ts';

const UNITS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** A time as people say it: `12s ago`, `in 5m`, `3d ago`; `-` when there is none. */
export function ago(time: string | null | undefined, now: number = Date.now()): string {
  if (time === null || time === undefined) return '-';
  const distance = Date.parse(time) - now;
  if (Number.isNaN(distance)) return time;
  const span = Math.abs(distance);
  const unit = (['w', 'd', 'h', 'm'] as const).find((one) => span >= 2 * UNITS[one]) ?? 's';
  const text = `${Math.floor(span / UNITS[unit])}${unit}`;
  return distance > 0 ? `in ${text}` : `${text} ago`;
}

/**
 * Reads a point in time: ISO 8601, or how long ago: `90s`, `15m`, `2h`, `7d`, `1w`.
 *
 * @returns ISO 8601 in UTC
 * @throws CommandError for anything else
 */
export function readTime(text: string, now: number = Date.now()): string {
  const span = /^(\d+(?:\.\d+)?)\s*([smhdw])$/.exec(text);
  const time =
    span === null ? Date.parse(text) : now - Number(span[1]) * UNITS[span[2] as keyof typeof UNITS];
  if (Number.isNaN(time)) {
    throw usageError(`"${text}" is no time: write it as 2026-01-31T09:00:00Z, or as 15m, 2h, 7d for "ago"`);
  }
  return new Date(time).toISOString();
}
