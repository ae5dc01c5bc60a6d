import { setImmediate } from 'node:timers/promises';
import type BetterSqlite3 from 'better-sqlite3';
import { Kysely, sql, SqliteDialect, type SqlBool, type SqliteDatabase } from 'kysely';
import { EventIds, putIds } from '../event-ids/event-ids.ts';
import { idTables } from '../event-ids/id-tables.ts';
import { LogWriter, WriterGone } from '../log-writer/log-writer.ts';
import { toHead } from '../log/head.ts';
import type { Database } from '../schema.ts';
import { insertInto, LOG_COLUMNS, logValues } from './log-columns.ts';
import type { Backend } from './backend.ts';
import { openConnection } from './sqlite-connection.ts';

/** Rows inserted before others get a turn on the event loop. */
const ROWS_A_TURN = 250;

/** Opens a SQLite file (or `:memory:`) as the store's backend. */
export function openSqlite(path: string, clock: () => number): Backend {
  const raw = openConnection(path);
  const db = new Kysely<Database>({ dialect: new SqliteDialect({ database: withStatementCache(raw) }) });
  const insert = lazily(() => raw.prepare(insertInto('log', LOG_COLUMNS)));
  const tables = lazily(() => idTables(raw));
  let eventIds = lazily(() => new EventIds(tables()));
  let writer: LogWriter | null = null;
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
        insert().run(logValues(row));
        if (row.id !== null) eventIds().stage(row.id, row.seq);
        if (index % ROWS_A_TURN === ROWS_A_TURN - 1) await setImmediate();
      }
    },
    places: (_trx, ids) => Promise.resolve(eventIds().places(ids, true)),
    whereIds(ids) {
      return sql<SqlBool>`(seq in (${sql.join(eventIds().candidates(ids))}) and id in (${sql.join(ids)}))`;
    },
    get eventIds() {
      return eventIds();
    },
    carryIdsOn() {
      const chunk = eventIds().carryOn();
      if (chunk !== null) putIds(tables(), chunk);
    },
    get writer() {
      if (path === ':memory:') return null;
      if (writer?.isThere === false) {
        // What its last commit did is in the file.
        eventIds = lazily(() => new EventIds(tables()));
        writer = null;
      }
      return (writer ??= new LogWriter(path));
    },
    announce: () => Promise.resolve(),
    listen: () => undefined,
    now: () => Promise.resolve(clock()),
    // Events are not stored twice, so what is not known to be there is appended again.
    isTransient: (error) => error instanceof WriterGone,
    async close() {
      await writer?.close();
      await db.destroy();
    },
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
