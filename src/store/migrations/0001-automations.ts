import { sql, type Kysely } from 'kysely';
import type { ColumnTypes } from './column-types.ts';

/** Automations with their versions and states, and what became of their firings. */
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
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('enabled', 'integer', (c) => c.notNull())
    .addColumn('deleted', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('automation_states_pk', ['automation_id', 'seq'])
    .execute();

  await db.schema
    .createTable('firings')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('automation_id', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('ordinal', types.integer, (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('reason', 'text')
    .addColumn('triggered', types.time, (c) => c.notNull())
    .addColumn('recorded', types.time, (c) => c.notNull())
    .addColumn('event_id', 'text')
    .addColumn('labels', 'text', (c) => c.notNull())
    .addColumn('detail', 'text', (c) => c.notNull())
    .addColumn('open', 'integer', (c) => c.notNull())
    .execute();
  await sql`create index firings_automation on firings (automation_id, triggered, id)`.execute(db);
  await sql`create index firings_closed on firings (recorded) where open = 0`.execute(db);
  await sql`create table firing_events (firing_id text not null, event_id text not null, primary key (event_id, firing_id))`.execute(
    db,
  );
  await sql`create index firing_events_firing on firing_events (firing_id)`.execute(db);
  await db.schema
    .createTable('firing_actions')
    .addColumn('firing_id', 'text', (c) => c.notNull())
    .addColumn('idx', 'integer', (c) => c.notNull())
    .addColumn('type', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('attempts', 'integer', (c) => c.notNull())
    .addColumn('reason', 'text')
    .addColumn('detail', 'text')
    .addColumn('updated', types.time, (c) => c.notNull())
    .addColumn('lease_owner', 'text')
    .addColumn('lease_until', types.time)
    .addPrimaryKeyConstraint('firing_actions_pk', ['firing_id', 'idx'])
    .execute();
  await sql`create index firing_actions_dead on firing_actions (updated) where status = 'dead'`.execute(db);
}
