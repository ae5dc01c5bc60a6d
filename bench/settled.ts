import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import BetterSqlite3 from 'better-sqlite3';

/** What the files of a running product tell: they are only read. */
export interface DataFiles {
  /** Rows of a table of the product's, or of Temporal's. */
  count(table: string): number;
  /** One number out of them. */
  number(sql: string): number;
  close(): void;
}

/** Opens the product's own database. */
export function openData(dataDir: string): DataFiles {
  return open(join(dataDir, 'automations.db'));
}

/** Opens the database of its Temporal. */
export function openTemporalData(dataDir: string): DataFiles {
  return open(join(dataDir, 'temporal.db'));
}

/** Waits until everything in the log has been acknowledged by the workflows that it concerns. */
export async function untilSettled(dataDir: string, timeoutMs = 600_000): Promise<void> {
  const data = openData(dataDir);
  const deadline = Date.now() + timeoutMs;
  try {
    const head = data.number('select seq from log_head');
    while (data.number("select coalesce(max(seq), 0) from positions where name = 'dispatcher'") < head) {
      if (Date.now() > deadline)
        throw new Error(`not everything was dispatched within ${timeoutMs / 1_000} s`);
      await sleep(20);
    }
  } finally {
    data.close();
  }
}

function open(path: string): DataFiles {
  const database = new BetterSqlite3(path, { readonly: true, fileMustExist: true });
  database.pragma('busy_timeout = 5000');
  const number = (sql: string): number => Number(database.prepare(sql).pluck().get());
  return {
    count: (table) => number(`select count(*) from ${table}`),
    number,
    close: () => database.close(),
  };
}
