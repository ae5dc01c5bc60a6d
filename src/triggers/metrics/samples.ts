import type { Cell, MetricState } from './metric-state.ts';

/** How many cells are kept at most before the older ones are put together by steps. */
export const MOST_CELLS = 4_096;

/** Steps to a range, of whole milliseconds: what has been put together leaves the range less than a step too late, never too early. */
export const STEPS = 1_024;

/**
 * The samples in the range, with count and sum kept up to date. Taking one in costs the search for its place; letting
 * old ones go costs nothing but themselves.
 */
export class Samples {
  readonly #state: MetricState;
  readonly #range: number;
  #count = 0;
  #sum = 0;

  constructor(state: MetricState, range: number) {
    this.#state = state;
    this.#range = range;
    for (const [, count, sum] of state.cells) {
      this.#count += count;
      this.#sum += sum;
    }
  }

  get count(): number {
    return this.#count;
  }

  get sum(): number {
    return this.#sum;
  }

  /** The cells, oldest first. */
  get cells(): readonly Cell[] {
    return this.#state.cells;
  }

  /** Whether a sample of this time is in the range, or may still come to be. */
  covers(time: number): boolean {
    return this.#keyOf(time) + this.#range > this.#state.now;
  }

  /** Changes count and sum at a time: a new sample (1, value), one taken out (-1, -value), or one changed (0, difference). */
  change(time: number, count: number, sum: number): void {
    const key = this.#keyOf(time);
    const { cells } = this.#state;
    const place = this.#place(key);
    const cell = cells[place];
    if (cell?.[0] === key) {
      cell[1] += count;
      cell[2] += sum;
      if (cell[1] === 0) cells.splice(place, 1);
    } else {
      cells.splice(place, 0, [key, count, sum]);
    }
    this.#count += count;
    this.#sum += sum;
    if (cells.length > MOST_CELLS) this.#putTogether();
  }

  /** When the next samples leave the range, epoch ms; null when there are none. */
  get nextExpiry(): number | null {
    const first = this.#state.cells[0];
    return first ? first[0] + this.#range : null;
  }

  /** Lets go of what has left the range by now. */
  expire(): void {
    const { cells, now } = this.#state;
    let gone = 0;
    for (let cell = cells[0]; cell && cell[0] + this.#range <= now; cell = cells[gone]) {
      this.#count -= cell[1];
      this.#sum -= cell[2];
      gone += 1;
    }
    if (gone > 0) cells.splice(0, gone);
  }

  /** The cell that a sample of this time belongs to. */
  #keyOf(time: number): number {
    const { coarse } = this.#state;
    return coarse !== null && time <= coarse ? this.#stepOf(time) : time;
  }

  #stepOf(time: number): number {
    const step = Math.ceil(this.#range / STEPS);
    return Math.ceil(time / step) * step;
  }

  /** The place of the first cell that is not before `key`. */
  #place(key: number): number {
    const { cells } = this.#state;
    let low = 0;
    let high = cells.length;
    // Most come in order: at the end.
    if ((cells[high - 1]?.[0] ?? -Infinity) < key) return high;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((cells[middle] as Cell)[0] < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #putTogether(): void {
    const state = this.#state;
    state.coarse = this.#stepOf(state.now);
    const cells: Cell[] = [];
    for (const [time, count, sum] of state.cells) {
      const key = this.#keyOf(time);
      const last = cells[cells.length - 1];
      if (last?.[0] === key) {
        last[1] += count;
        last[2] += sum;
      } else cells.push([key, count, sum]);
    }
    state.cells = cells;
  }
}
