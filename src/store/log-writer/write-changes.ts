import type BetterSqlite3 from 'better-sqlite3';
import { insertInto, LOG_COLUMNS, logValues } from '../backends/log-columns.ts';
import { putIds } from '../event-ids/event-ids.ts';
import { idTables } from '../event-ids/id-tables.ts';
import type { LogChanges } from './changes.ts';
import { firingsWriter } from './write-firings.ts';
import { PACKED_COLUMNS, packedValues } from './packed-rows.ts';

/** Events that one statement inserts: each run of one costs about as much as two rows. */
const ROWS_A_STATEMENT = 16;

/** Makes the function that puts changes on disk in one transaction, or throws and leaves nothing of them. */
export function changesWriter(raw: BetterSqlite3.Database): (changes: LogChanges) => void {
  const row = `('event', ${PACKED_COLUMNS.map(() => '?').join(', ')})`;
  const insertRows = (count: number): BetterSqlite3.Statement =>
    raw.prepare(
      `insert into log (kind, ${PACKED_COLUMNS.join(', ')}) values ${Array(count).fill(row).join(', ')}`,
    );
  const insertEvent = insertRows(1);
  const insertMany = insertRows(ROWS_A_STATEMENT);
  const insert = raw.prepare(insertInto('log', LOG_COLUMNS));
  const release = raw.prepare(
    'update log set seq = ?, at = ?, lag = ?, reached = ?, shown = ? where seq = ?',
  );
  const head = raw.prepare(
    'update log_head set seq = ?, at = ?, lag = ?, reached = ?, clock = ?, held = ?, held_number = ? where id = 1',
  );
  const position = raw.prepare(
    `insert into positions (name, seq) values (?, ?)
     on conflict (name) do update set seq = excluded.seq where positions.seq < excluded.seq`,
  );
  const tables = idTables(raw);
  const writeFirings = firingsWriter(raw);
  const write = raw.transaction((changes: LogChanges) => {
    const { packed, others, releases, ids, firings, positions } = changes;
    if (firings !== null) writeFirings(firings);
    const end = packed.ids.length;
    let index = 0;
    for (; index + ROWS_A_STATEMENT <= end; index += ROWS_A_STATEMENT)
      insertMany.run(packedValues(packed, index, ROWS_A_STATEMENT));
    for (; index < end; index += 1) insertEvent.run(packedValues(packed, index, 1));
    for (const row of others) insert.run(logValues(row));
    for (const { seq, at, lag, reached, shown, from } of releases)
      release.run(seq, at, lag, reached, shown, from);
    const { seq, at, lag, reached, clock, held, heldNumber } = changes.head;
    head.run(seq, at, lag, reached, clock, held, heldNumber);
    if (ids !== null) putIds(tables, ids);
    for (const { name, seq } of positions) position.run(name, seq);
  });
  return (changes) => write.immediate(changes);
}
