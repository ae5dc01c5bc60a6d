import BetterSqlite3 from 'better-sqlite3';

/** Opens a connection to a SQLite file (or `:memory:`): write-ahead log, and a commit is on disk before it is acknowledged. */
export function openConnection(path: string): BetterSqlite3.Database {
  const raw = new BetterSqlite3(path);
  raw.pragma('journal_mode = WAL');
  raw.pragma('synchronous = FULL');
  raw.pragma('busy_timeout = 5000');
  raw.pragma('cache_size = -65536');
  // A checkpoint writes each page once, however often it was changed: fewer of them do less work.
  raw.pragma('wal_autocheckpoint = 4000');
  raw.pragma('journal_size_limit = 67108864');
  return raw;
}
