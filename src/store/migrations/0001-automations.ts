import { sql, type Kysely } from 'kysely';
import type { ColumnTypes } from './column-types.ts';

/** Automations with their versions and states. */
export async function createAutomationTables(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('automations')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('enabled', 'integer', (c) => c.notNull())
    .addColumn('owner_resource', 'text')
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('revision', 'integer', (c) => c.notNull())
    .addColumn('created', types.time, (c) => c.notNull())
    .addColumn('updated', types.time, (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .execute();
  await sql`create index automations_name on automations (name)`.execute(db);
  await sql`create table automation_tags (automation_id text not null, tag text not null, primary key (automation_id, tag))`.execute(
    db,
  );
  await sql`create table automation_resources (automation_id text not null, resource_id text not null, owned integer not null, primary key (automation_id, resource_id))`.execute(
    db,
  );
  await sql`create index automation_resources_id on automation_resources (resource_id)`.execute(db);
  await db.schema
    .createTable('automation_versions')
    .addColumn('automation_id', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('definition', 'text', (c) => c.notNull())
    .addColumn('enabled', 'integer', (c) => c.notNull())
    .addColumn('created', types.time, (c) => c.notNull())
    .addColumn('updated', types.time, (c) => c.notNull())
    .addPrimaryKeyConstraint('automation_versions_pk', ['automation_id', 'version'])
    .execute();
  await db.schema
    .createTable('automation_states')
    .addColumn('automation_id', 'text', (c) => c.notNull())
    .addColumn('seq', types.integer, (c) => c.notNull())
    .addColumn('at', types.time, (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('enabled', 'integer', (c) => c.notNull())
    .addColumn('deleted', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('automation_states_pk', ['automation_id', 'seq'])
    .execute();
}
