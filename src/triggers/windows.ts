import type { CompiledLeaf } from './compile.ts';
import { DeadlineHeap } from './deadline-heap.ts';
import type { EventRef } from './firing.ts';
import { packEvent, packText, unpackEvent, unpackText } from './packing.ts';
import type { LeafState, WindowRow } from './state.ts';

/** How far the first window of a key reaches back, in ms (rule R5). */
export const LOOKBACK = 900_000;

/** How long after its end a window is remembered, in ms (rule R10). */
export const FORGET_AFTER = 60_000;

/** What `put` takes: a window without its key. */
export interface NewWindow {
  readonly start: number;
  readonly end: number;
  readonly count: number;
  readonly last?: EventRef | null;
}

/** The end of a window as a short code where it follows from the start: 0 = one `within`, 1 = with the lookback. */
function encodeEnd(start: number, end: number, within: number): number | string {
  if (end === start + within) return 0;
  if (end === start + LOOKBACK + within) return 1;
  return String(end);
}

/** Characters of a row beside its key, about: times, count and the last event's reference. */
const ROW_CHARACTERS = 64;

/**
 * Windows in groups that a function of their key tells, as rows for states.
 *
 * @param groupOf gets the key as it is, not in its short form
 */
export function splitRows(
  rows: readonly WindowRow[],
  groupOf: (key: string) => number,
): Map<number, WindowRow[]> {
  const groups = new Map<number, WindowRow[]>();
  for (const row of rows) {
    const group = groupOf(unpackText(row[0]));
    const others = groups.get(group);
    if (others) others.push(row);
    else groups.set(group, [row]);
  }
  return groups;
}

/**
 * The windows of one leaf, by key. The rows in the state are the only truth; index, heap and the list of
 * satisfied windows are made from them and can be made again at any time.
 */
export class LeafWindows {
  readonly #leaf: CompiledLeaf;
  readonly #rows: WindowRow[];
  readonly #keys: string[] = [];
  readonly #places = new Map<string, number>();
  readonly #ends = new DeadlineHeap();
  readonly #satisfied = new Set<string>();
  readonly #proactive: boolean;
  #characters = 0;

  constructor(leaf: CompiledLeaf, state: LeafState) {
    this.#leaf = leaf;
    this.#rows = state.rows;
    this.#proactive = leaf.posture === 'Proactive';
    this.#rows.forEach((row, place) => {
      const key = unpackText(row[0]);
      this.#keys.push(key);
      this.#characters += row[0].length + ROW_CHARACTERS;
      this.#places.set(key, place);
      this.#ends.push({ at: this.endOf(row), key });
      if (this.#proactive && row[3] >= leaf.threshold) this.#satisfied.add(key);
    });
  }

  get size(): number {
    return this.#rows.length;
  }

  /** About how many characters they take up in the state. */
  get characters(): number {
    return this.#characters;
  }

  get(key: string): WindowRow | undefined {
    const place = this.#places.get(key);
    return place === undefined ? undefined : this.#rows[place];
  }

  startOf(row: WindowRow): number {
    return row[1];
  }

  endOf(row: WindowRow): number {
    const code = row[2];
    if (code === 0) return row[1] + this.#leaf.within;
    return code === 1 ? row[1] + LOOKBACK + this.#leaf.within : Number(code);
  }

  lastOf(row: WindowRow): EventRef | null {
    return row[4] === undefined ? null : unpackEvent(row[4]);
  }

  /** Opens a window, or replaces the one that its key has. */
  put(key: string, window: NewWindow): WindowRow {
    const place = this.#places.get(key) ?? this.#rows.length;
    const packed = this.#rows[place]?.[0] ?? packText(key);
    const end = encodeEnd(window.start, window.end, this.#leaf.within);
    const row: WindowRow = [packed, window.start, end, window.count];
    if (window.last) row.push(packEvent(window.last));
    if (place === this.#rows.length) this.#characters += packed.length + ROW_CHARACTERS;
    this.#rows[place] = row;
    this.#keys[place] = key;
    this.#places.set(key, place);
    this.#ends.push({ at: window.end, key });
    if (this.#ends.size > 2 * this.#rows.length + 64) this.#rebuildEnds();
    this.#noteCount(key, row);
    return row;
  }

  /** Counts one event. */
  increment(key: string, row: WindowRow): void {
    row[3] += 1;
    this.#noteCount(key, row);
  }

  setLast(row: WindowRow, event: EventRef): void {
    row[4] = packEvent(event);
  }

  remove(key: string): void {
    const place = this.#places.get(key);
    if (place === undefined) return;
    this.#places.delete(key);
    this.#satisfied.delete(key);
    this.#characters -= this.#rows[place]![0].length + ROW_CHARACTERS;
    const row = this.#rows.pop();
    const moved = this.#keys.pop();
    if (row === undefined || moved === undefined || place === this.#rows.length) return;
    this.#rows[place] = row;
    this.#keys[place] = moved;
    this.#places.set(moved, place);
  }

  /** Drops what ended so long ago that it is forgotten (rule R10). Returns how many windows that were. */
  forget(reached: number): number {
    let forgotten = 0;
    for (let top = this.#top(); top && top.at + FORGET_AFTER <= reached; top = this.#top()) {
      this.remove(top.key);
      forgotten += 1;
    }
    return forgotten;
  }

  /** Keys of the windows whose count has reached the threshold, sorted: the same order after a restart. */
  satisfied(): string[] {
    return [...this.#satisfied].sort();
  }

  /** The soonest end of a window, or null. */
  soonestEnd(): number | null {
    return this.#top()?.at ?? null;
  }

  /** Keys of the windows whose end is `time` or before, oldest start first. Deal with each: its deadline is taken off. */
  takeEnded(time: number): string[] {
    const ended: { key: string; start: number }[] = [];
    for (let top = this.#top(); top && top.at <= time; top = this.#top()) {
      this.#ends.pop();
      const start = this.get(top.key)?.[1] ?? 0;
      // A window replaced by one with an equal end leaves the same deadline twice, one right after the other.
      if (ended[ended.length - 1]?.key !== top.key) ended.push({ key: top.key, start });
    }
    return ended.sort((a, b) => a.start - b.start || (a.key < b.key ? -1 : 1)).map((one) => one.key);
  }

  /** Key and row of each window, in no particular order. */
  *entries(): Iterable<[string, WindowRow]> {
    for (let place = 0; place < this.#rows.length; place += 1) {
      yield [this.#keys[place] as string, this.#rows[place] as WindowRow];
    }
  }

  #noteCount(key: string, row: WindowRow): void {
    if (!this.#proactive) return;
    if (row[3] >= this.#leaf.threshold) this.#satisfied.add(key);
    else this.#satisfied.delete(key);
  }

  /** The soonest deadline that still is one: replaced and removed windows leave theirs behind in the heap. */
  #top(): { at: number; key: string } | undefined {
    for (;;) {
      const top = this.#ends.peek();
      if (!top) return undefined;
      const row = this.get(top.key);
      if (row && this.endOf(row) === top.at) return top;
      this.#ends.pop();
    }
  }

  #rebuildEnds(): void {
    this.#ends.clear();
    for (const [key, row] of this.entries()) this.#ends.push({ at: this.endOf(row), key });
  }
}
