import { sql, type Kysely } from 'kysely';
import type { ColumnTypes } from './column-types.ts';

/** Firings, how their actions stand, and the states that are too large for a workflow's input. */
export async function createFiringTables(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('firings')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('automation_id', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('triggered', types.time, (c) => c.notNull())
    .addColumn('recorded', types.time, (c) => c.notNull())
    .addColumn('open', 'integer', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .execute();
  await sql`create index firings_automation on firings (automation_id, triggered, id)`.execute(db);
  await sql`create index firings_recorded on firings (recorded)`.execute(db);
  await sql`create table firing_events (
    event_id text not null, firing_id text not null, primary key (event_id, firing_id))`.execute(db);
  await sql`create index firing_events_firing on firing_events (firing_id)`.execute(db);
  await db.schema
    .createTable('firing_actions')
    .addColumn('firing_id', 'text', (c) => c.notNull())
    .addColumn('idx', 'integer', (c) => c.notNull())
    .addColumn('type', 'text', (c) => c.notNull())
    .addColumn('round', 'integer', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('reason', 'text')
    .addColumn('details', 'text', (c) => c.notNull())
    .addColumn('ended', types.time)
    .addPrimaryKeyConstraint('firing_actions_pk', ['firing_id', 'idx'])
    .execute();
  await sql`create index firing_actions_status on firing_actions (status, firing_id) where status <> 'executed'`.execute(
    db,
  );
  await db.schema
    .createTable('action_claims')
    .addColumn('firing_id', 'text', (c) => c.notNull())
    .addColumn('idx', 'integer', (c) => c.notNull())
    .addColumn('owner', 'text', (c) => c.notNull())
    .addColumn('expires', types.time, (c) => c.notNull())
    .addPrimaryKeyConstraint('action_claims_pk', ['firing_id', 'idx'])
    .execute();
  await db.schema
    .createTable('snapshots')
    .addColumn('automation_id', 'text', (c) => c.notNull())
    .addColumn('snapshot', 'text', (c) => c.notNull())
    .addColumn('chunk', 'integer', (c) => c.notNull())
    .addColumn('saved', types.time, (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('snapshots_pk', ['automation_id', 'snapshot', 'chunk'])
    .execute();
}
