import { parseTime } from '../schemas/times.ts';

/** An id is forgotten when this many newer ones have come. */
const REMEMBERED = 200_000;

interface Seen {
  /** Epoch ms. */
  readonly occurred: number;
  /** Whether the server's own records are taken to have it. */
  counted: boolean;
}

/** The events that the Prefect server has told of: which ones, and how many in a stretch of time. */
export class SeenEvents {
  readonly #seen = new Map<string, Seen>();

  has(id: string): boolean {
    return this.#seen.has(id);
  }

  /** Takes note of events, before they are written to the log. */
  add(events: readonly { readonly id: string; readonly occurred: string }[]): void {
    for (const { id, occurred } of events) {
      this.#seen.set(id, { occurred: parseTime(occurred) ?? 0, counted: true });
    }
    const surplus = this.#seen.size - REMEMBERED;
    if (surplus <= 0) return;
    const ids = this.#seen.keys();
    for (let n = 0; n < surplus; n++) this.#seen.delete(ids.next().value!);
  }

  /** Takes it back: they did not get into the log. */
  remove(events: readonly { readonly id: string }[]): void {
    for (const { id } of events) this.#seen.delete(id);
  }

  /** How many occurred in the stretch (epoch ms, both ends included). */
  count(since: number, until: number): number {
    let count = 0;
    for (const { occurred, counted } of this.#seen.values()) {
      if (counted && occurred >= since && occurred <= until) count += 1;
    }
    return count;
  }

  /** From now on only those are counted in the stretch that the server's records were found to have. */
  settle(since: number, until: number, found: ReadonlySet<string>): void {
    for (const [id, seen] of this.#seen) {
      if (seen.occurred >= since && seen.occurred <= until) seen.counted = found.has(id);
    }
  }
}
