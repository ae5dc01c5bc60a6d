import type { Costs } from './costs.ts';
import type { Entry } from './entry.ts';
import { Fifo } from './fifo.ts';
import type { Thread } from './thread.ts';

/** Entries of one commit at most. */
const COMMIT_ENTRIES = 5_000;

/** One part of the log: its own order, its own lock, commits in groups. */
export class LogPartition {
  /** Everything committed; the entry with seq n is at n - 1. */
  readonly entries: Entry[] = [];
  /** Called after each commit. */
  onAppend: () => void = () => {};
  /** Called for each entry that gets its place. */
  onPlace: (entry: Entry) => void = () => {};
  longestQueue = 0;
  commits = 0;
  readonly thread: Thread;
  readonly #costs: Costs;
  readonly #now: () => number;
  readonly #waiting = new Fifo<{ entries: readonly Entry[]; done: () => void }>();
  #waitingEntries = 0;
  #seq = 0;
  #committing = false;

  /** @param thread whoever holds the lock, works on this */
  constructor(thread: Thread, costs: Costs, now: () => number) {
    this.thread = thread;
    this.#costs = costs;
    this.#now = now;
  }

  /** Appends; `done` is called after the commit. */
  append(entries: readonly Entry[], done: () => void): void {
    this.#waiting.push({ entries, done });
    this.#waitingEntries += entries.length;
    this.longestQueue = Math.max(this.longestQueue, this.#waitingEntries);
    if (!this.#committing) this.#commit();
  }

  #commit(): void {
    this.#committing = this.#waiting.length > 0;
    if (!this.#committing) return;
    const group: { entries: readonly Entry[]; done: () => void }[] = [];
    const { commit, append } = this.#costs;
    const begin = (): number => {
      let count = 0;
      do {
        const [one] = this.#waiting.take(1);
        group.push(one!);
        count += one!.entries.length;
      } while (this.#waiting.length > 0 && count < COMMIT_ENTRIES);
      this.#waitingEntries -= count;
      for (const { entries } of group) for (const entry of entries) this.#place(entry);
      return commit + count * append;
    };
    this.thread.run(begin, () => {
      this.commits += 1;
      for (const { entries, done } of group) {
        for (const entry of entries) this.entries.push(entry);
        done();
      }
      this.onAppend();
      this.#commit();
    });
  }

  #place(entry: Entry): void {
    entry.seq = ++this.#seq;
    entry.at = this.#now();
    this.onPlace(entry);
  }
}
