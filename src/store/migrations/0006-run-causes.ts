import type { Kysely } from 'kysely';
import type { ColumnTypes } from './column-types.ts';

/** Which automation's action made a flow run: a server behind the gateway does not tell how long a chain is. */
export async function createRunCauseTable(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('run_causes')
    .addColumn('run', 'text', (c) => c.primaryKey())
    .addColumn('source', 'text', (c) => c.notNull())
    .addColumn('depth', 'integer', (c) => c.notNull())
    .addColumn('noted', types.time, (c) => c.notNull())
    .execute();
  await db.schema.createIndex('run_causes_noted').on('run_causes').column('noted').execute();
}
