import type BetterSqlite3 from 'better-sqlite3';

/** A stretch of the log whose event ids stand together, as the database holds it. */
export interface BucketRow {
  readonly bucket: number;
  /** Ids that its filter has room for. */
  readonly capacity: number;
  readonly count: number;
  /** All events up to this place of the log are in this bucket or an earlier one. */
  readonly indexed: number;
  readonly filter: Uint8Array | null;
}

/** The statements on the tables of event ids. */
export interface IdTables {
  buckets(): BucketRow[];
  saveBucket(row: BucketRow): void;
  removeBucket(bucket: number): void;
  /** The ids of a bucket. */
  idsIn(bucket: number): IterableIterator<Buffer>;
  /** Where an event is according to a bucket. */
  placeIn(bucket: number, id: Buffer): number | undefined;
  /** Adds ids and where their events are. */
  put(bucket: number, ids: readonly string[], seqs: readonly number[]): void;
  remove(bucket: number, id: Buffer): void;
  /** Ids of a bucket behind one of them, in their order. */
  chunk(bucket: number, after: Buffer, limit: number): { id: Buffer; seq: number }[];
  /** Whether the log has fewer events than that behind `start`, up to `end`. */
  hasFewer(start: number, end: number, count: number): boolean;
  /** Whether the log still has that event there. */
  isAt(seq: number, id: string): boolean;
  /** Events that got their place behind a place of the log. */
  behind(seq: number): IterableIterator<{ id: string; seq: number }>;
  /** Events that have no place yet. */
  held(): { id: string; seq: number }[];
}

/** Ids that one statement puts into the table: running one costs more than its row. */
const IDS_A_STATEMENT = 16;

/** Prepares the statements. The tables must be there. */
export function idTables(raw: BetterSqlite3.Database): IdTables {
  const buckets = raw.prepare('select * from log_id_buckets order by bucket');
  const saveBucket = raw.prepare('insert or replace into log_id_buckets values (?, ?, ?, ?, ?)');
  const removeBucket = raw.prepare('delete from log_id_buckets where bucket = ?');
  const idsIn = raw.prepare('select id from log_ids where bucket = ?').pluck();
  const placeIn = raw.prepare('select seq from log_ids where bucket = ? and id = ?').pluck();
  const putRows = (count: number): BetterSqlite3.Statement =>
    raw.prepare(
      `insert or replace into log_ids values ${Array(count).fill("(?, unhex(?, '-'), ?)").join(', ')}`,
    );
  const putOne = putRows(1);
  const putMany = putRows(IDS_A_STATEMENT);
  const remove = raw.prepare('delete from log_ids where bucket = ? and id = ?');
  const chunk = raw.prepare('select id, seq from log_ids where bucket = ? and id > ? order by id limit ?');
  const counted = raw
    .prepare("select count(*) from (select 1 from log where seq > ? and seq <= ? and kind = 'event' limit ?)")
    .pluck();
  const isAt = raw.prepare('select 1 from log where seq = ? and id = ?').pluck();
  const behind = raw.prepare("select id, seq from log where seq > ? and kind = 'event'");
  const held = raw.prepare('select id, seq from log where seq < 0');
  return {
    buckets: () => buckets.all() as BucketRow[],
    saveBucket: ({ bucket, capacity, count, indexed, filter }) =>
      void saveBucket.run(bucket, capacity, count, indexed, filter),
    removeBucket: (bucket) => void removeBucket.run(bucket),
    idsIn: (bucket) => idsIn.iterate(bucket) as IterableIterator<Buffer>,
    placeIn: (bucket, id) => placeIn.get(bucket, id) as number | undefined,
    put(bucket, ids, seqs) {
      let index = 0;
      for (; index + IDS_A_STATEMENT <= ids.length; index += IDS_A_STATEMENT) {
        const values: (number | string)[] = [];
        for (let next = index; next < index + IDS_A_STATEMENT; next += 1)
          values.push(bucket, ids[next]!, seqs[next]!);
        putMany.run(values);
      }
      for (; index < ids.length; index += 1) putOne.run(bucket, ids[index], seqs[index]);
    },
    remove: (bucket, id) => void remove.run(bucket, id),
    chunk: (bucket, after, limit) => chunk.all(bucket, after, limit) as { id: Buffer; seq: number }[],
    hasFewer: (start, end, count) => (counted.get(start, end, Math.ceil(count)) as number) < count,
    isAt: (seq, id) => isAt.get(seq, id) !== undefined,
    behind: (seq) => behind.iterate(seq) as IterableIterator<{ id: string; seq: number }>,
    held: () => held.all() as { id: string; seq: number }[],
  };
}
