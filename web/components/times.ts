const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long' });

/** A time to the second, in the reader's zone. @param time epoch ms */
export function exactTime(time: number): string {
  return exact.format(time);
}

/**
 * How far off a time is, as one says it.
 *
 * @param time epoch ms
 * @param now epoch ms
 * @example relativeTime(0, 300_000) // '5 min ago'
 */
export function relativeTime(time: number, now: number): string {
  const seconds = Math.round(Math.abs(now - time) / 1_000);
  if (seconds < 5) return 'now';
  const text = span(seconds);
  return time > now ? `in ${text}` : `${text} ago`;
}

function span(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3_600) return `${Math.round(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.round(seconds / 3_600)} h`;
  if (seconds < 86_400 * 60) return `${Math.round(seconds / 86_400)} d`;
  return `${Math.round(seconds / (86_400 * 30))} months`;
}
