import { packText } from '../packing.ts';
import type { RunRow } from './metric-state.ts';

type Rows = Record<string, RunRow>;

/** Flow runs by id, the one that has not changed for longest first; the oldest are forgotten when they get too many. */
export class Runs {
  readonly #rows: Rows;
  readonly #most: number;
  readonly #isOver: (row: RunRow) => boolean;
  #size: number;

  /**
   * @param rows - the rows in the state: they are the only truth
   * @param most - how many are remembered
   * @param isOver - whether a row means nothing any more; such rows go first
   */
  constructor(rows: Rows, most: number, isOver: (row: RunRow) => boolean) {
    this.#rows = rows;
    this.#most = most;
    this.#isOver = isOver;
    this.#size = Object.keys(rows).length;
  }

  get(id: string): RunRow | undefined {
    const row = this.#rows[keyOf(id)];
    return row && !this.#isOver(row) ? row : undefined;
  }

  /** Remembers a run as the one that changed last. */
  put(id: string, row: RunRow): void {
    const key = keyOf(id);
    this.#delete(key);
    this.#rows[key] = row;
    this.#size += 1;
    if (this.#size > this.#most) this.#forget();
  }

  delete(id: string): void {
    this.#delete(keyOf(id));
  }

  #delete(key: string): void {
    if (this.#rows[key] === undefined) return;
    delete this.#rows[key];
    this.#size -= 1;
  }

  /** A tenth at once, so that it costs little each time. */
  #forget(): void {
    for (const key of Object.keys(this.#rows)) {
      if (this.#isOver(this.#rows[key] as RunRow)) this.#delete(key);
    }
    const enough = Math.floor(this.#most * 0.9);
    if (this.#size <= enough) return;
    for (const key of Object.keys(this.#rows).slice(0, this.#size - enough)) this.#delete(key);
  }
}

/** Behind a colon no id is a whole number, which objects would put first, nor a name that objects have of their own. */
function keyOf(id: string): string {
  return `:${packText(id)}`;
}
