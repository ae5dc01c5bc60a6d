/**
 * The p-th percentile of samples, by the nearest rank.
 *
 * @param p from 0 to 100
 * @throws when there are no samples
 */
export function percentile(samples: readonly number[], p: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const rank = Math.max(1, Math.ceil((p / 100) * sorted.length));
  const value = sorted[rank - 1];
  if (value === undefined) throw new Error('no samples');
  return value;
}

/** The middle sample; of an even number the lower one of the two. */
export function median(samples: readonly number[]): number {
  return percentile(samples, 50);
}
