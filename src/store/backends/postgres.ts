import { CompiledQuery, Kysely, PostgresDialect, sql, type SqlBool, type Transaction } from 'kysely';
import pg from 'pg';
import { toHead } from '../log/head.ts';
import type { Database, LogHeadTable } from '../schema.ts';
import type { Backend } from './backend.ts';
import { LOG_COLUMNS, logValues } from './log-columns.ts';
import { PostgresListener } from './postgres-listener.ts';
import { isTransientPostgresError } from './transient-errors.ts';

const CHANNEL = 'automations_log';
const CONNECTIONS = 10;
const INT8 = 20;
const NUMERIC = 1700;

const COLUMN_TYPES: Record<(typeof LOG_COLUMNS)[number], string> = {
  seq: 'bigint',
  kind: 'text',
  id: 'text',
  at: 'double precision',
  lag: 'double precision',
  reached: 'double precision',
  shown: 'double precision',
  received: 'double precision',
  occurred: 'double precision',
  clock: 'double precision',
  event: 'text',
  resource_id: 'text',
  follows: 'text',
  origin: 'text',
  depth: 'integer',
  automation_id: 'text',
  body: 'text',
};

/** Rows go over as one array for each column: one short statement, whatever their number. */
const INSERT = `insert into log (${LOG_COLUMNS.join(', ')}) select * from unnest(${LOG_COLUMNS.map(
  (column, index) => `$${index + 1}::${COLUMN_TYPES[column]}[]`,
).join(', ')})`;

/**
 * Opens a Postgres database as the store's backend. Several processes may share it: whoever appends holds the lock on
 * the log's head until the commit, so that `seq` is the order of commits and readers never skip.
 *
 * @param clock replaces the database's own clock, for tests
 * @param onError hears of connections that broke; what was to be done is done again
 */
export function openPostgres(
  url: string,
  clock: (() => number) | undefined,
  onError: (error: Error) => void,
): Backend {
  const config = { connectionString: url, types: numbers, keepAlive: true, connectionTimeoutMillis: 10_000 };
  const pool = new pg.Pool({ ...config, max: CONNECTIONS });
  pool.on('error', onError);
  // One that breaks while it is in use fails its query; without a listener it would end the process besides.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  const listener = new PostgresListener(config, CHANNEL, onError);
  return {
    dialect: 'postgres',
    db,
    async lockHead(trx) {
      // The clock is read after the lock was granted, however long that took.
      const { rows } = await sql<LogHeadTable & { now: number }>`
        with head as materialized (select * from log_head where id = 1 for update)
        select head.*, extract(epoch from clock_timestamp())::float8 * 1000 as now from head`.execute(trx);
      const [row] = rows;
      if (row === undefined) throw new Error('log_head is empty');
      return { head: toHead(row), now: clock?.() ?? row.now };
    },
    async insertLog(trx, rows) {
      if (rows.length === 0) return;
      const values = rows.map(logValues);
      const columns = LOG_COLUMNS.map((_, index) => values.map((row) => row[index] ?? null));
      await trx.executeQuery(CompiledQuery.raw(INSERT, columns));
    },
    async places(trx, ids) {
      if (ids.length === 0) return new Map();
      const { rows } = await sql<{ id: string; seq: number }>`
        select id, seq from log where id = any(${ids}::text[])`.execute(trx);
      return new Map(rows.map(({ id, seq }) => [id, seq]));
    },
    whereIds: (ids) => sql<SqlBool>`id = any(${ids}::text[])`,
    eventIds: null,
    carryIdsOn: () => undefined,
    writer: null,
    announce: async (trx: Transaction<Database>) => {
      await sql`select pg_notify(${sql.lit(CHANNEL)}, '')`.execute(trx);
    },
    listen: (callback) => listener.start(callback),
    async now() {
      if (clock !== undefined) return clock();
      const { rows } = await sql<{ now: number }>`
        select extract(epoch from clock_timestamp())::float8 * 1000 as now`.execute(db);
      return rows[0]?.now ?? Date.now();
    },
    isTransient: isTransientPostgresError,
    async close() {
      await listener.stop();
      await db.destroy();
    },
  };
}

/** 64-bit integers and sums come as numbers: none of ours is beyond 2^53. */
const numbers: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === INT8 || oid === NUMERIC
      ? Number
      : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
};
