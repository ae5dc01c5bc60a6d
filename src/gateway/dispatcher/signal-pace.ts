/**
 * The distance that signals keep (ms) by the rate of the items (per second): a line between these points. A signal and
 * its workflow task cost some milliseconds, and while a task is open the next signal waits for it anyway: from about
 * thirty a second on, waiting a little is faster for all. The longest distances are for streams that fill their signals:
 * half as many of these are a fifth of all work saved.
 */
const GAPS = [
  { rate: 30, gap: 0 },
  { rate: 100, gap: 25 },
  { rate: 200, gap: 30 },
  { rate: 600, gap: 120 },
  { rate: 1_500, gap: 300 },
];

/** The same where nobody waits for the workflow: it only has to keep up, and people who look at it to see what is new. */
const PATIENT_GAPS = [
  { rate: 5, gap: 0 },
  { rate: 30, gap: 100 },
  { rate: 600, gap: 200 },
];

/** Over how long the rate is averaged, in ms. */
const MEMORY_MS = 100;

/**
 * When the next signal to a workflow is best sent. A signal costs the same for one item and for five hundred, so where
 * many come, waiting a little makes one signal of what had been ten; where few come, nothing is gained by waiting.
 */
export class SignalPace {
  #rate = 0;
  #last = Number.NEGATIVE_INFINITY;

  /**
   * Takes note of a signal.
   *
   * @param now any clock, in ms
   */
  sent(items: number, now: number): void {
    const elapsed = Math.max(1, now - this.#last);
    this.#rate += ((items * 1_000) / elapsed - this.#rate) * (1 - Math.exp(-elapsed / MEMORY_MS));
    this.#last = now;
  }

  /**
   * How long (ms) to let items gather before the next signal; 0 when it may go at once.
   *
   * @param patient whether nobody waits for it
   */
  gap(now: number, patient = false): number {
    return Math.max(0, this.#last + gapAt(this.#rate, patient ? PATIENT_GAPS : GAPS) - now);
  }
}

function gapAt(rate: number, gaps: typeof GAPS): number {
  let from = gaps[0]!;
  for (const to of gaps) {
    const share = (rate - from.rate) / (to.rate - from.rate);
    if (rate < to.rate) return to === from ? 0 : from.gap + share * (to.gap - from.gap);
    from = to;
  }
  return from.gap;
}
