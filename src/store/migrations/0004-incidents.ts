import type { Kysely } from 'kysely';
import type { ColumnTypes } from './column-types.ts';

/** Incidents. */
export async function createIncidentTables(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('incidents')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('severity', 'text', (c) => c.notNull())
    .addColumn('revision', 'integer', (c) => c.notNull())
    .addColumn('started', types.time, (c) => c.notNull())
    .addColumn('acknowledged', types.time)
    .addColumn('ended', types.time)
    .addColumn('created', types.time, (c) => c.notNull())
    .addColumn('updated', types.time, (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('incidents_started').on('incidents').columns(['started', 'id']).execute();
  await db.schema.createIndex('incidents_status').on('incidents').columns(['status', 'started']).execute();
}
