import { sql, type RawBuilder } from 'kysely';
import { AutomationError } from '../../errors.ts';
import type { EventCount } from '../../schemas/event-filters.ts';
import { formatTime } from '../../schemas/times.ts';

/** The units in which time can be cut. */
export type TimeUnit = 'week' | 'day' | 'hour' | 'minute' | 'second';

const UNIT_MS: Record<TimeUnit, number> = {
  week: 604_800_000,
  day: 86_400_000,
  hour: 3_600_000,
  minute: 60_000,
  second: 1_000,
};
/** All buckets are counted from here, a Monday before any event, so that they fall on the same times for everybody. */
const PIVOT = Date.UTC(2024, 3, 1);
const MAX_BUCKETS = 1_000;
/** A thousand years (ms): with longer buckets their ends would lie beyond what a time can say. */
const MAX_WIDTH = 31_557_600_000_000;

/** Equal spans of time that cover a filter's; all in epoch ms. */
export interface TimeBuckets {
  readonly width: number;
  readonly first: number;
  readonly count: number;
}

/**
 * Cuts a span of time. A span that ends in the future ends with the unit that is under way at `now`.
 *
 * @throws {AutomationError} `invalid_count` (422) when the interval is too small or makes too many buckets
 */
export function timeBuckets(
  span: { readonly since: number; readonly until: number },
  unit: TimeUnit,
  interval: number,
  now: number,
): TimeBuckets {
  const width = UNIT_MS[unit] * interval;
  if (!(width <= MAX_WIDTH)) throw invalid('The interval is too large');
  if (interval < 0.01) throw invalid('The minimum interval is 0.01');
  const needed = Math.ceil((span.until - span.since) / width);
  if (needed > MAX_BUCKETS) {
    throw invalid(
      `The given interval would create ${needed} buckets, which is too many. ` +
        `Please increase the interval or reduce the time range to produce ${MAX_BUCKETS} buckets or fewer.`,
    );
  }
  const until = span.until > now ? endOfUnit(unit, now) : span.until;
  const first = Math.floor((span.since - PIVOT) / width);
  const start = PIVOT + first * width;
  return { width, first, count: Math.max(0, Math.ceil((until - start) / width)) };
}

/** The bucket of an instant, counted from the first one. */
export function bucketOf({ width, first }: TimeBuckets, at: number): number {
  return Math.floor((at - PIVOT) / width) - first;
}

/** The same as an expression over the log's column. */
export function bucketExpression({ width, first }: TimeBuckets): RawBuilder<number> {
  return sql<number>`floor((occurred - ${sql.lit(PIVOT)}) / ${sql.lit(width)}) - ${sql.lit(first)}`;
}

/** The counts of all buckets, those without events included; `tallies` by bucket. */
export function toTimeCounts(
  buckets: TimeBuckets,
  tallies: ReadonlyMap<string, { readonly count: number }>,
): EventCount[] {
  const counts = new Map([...tallies].map(([bucket, { count }]) => [Number(bucket), count]));
  return Array.from({ length: buckets.count }, (_, index) => {
    const start = PIVOT + (buckets.first + index) * buckets.width;
    return {
      value: String(index),
      label: formatTime(start).replace('Z', '+00:00'),
      count: counts.get(index) ?? 0,
      start_time: formatTime(start),
      end_time: formatTime(start + buckets.width - 0.001),
    };
  });
}

function endOfUnit(unit: TimeUnit, now: number): number {
  const width = UNIT_MS[unit];
  return PIVOT + (Math.floor((now - PIVOT) / width) + 1) * width - 0.001;
}

function invalid(message: string): AutomationError {
  return new AutomationError('invalid_count', message, { httpStatus: 422 });
}
