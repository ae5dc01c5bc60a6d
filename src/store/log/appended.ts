import type { Draft, NewRow } from './draft.ts';
import { writtenEntry } from './entry.ts';
import type { Plan } from './sequence.ts';
import { sizeOf } from './text.ts';
import type { TailEntry } from './tail.ts';

/** What a commit appended to the log. */
export class Appended {
  /** The last seq before the commit, and after it. */
  readonly before: number;
  after: number;
  /** What got a place or was held, with its rows; null when some of it was written by an earlier commit, or undone. */
  #written: { row: NewRow; draft: Draft }[] | null = [];

  constructor(before: number) {
    this.before = before;
    this.after = before;
  }

  /** Takes note of what a plan does. */
  add({ head, inserts, sources, releases }: Plan): void {
    this.after = head.seq;
    if (releases.length > 0) this.#written = null;
    for (const [index, row] of inserts.entries()) this.#written?.push({ row, draft: sources[index]! });
  }

  /** Something of it has been undone. */
  spoil(): void {
    this.#written = null;
  }

  /** The entries that got a place, in order; null when they are not all known here. */
  get entries(): TailEntry[] | null {
    if (this.#written === null) return null;
    const placed = this.#written.filter(({ row }) => row.seq > 0);
    // Only those that were held get their place out of turn.
    const isOrdered = placed.every(({ row }, index) => index === 0 || placed[index - 1]!.row.seq < row.seq);
    if (!isOrdered) placed.sort((a, b) => a.row.seq - b.row.seq);
    return placed.map(({ row, draft }) => ({
      entry: writtenEntry(row, draft),
      characters: row.body === null ? 0 : sizeOf(row.body),
    }));
  }
}
