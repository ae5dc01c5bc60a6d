import type { NewRow } from '../log/draft.ts';
import { asString } from '../log/text.ts';
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
export function logValues(row: NewRow): (string | number | null)[] {
  return LOG_COLUMNS.map((column) => {
    const value = row[column];
    return typeof value === 'object' && value !== null ? asString(value) : value;
  });
}

/** An insert of one row. */
export function insertInto(table: string, columns: readonly string[]): string {
  return `insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`;
}
