import { sql, type RawBuilder } from 'kysely';

/** The column types in which the two dialects differ. */
export interface ColumnTypes {
  /** 64 bits. In SQLite it must be called `integer` for a primary key to be the row id itself. */
  readonly integer: 'integer' | 'bigint';
  /** Epoch milliseconds with fractions. */
  readonly time: RawBuilder<unknown>;
  /** A primary key that counts by itself. */
  readonly counter: RawBuilder<unknown>;
}

/** The column types of a dialect. */
export function columnTypes(dialect: 'sqlite' | 'postgres'): ColumnTypes {
  return dialect === 'sqlite'
    ? { integer: 'integer', time: sql`real`, counter: sql`integer` }
    : { integer: 'bigint', time: sql`double precision`, counter: sql`bigserial` };
}
