/** The last instant that a date can hold, in epoch ms; windows may end later. */
const LAST_INSTANT = 8.64e15;

/**
 * An instant in ISO 8601; the last one that can be written when it is later still.
 *
 * @param ms epoch ms
 */
export function showInstant(ms: number): string {
  return new Date(Math.min(ms, LAST_INSTANT)).toISOString();
}
