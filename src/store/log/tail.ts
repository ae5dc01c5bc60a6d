import type { LogEntry } from '../log.ts';

/** What the tail holds at most: entries, and characters of their bodies. */
const MAX_ENTRIES = 8_192;
const MAX_CHARACTERS = 16_000_000;
/** Of what has been read so many are kept, for others who read; more would outlive the collection of young objects. */
const KEPT_READ = 512;

/** An entry that was appended, and how many characters its body has. */
export interface TailEntry {
  readonly entry: LogEntry;
  readonly characters: number;
}

/**
 * The newest entries as they were written, so that whoever follows the log need not read and parse them again.
 * It has no gaps: what it cannot be sure of makes it start afresh.
 */
export class Tail {
  #entries: TailEntry[] = [];
  #characters = 0;
  /** The last one that anybody has read. */
  #read = 0;

  /**
   * Takes what a commit appended.
   *
   * @param before the last seq before the commit
   * @param entries what got a place, in order; null when some of it isn't known here
   * @param head the last seq after the commit
   */
  add(before: number, entries: readonly TailEntry[] | null, head: number): void {
    if (entries === null || entries.length !== head - before) {
      this.clear();
      return;
    }
    if (this.#entries.length > 0 && this.#last !== before) this.clear();
    for (const added of entries) {
      this.#entries.push(added);
      this.#characters += added.characters;
    }
    this.#trim();
  }

  /** The entries behind `after`, at most `limit`; null when the tail does not reach back so far. */
  read(after: number, limit: number): LogEntry[] | null {
    const first = this.#entries[0]?.entry.seq;
    if (first === undefined || after < first - 1 || after >= this.#last) return null;
    const start = after - first + 1;
    const entries = this.#entries.slice(start, start + limit).map(({ entry }) => entry);
    this.#read = Math.max(this.#read, after + entries.length);
    return entries;
  }

  get #last(): number {
    return this.#entries[this.#entries.length - 1]?.entry.seq ?? 0;
  }

  /** Forgets everything: some of it is no longer in the log. */
  clear(): void {
    this.#entries = [];
    this.#characters = 0;
  }

  /** Several at once: moving the rest up for each entry would cost more than it saves. */
  #trim(): void {
    const isFull = this.#entries.length > MAX_ENTRIES || this.#characters > MAX_CHARACTERS;
    const first = this.#entries[0]?.entry.seq ?? 0;
    let count = Math.max(0, this.#read - KEPT_READ - first + 1);
    if (!isFull && count < KEPT_READ) return;
    this.#characters -= this.#entries.slice(0, count).reduce((sum, { characters }) => sum + characters, 0);
    while (
      isFull &&
      count < this.#entries.length &&
      (this.#entries.length - count > MAX_ENTRIES * 0.75 || this.#characters > MAX_CHARACTERS * 0.75)
    ) {
      this.#characters -= this.#entries[count]!.characters;
      count += 1;
    }
    this.#entries = this.#entries.slice(count);
  }
}
