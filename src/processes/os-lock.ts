import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';

/** A lock that is held until it is released or the process ends, however it ends. */
export interface OsLock {
  /** Gives the lock back; harmless when called twice. */
  release(): void;
}

/**
 * Takes an exclusive lock between processes, without waiting.
 *
 * SQLite's file lock is used because the operating system drops it when the holder dies, `kill -9` included:
 * a lock file with a pid in it would stay behind and need guessing.
 *
 * @param file - path of the lock file; it and its folder are made when absent, and the file stays afterwards
 * @returns the lock, or `undefined` when another process (or another holder in this one) has it
 * @throws when the file cannot be made or is not a lock file
 */
export function tryLock(file: string): OsLock | undefined {
  mkdirSync(dirname(file), { recursive: true });
  const database = new Database(file, { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return undefined;
    throw error;
  }
  return {
    release: () => {
      if (database.open) database.close();
    },
  };
}

/**
 * Takes the lock of {@link tryLock}, waiting until it is free.
 *
 * @param onWait - called once, when the lock is found taken
 */
export async function waitForLock(file: string, onWait?: () => void): Promise<OsLock> {
  for (let tries = 0; ; tries += 1) {
    const lock = tryLock(file);
    if (lock !== undefined) return lock;
    if (tries === 0) onWait?.();
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
