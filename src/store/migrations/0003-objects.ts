import { sql, type Kysely } from 'kysely';
import type { ColumnTypes } from './column-types.ts';

/** Flows, deployments, flow runs, work pools and work queues. */
export async function objects(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await createFlowTables(db, types);
  await createPoolTables(db, types);
  await createFlowRunTables(db, types);
  await sql`create table object_tags (object_id text not null, tag text not null, primary key (object_id, tag))`.execute(
    db,
  );
  await sql`create index object_tags_tag on object_tags (tag)`.execute(db);
}

async function createFlowTables(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('flows')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull().unique())
    .addColumn('created', types.time, (c) => c.notNull())
    .addColumn('updated', types.time, (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('deployments')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('flow_id', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('paused', 'integer', (c) => c.notNull())
    .addColumn('work_queue_id', 'text')
    .addColumn('concurrency_limit', 'integer')
    .addColumn('created', types.time, (c) => c.notNull())
    .addColumn('updated', types.time, (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addUniqueConstraint('deployments_name', ['flow_id', 'name'])
    .execute();
  await sql`create index deployments_work_queue on deployments (work_queue_id)`.execute(db);
  await db.schema
    .createTable('deployment_schedules')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('deployment_id', 'text', (c) => c.notNull())
    .addColumn('slug', 'text')
    .addColumn('active', 'integer', (c) => c.notNull())
    .addColumn('created', types.time, (c) => c.notNull())
    .addColumn('updated', types.time, (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .execute();
  await sql`create index deployment_schedules_deployment on deployment_schedules (deployment_id)`.execute(db);
}

async function createPoolTables(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('work_pools')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull().unique())
    .addColumn('type', 'text', (c) => c.notNull())
    .addColumn('is_paused', 'integer', (c) => c.notNull())
    .addColumn('concurrency_limit', 'integer')
    .addColumn('polled', 'integer', (c) => c.notNull())
    .addColumn('created', types.time, (c) => c.notNull())
    .addColumn('updated', types.time, (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('work_queues')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('work_pool_id', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('is_paused', 'integer', (c) => c.notNull())
    .addColumn('concurrency_limit', 'integer')
    .addColumn('priority', 'integer', (c) => c.notNull())
    .addColumn('polled', 'integer', (c) => c.notNull())
    .addColumn('last_polled', types.time)
    .addColumn('created', types.time, (c) => c.notNull())
    .addColumn('updated', types.time, (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addUniqueConstraint('work_queues_name', ['work_pool_id', 'name'])
    .execute();
}

async function createFlowRunTables(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('flow_runs')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('flow_id', 'text', (c) => c.notNull())
    .addColumn('deployment_id', 'text')
    .addColumn('work_queue_id', 'text')
    .addColumn('carrier', 'text', (c) => c.notNull())
    .addColumn('workflow_id', 'text')
    .addColumn('run_id', 'text')
    .addColumn('state_id', 'text')
    .addColumn('state_type', 'text')
    .addColumn('state_name', 'text')
    .addColumn('state_at', types.time)
    .addColumn('run_count', 'integer', (c) => c.notNull())
    .addColumn('run_ms', types.time, (c) => c.notNull())
    .addColumn('expected_start', types.time)
    .addColumn('next_start', types.time)
    .addColumn('start_time', types.time)
    .addColumn('end_time', types.time)
    .addColumn('idempotency_key', 'text')
    .addColumn('flow_version', 'text')
    .addColumn('created_by_id', 'text')
    .addColumn('created_by_type', 'text')
    .addColumn('depth', 'integer', (c) => c.notNull())
    .addColumn('created', types.time, (c) => c.notNull())
    .addColumn('updated', types.time, (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .execute();
  await sql`create index flow_runs_flow on flow_runs (flow_id, idempotency_key)`.execute(db);
  await sql`create index flow_runs_deployment on flow_runs (deployment_id, state_type)`.execute(db);
  await sql`create index flow_runs_work_queue on flow_runs (work_queue_id, state_type)`.execute(db);
  await sql`create index flow_runs_workflow on flow_runs (workflow_id)`.execute(db);
  await sql`create index flow_runs_expected_start on flow_runs (expected_start)`.execute(db);
  await sql`create index flow_runs_state on flow_runs (state_type, end_time)`.execute(db);
  await db.schema
    .createTable('flow_run_states')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('flow_run_id', 'text', (c) => c.notNull())
    .addColumn('at', types.time, (c) => c.notNull())
    .addColumn('type', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .execute();
  await sql`create index flow_run_states_run on flow_run_states (flow_run_id, at)`.execute(db);
}
