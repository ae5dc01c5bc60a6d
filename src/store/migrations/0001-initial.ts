import { sql, type Kysely } from 'kysely';
import type { ColumnTypes } from './column-types.ts';
import { createBlockTables } from './0001-blocks.ts';
import { createFiringTables } from './0001-firings.ts';
import { createLogTables } from './0001-log.ts';
import { createAutomationTables } from './0001-automations.ts';

/** The first schema: everything there is. */
export async function initial(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await createLogTables(db, types);
  await createAutomationTables(db, types);
  await createFiringTables(db, types);
  await createBlockTables(db, types);
  await db.schema
    .createTable('positions')
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('seq', types.integer, (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('leases')
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('owner', 'text', (c) => c.notNull())
    .addColumn('expires', types.time, (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('meta')
    .addColumn('key', 'text', (c) => c.primaryKey())
    .addColumn('value', 'text', (c) => c.notNull())
    .execute();
  await sql`insert into log_head (id, seq, at, lag, reached, clock, held, held_number) values (1, 0, 0, 0, 0, 0, 0, 0)`.execute(
    db,
  );
}
