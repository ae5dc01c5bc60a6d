import type { Expression, Kysely, SqlBool, Transaction } from 'kysely';
import type { EventIds } from '../event-ids/event-ids.ts';
import type { LogWriter } from '../log-writer/log-writer.ts';
import type { Head } from '../log/head.ts';
import type { NewRow } from '../log/draft.ts';
import type { Database } from '../schema.ts';

/** A transaction, or the database itself where reading is all that is done. */
export type Reader = Kysely<Database>;

/** What differs between the two databases. All else is written once, in kysely. */
export interface Backend {
  readonly dialect: 'sqlite' | 'postgres';
  readonly db: Kysely<Database>;
  /** Takes the append lock (until the transaction ends), then reads the head and after that the clock (epoch ms). */
  lockHead(trx: Reader): Promise<{ head: Head; now: number }>;
  /** Inserts log rows; the one hot statement. */
  insertLog(trx: Transaction<Database>, rows: readonly NewRow[]): Promise<void>;
  /** The `seq` of each of these event ids that the log holds (negative: held). */
  places(trx: Reader, ids: readonly string[]): Promise<Map<string, number>>;
  /** A condition that finds the rows of these events by their ids. */
  whereIds(ids: readonly string[]): Expression<SqlBool>;
  /** Kept up to date along with the log; null where the database's own index on ids does it. */
  readonly eventIds: EventIds | null;
  /** Puts what {@link eventIds} has for it into the present transaction. */
  carryIdsOn(): void;
  /** Commits events on another thread; null where the database does its work elsewhere anyway. */
  readonly writer: LogWriter | null;
  /** Makes the commit known to other processes, as part of it. */
  announce(trx: Transaction<Database>): Promise<void>;
  /** Hears of commits of other processes; at most one listener. */
  listen(listener: () => void): void;
  /** The clock, outside of a transaction (epoch ms). */
  now(): Promise<number>;
  /** Whether the same work may succeed when it is tried again. */
  isTransient(error: unknown): boolean;
  close(): Promise<void>;
}
