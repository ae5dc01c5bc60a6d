/** Ten slots for each doubling, from a hundredth of a ms on: a percentile is off by 7 % at most. */
const SLOTS_PER_DOUBLING = 10;
const SMALLEST_MS = 0.01;
const SLOTS = 300;

/** Many durations, kept as counts. */
export class Delays {
  readonly #slots = new Float64Array(SLOTS);
  count = 0;

  add(ms: number): void {
    const slot = Math.ceil(Math.log2(Math.max(ms, SMALLEST_MS) / SMALLEST_MS) * SLOTS_PER_DOUBLING);
    this.#slots[Math.min(slot, SLOTS - 1)]! += 1;
    this.count += 1;
  }

  /** The p-th percentile in ms, rounded up to its slot; NaN when there are none. */
  percentile(p: number): number {
    let left = Math.max(1, Math.ceil((p / 100) * this.count));
    for (let slot = 0; slot < SLOTS; slot += 1) {
      left -= this.#slots[slot]!;
      if (left <= 0) return SMALLEST_MS * 2 ** (slot / SLOTS_PER_DOUBLING);
    }
    return Number.NaN;
  }
}
