import type { LogTable } from '../schema.ts';

/** The log's columns in the order in which rows are inserted. */
export const LOG_COLUMNS = [
  'seq',
  'kind',
  'id',
  'at',
  'lag',
  'reached',
  'shown',
  'received',
  'occurred',
  'clock',
  'event',
  'resource_id',
  'follows',
  'origin',
  'depth',
  'automation_id',
  'body',
] as const satisfies readonly (keyof LogTable)[];

/** A row's values in that order. */
export function logValues(row: LogTable): (string | number | null)[] {
  return LOG_COLUMNS.map((column) => row[column]);
}

/** The columns that are not the same for nearly all rows; each value costs SQLite something. */
export const USUAL_COLUMNS = [
  'kind',
  'depth',
  'seq',
  'id',
  'at',
  'lag',
  'reached',
  'shown',
  'received',
  'occurred',
  'clock',
  'event',
  'resource_id',
  'body',
] as const satisfies readonly (keyof LogTable)[];

/** Whether a row's other columns are all null. */
export function isUsual(row: LogTable): boolean {
  return row.follows === null && row.origin === null && row.automation_id === null;
}

/** The values of a row of which {@link isUsual} holds, in the order of {@link USUAL_COLUMNS}. */
export function usualValues(row: LogTable): (string | number | null)[] {
  const {
    kind,
    depth,
    seq,
    id,
    at,
    lag,
    reached,
    shown,
    received,
    occurred,
    clock,
    event,
    resource_id,
    body,
  } = row;
  return [kind, depth, seq, id, at, lag, reached, shown, received, occurred, clock, event, resource_id, body];
}

/** An insert of one row. */
export function insertInto(table: string, columns: readonly string[]): string {
  return `insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`;
}
