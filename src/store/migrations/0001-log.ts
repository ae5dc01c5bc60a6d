import { sql, type Kysely } from 'kysely';
import type { ColumnTypes } from './column-types.ts';

/** The log, its head, and the indexes that appending, evaluating and looking up need. */
export async function createLogTables(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('log')
    .addColumn('seq', types.integer, (c) => c.primaryKey())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('id', 'text', (c) => c.unique())
    .addColumn('at', types.time, (c) => c.notNull())
    .addColumn('lag', types.time, (c) => c.notNull())
    .addColumn('reached', types.time, (c) => c.notNull())
    .addColumn('shown', types.time, (c) => c.notNull())
    .addColumn('received', types.time, (c) => c.notNull())
    .addColumn('occurred', types.time)
    .addColumn('clock', types.time)
    .addColumn('event', 'text')
    .addColumn('resource_id', 'text')
    .addColumn('follows', 'text')
    .addColumn('origin', 'text')
    .addColumn('depth', 'integer', (c) => c.notNull())
    .addColumn('automation_id', 'text')
    .addColumn('body', 'text')
    .execute();
  // The history of the events' clock, and what is old enough to go.
  await sql`create index log_received on log (received, clock)`.execute(db);
  await sql`create index log_occurred on log (occurred, id) where kind = 'event'`.execute(db);
  await sql`create index log_online on log (received) where kind = 'online'`.execute(db);
  await sql`create index log_held on log (follows) where seq < 0`.execute(db);

  await db.schema
    .createTable('log_head')
    .addColumn('id', 'integer', (c) => c.primaryKey())
    .addColumn('seq', types.integer, (c) => c.notNull())
    .addColumn('at', types.time, (c) => c.notNull())
    .addColumn('lag', types.time, (c) => c.notNull())
    .addColumn('reached', types.time, (c) => c.notNull())
    .addColumn('clock', types.time, (c) => c.notNull())
    .addColumn('held', types.integer, (c) => c.notNull())
    .addColumn('held_number', types.integer, (c) => c.notNull())
    .addColumn('floor_received', types.time)
    .addColumn('floor_clock', types.time)
    .execute();
}
