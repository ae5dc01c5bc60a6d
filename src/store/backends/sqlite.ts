import { setImmediate } from 'node:timers/promises';
import BetterSqlite3 from 'better-sqlite3';
import { Kysely, sql, SqliteDialect, type SqlBool, type SqliteDatabase } from 'kysely';
import { EventIds } from '../event-ids/event-ids.ts';
import { idTables } from '../event-ids/id-tables.ts';
import { toHead } from '../log/head.ts';
import type { Database } from '../schema.ts';
import { insertInto, isUsual, LOG_COLUMNS, logValues, USUAL_COLUMNS, usualValues } from './log-columns.ts';
import type { Backend } from './backend.ts';

/** Rows inserted before others get a turn on the event loop. */
const ROWS_A_TURN = 250;

/**
 * Opens a SQLite file (or `:memory:`) as the store's backend: one connection, write-ahead log, and a commit is on disk
 * before it is acknowledged.
 */
export function openSqlite(path: string, clock: () => number): Backend {
  const raw = new BetterSqlite3(path);
  raw.pragma('journal_mode = WAL');
  raw.pragma('synchronous = FULL');
  raw.pragma('busy_timeout = 5000');
  raw.pragma('cache_size = -65536');
  // A checkpoint writes each page once, however often it was changed: fewer of them do less work.
  raw.pragma('wal_autocheckpoint = 4000');
  raw.pragma('journal_size_limit = 67108864');
  const db = new Kysely<Database>({ dialect: new SqliteDialect({ database: withStatementCache(raw) }) });
  const insert = lazily(() => raw.prepare(insertInto('log', LOG_COLUMNS)));
  const insertEvent = lazily(() => raw.prepare(insertInto('log', USUAL_COLUMNS)));
  const eventIds = lazily(() => new EventIds(idTables(raw)));
  return {
    dialect: 'sqlite',
    db,
    async lockHead(trx) {
      const row = await trx.selectFrom('log_head').selectAll().executeTakeFirstOrThrow();
      return { head: toHead(row), now: clock() };
    },
    async insertLog(_trx, rows) {
      // The same connection as the transaction's, without the query builder in between.
      for (const [index, row] of rows.entries()) {
        if (isUsual(row)) insertEvent().run(usualValues(row));
        else insert().run(logValues(row));
        if (row.id !== null) eventIds().stage(row.id, row.seq);
        if (index % ROWS_A_TURN === ROWS_A_TURN - 1) await setImmediate();
      }
    },
    places: (_trx, ids) => Promise.resolve(eventIds().places(ids, true)),
    whereIds(ids) {
      const places = [...eventIds().places(ids, false).values()];
      return sql<SqlBool>`(seq in (${sql.join(places)}) and id in (${sql.join(ids)}))`;
    },
    get eventIds() {
      return eventIds();
    },
    announce: () => Promise.resolve(),
    listen: () => undefined,
    now: () => Promise.resolve(clock()),
    isTransient: () => false,
    close: () => db.destroy(),
  };
}

/** Statements are compiled once: kysely hands over the same texts again and again. */
function withStatementCache(raw: BetterSqlite3.Database): SqliteDatabase {
  const statements = new Map<string, BetterSqlite3.Statement>();
  return {
    close: () => raw.close(),
    prepare(text) {
      let statement = statements.get(text);
      if (statement === undefined) {
        statement = raw.prepare(text);
        if (statements.size >= 500) statements.clear();
        statements.set(text, statement);
      }
      return statement as unknown as ReturnType<SqliteDatabase['prepare']>;
    },
  };
}

function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
