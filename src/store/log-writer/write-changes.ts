import type BetterSqlite3 from 'better-sqlite3';
import { insertInto, LOG_COLUMNS, logValues } from '../backends/log-columns.ts';
import { putIds } from '../event-ids/event-ids.ts';
import { idTables } from '../event-ids/id-tables.ts';
import type { LogChanges } from './changes.ts';
import { firingsWriter } from './write-firings.ts';
import { PACKED_COLUMNS, packedValues } from './packed-rows.ts';

/** Makes the function that puts changes on disk in one transaction, or throws and leaves nothing of them. */
export function changesWriter(raw: BetterSqlite3.Database): (changes: LogChanges) => void {
  const insertEvent = raw.prepare(
    `insert into log (kind, ${PACKED_COLUMNS.join(', ')}) values ('event', ${PACKED_COLUMNS.map(() => '?').join(', ')})`,
  );
  const insert = raw.prepare(insertInto('log', LOG_COLUMNS));
  const release = raw.prepare(
    'update log set seq = ?, at = ?, lag = ?, reached = ?, shown = ? where seq = ?',
  );
  const head = raw.prepare(
    'update log_head set seq = ?, at = ?, lag = ?, reached = ?, clock = ?, held = ?, held_number = ? where id = 1',
  );
  const tables = idTables(raw);
  const writeFirings = firingsWriter(raw);
  const write = raw.transaction((changes: LogChanges) => {
    const { packed, others, releases, ids, firings } = changes;
    if (firings !== null) writeFirings(firings);
    for (let index = 0; index < packed.ids.length; index += 1) insertEvent.run(packedValues(packed, index));
    for (const row of others) insert.run(logValues(row));
    for (const { seq, at, lag, reached, shown, from } of releases)
      release.run(seq, at, lag, reached, shown, from);
    const { seq, at, lag, reached, clock, held, heldNumber } = changes.head;
    head.run(seq, at, lag, reached, clock, held, heldNumber);
    if (ids !== null) putIds(tables, ids);
  });
  return (changes) => write.immediate(changes);
}
