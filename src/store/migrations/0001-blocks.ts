import { sql, type Kysely } from 'kysely';
import type { ColumnTypes } from './column-types.ts';

/** Blocks, webhooks and variables: what users keep here. */
export async function createBlockTables(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('block_types')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('slug', 'text', (c) => c.notNull().unique())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('created', types.time, (c) => c.notNull())
    .addColumn('updated', types.time, (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('block_schemas')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('checksum', 'text', (c) => c.notNull())
    .addColumn('version', 'text', (c) => c.notNull())
    .addColumn('block_type_id', 'text', (c) => c.notNull())
    .addColumn('created', types.time, (c) => c.notNull())
    .addColumn('updated', types.time, (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addUniqueConstraint('block_schemas_checksum', ['checksum', 'version'])
    .execute();
  await db.schema
    .createTable('block_documents')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text')
    .addColumn('block_type_id', 'text', (c) => c.notNull())
    .addColumn('block_schema_id', 'text', (c) => c.notNull())
    .addColumn('is_anonymous', 'integer', (c) => c.notNull())
    .addColumn('data', 'text', (c) => c.notNull())
    .addColumn('created', types.time, (c) => c.notNull())
    .addColumn('updated', types.time, (c) => c.notNull())
    .addUniqueConstraint('block_documents_name', ['block_type_id', 'name'])
    .execute();
  await db.schema
    .createTable('webhooks')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('slug', 'text', (c) => c.notNull().unique())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('enabled', 'integer', (c) => c.notNull())
    .addColumn('created', types.time, (c) => c.notNull())
    .addColumn('updated', types.time, (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('webhook_requests')
    .addColumn('id', types.counter, (c) => c.primaryKey())
    .addColumn('webhook_id', 'text', (c) => c.notNull())
    .addColumn('at', types.time, (c) => c.notNull())
    .addColumn('status', 'integer', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .execute();
  await sql`create index webhook_requests_webhook on webhook_requests (webhook_id, id)`.execute(db);
  await db.schema
    .createTable('variables')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull().unique())
    .addColumn('value', 'text', (c) => c.notNull())
    .addColumn('tags', 'text', (c) => c.notNull())
    .addColumn('created', types.time, (c) => c.notNull())
    .addColumn('updated', types.time, (c) => c.notNull())
    .execute();
}
