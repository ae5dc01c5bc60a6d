import { idBytes, idOf } from './id-bytes.ts';
import { hashOf, IdFilter, type IdHash } from './id-filter.ts';
import type { BucketRow, IdTables } from './id-tables.ts';

/** Ids that are sorted and then put into the table together. */
const IDS_A_RUN = 32_768;
/** Ids in the smallest bucket; later ones are larger, so that their number stays about `BUCKETS`. */
const SMALLEST_BUCKET = 524_288;
const LARGEST_BUCKET = 8_388_608;
const BUCKETS = 16;
/** Ids of the run that a commit takes along, whatever it appends itself. */
const IDS_A_COMMIT = 64;
const IDS_SWEPT_AT_ONCE = 5_000;

interface Bucket {
  readonly number: number;
  readonly capacity: number;
  readonly filter: IdFilter;
  count: number;
  indexed: number;
}

interface Placed {
  readonly id: string;
  readonly seq: number;
}

/** Ids on their way into the table, in the table's order. */
interface Run {
  readonly ids: readonly Placed[];
  readonly places: ReadonlyMap<string, number>;
  /** The last of their places. */
  readonly last: number;
  /** How many are in the table. */
  done: number;
}

/** Ids that a commit puts into the table, and the bucket's row when that ends a run. */
export interface IdChunk {
  readonly bucket: number;
  readonly ids: readonly string[];
  readonly seqs: readonly number[];
  readonly full: BucketRow | null;
}

/** Puts a chunk into the tables; to be called in a transaction. */
export function putIds(tables: IdTables, { bucket, ids, seqs, full }: IdChunk): void {
  tables.put(bucket, ids, seqs);
  if (full !== null) tables.saveBucket(full);
}

/** A bucket whose ids are looked through for events that are gone. */
interface Sweep {
  readonly bucket: Bucket;
  after: Buffer;
  readonly kept: string[];
}

/** How much is done at once. */
export interface EventIdsOptions {
  /** Ids that are put into the table together; less in tests. */
  readonly idsARun?: number;
  readonly smallestBucket?: number;
}

/**
 * Where each event is in the log, by its id, for a SQLite file that one process has for itself.
 *
 * An index on the ids would be changed all over by each commit, since ids are random: each event then costs a page
 * of the disk. Here the newest ids are in memory (the log itself has them, should the process die), and go into a table
 * in sorted runs, a stretch of the log after another: its pages are written once. A filter for each stretch tells at once
 * that an id is new, which nearly all are.
 */
export class EventIds {
  readonly #tables: IdTables;
  readonly #idsARun: number;
  readonly #smallestBucket: number;
  readonly #buckets: Bucket[] = [];
  /** Places of the newest events, and of held ones (negative), that are in no run yet. */
  #recent = new Map<string, number>();
  #run: Run | null = null;
  /** What the present transaction adds or moves, in order. */
  #staged: Placed[] = [];
  #taken = 0;
  #sweep: Sweep | null = null;

  /** Reads what is there; the log's newest events are found in the log itself. */
  constructor(
    tables: IdTables,
    { idsARun = IDS_A_RUN, smallestBucket = SMALLEST_BUCKET }: EventIdsOptions = {},
  ) {
    this.#tables = tables;
    this.#idsARun = idsARun;
    this.#smallestBucket = smallestBucket;
    for (const row of tables.buckets()) {
      const { bucket: number, capacity, count, indexed } = row;
      const filter =
        row.filter === null ? this.#rebuilt(number, capacity) : new IdFilter(new Uint8Array(row.filter));
      this.#buckets.push({ number, capacity, count, indexed, filter });
    }
    for (const { id, seq } of tables.behind(this.#buckets.at(-1)?.indexed ?? 0)) this.#recent.set(id, seq);
    for (const { id, seq } of tables.held()) this.#recent.set(id, seq);
  }

  /** How many ids are in memory. */
  get inMemory(): number {
    return this.#recent.size + (this.#run?.places.size ?? 0);
  }

  /**
   * Places of the ids that the log has (negative: held).
   *
   * @param withStaged whether to count in what the present transaction has appended: for that transaction itself
   */
  places(ids: readonly string[], withStaged: boolean): Map<string, number> {
    const found = new Map<string, number>();
    const staged = withStaged && this.#staged.length > 0 ? this.#placesStaged() : null;
    for (const id of ids) {
      const seq = staged?.get(id) ?? this.#committed(id);
      if (seq !== undefined) found.set(id, seq);
    }
    return found;
  }

  /**
   * Places at which the rows of these ids may be. What a commit in flight appends counts as well: on another thread it may be
   * on disk, and in the head of the log, before this one is told. Whoever looks there sees whether it is.
   */
  candidates(ids: readonly string[]): number[] {
    const places = [...this.places(ids, false).values()];
    if (this.#staged.length === 0) return places;
    const wanted = new Set(ids);
    for (const { id, seq } of this.#staged) if (wanted.has(id)) places.push(seq);
    return places;
  }

  /** Takes note of what the present transaction appends, or moves to its place. */
  stage(id: string, seq: number): void {
    this.#staged.push({ id, seq });
  }

  /** How much is staged, for {@link unstage}. */
  get staged(): number {
    return this.#staged.length;
  }

  /** Forgets what was staged after that: it has been rolled back. */
  unstage(length: number): void {
    this.#staged.length = length;
  }

  /** The ids that the present transaction is to put into the table, right before it is committed; see {@link putIds}. */
  carryOn(): IdChunk | null {
    const run = this.#run;
    if (run === null) return null;
    const bucket = this.#open();
    const end = Math.min(run.ids.length, run.done + Math.max(IDS_A_COMMIT, 2 * this.#staged.length));
    const chunk = run.ids.slice(run.done, end);
    for (const { id } of chunk) bucket.filter.add(hashOf(id));
    this.#taken = chunk.length;
    const ids = chunk.map(({ id }) => id);
    const seqs = chunk.map(({ seq }) => seq);
    const { number, capacity, filter } = bucket;
    if (end < run.ids.length) return { bucket: number, ids, seqs, full: null };
    const count = bucket.count + run.ids.length;
    const full = { bucket: number, capacity, count, indexed: run.last, filter: Buffer.from(filter.bytes) };
    return { bucket: number, ids, seqs, full };
  }

  /** The present transaction is on disk. */
  committed(): void {
    for (const { id, seq } of this.#staged) this.#recent.set(id, seq);
    this.#staged = [];
    const run = this.#run;
    if (run !== null) {
      run.done += this.#taken;
      this.#taken = 0;
      if (run.done === run.ids.length) {
        const bucket = this.#open();
        bucket.count += run.ids.length;
        bucket.indexed = run.last;
        this.#run = null;
      }
    }
    if (this.#run === null && this.#recent.size >= this.#idsARun) this.#startRun();
  }

  /** The present transaction is undone. */
  rolledBack(): void {
    this.#staged = [];
    this.#taken = 0;
  }

  /**
   * Goes on letting go of ids whose events retention has removed from the log; to be called in a transaction of its own,
   * until it answers that there is nothing more to do.
   */
  forget(): boolean {
    this.#sweep ??= this.#nextSweep();
    const sweep = this.#sweep;
    if (sweep === null) return false;
    const { bucket } = sweep;
    const chunk = this.#tables.chunk(bucket.number, sweep.after, IDS_SWEPT_AT_ONCE);
    for (const { id, seq } of chunk) {
      const text = idOf(id);
      if (this.#tables.isAt(seq, text)) sweep.kept.push(text);
      else this.#tables.remove(bucket.number, id);
    }
    sweep.after = chunk.at(-1)?.id ?? sweep.after;
    if (chunk.length < IDS_SWEPT_AT_ONCE) this.#endSweep(sweep);
    return true;
  }

  /** A bucket that is full, and most of whose events are gone. */
  #nextSweep(): Sweep | null {
    const index = this.#buckets.findIndex((bucket, at) => {
      const start = this.#buckets[at - 1]?.indexed ?? 0;
      const isOpen = at === this.#buckets.length - 1;
      return !isOpen && this.#tables.hasFewer(start, bucket.indexed, bucket.count / 2);
    });
    const bucket = this.#buckets[index];
    return bucket === undefined ? null : { bucket, after: Buffer.alloc(0), kept: [] };
  }

  #endSweep({ bucket, kept }: Sweep): void {
    this.#sweep = null;
    const index = this.#buckets.indexOf(bucket);
    if (kept.length === 0) {
      this.#tables.removeBucket(bucket.number);
      this.#buckets.splice(index, 1);
      return;
    }
    const filter = new IdFilter(kept.length);
    for (const id of kept) filter.add(hashOf(id));
    const { number, indexed } = bucket;
    const count = kept.length;
    this.#buckets[index] = { number, capacity: count, filter, count, indexed };
    this.#tables.saveBucket({
      bucket: number,
      capacity: count,
      count,
      indexed,
      filter: Buffer.from(filter.bytes),
    });
  }

  #committed(id: string): number | undefined {
    const near = this.#recent.get(id) ?? this.#run?.places.get(id);
    if (near !== undefined) return this.#tables.isAt(near, id) ? near : undefined;
    if (this.#buckets.length === 0) return undefined;
    const hash = hashOf(id);
    return this.#inBuckets(id, hash);
  }

  #inBuckets(id: string, hash: IdHash): number | undefined {
    for (let index = this.#buckets.length - 1; index >= 0; index -= 1) {
      const bucket = this.#buckets[index]!;
      if (!bucket.filter.mayHave(hash)) continue;
      const seq = this.#tables.placeIn(bucket.number, idBytes(id));
      if (seq !== undefined && this.#tables.isAt(seq, id)) return seq;
    }
    return undefined;
  }

  #startRun(): void {
    const ids: Placed[] = [];
    const held = new Map<string, number>();
    for (const [id, seq] of this.#recent) {
      if (seq > 0) ids.push({ id, seq });
      else held.set(id, seq);
    }
    if (ids.length === 0) return;
    ids.sort((a, b) => (a.id < b.id ? -1 : 1));
    const places = this.#recent;
    this.#recent = held;
    const last = ids.reduce((highest, { seq }) => Math.max(highest, seq), 0);
    this.#run = { ids, places, last, done: 0 };
    this.#nextBucket(ids.length);
  }

  /** The bucket that ids are added to. */
  #open(): Bucket {
    return this.#buckets[this.#buckets.length - 1]!;
  }

  /** Begins a bucket when the open one has no room for a run. */
  #nextBucket(ids: number): void {
    const open = this.#buckets.at(-1);
    if (open !== undefined && open.count + ids <= open.capacity) return;
    const total = this.#buckets.reduce((sum, { count }) => sum + count, 0);
    const capacity = Math.max(
      ids,
      Math.min(LARGEST_BUCKET, Math.max(this.#smallestBucket, Math.ceil(total / BUCKETS))),
    );
    const number = (open?.number ?? 0) + 1;
    this.#buckets.push({
      number,
      capacity,
      filter: new IdFilter(capacity),
      count: 0,
      indexed: open?.indexed ?? 0,
    });
  }

  #rebuilt(bucket: number, capacity: number): IdFilter {
    const filter = new IdFilter(capacity);
    for (const bytes of this.#tables.idsIn(bucket)) filter.add(hashOf(idOf(bytes)));
    return filter;
  }

  /** Looked at rarely: nearly all transactions append once. */
  #placesStaged(): Map<string, number> {
    return new Map(this.#staged.map(({ id, seq }) => [id, seq]));
  }
}
