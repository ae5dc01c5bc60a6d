import type { BlockSchema, BlockSchemaFilter } from '../../schemas/blocks.ts';
import { formatTime } from '../../schemas/times.ts';
import type { Reader } from '../backends/backend.ts';
import { isAnyOf, meets } from '../listing.ts';
import type { BlockSchemaTable } from '../schema.ts';

/** What a schema's row keeps as JSON. */
export type SchemaBody = Pick<BlockSchema, 'fields' | 'capabilities'>;

/** All schemas, oldest first. */
export function readSchemas(db: Reader): Promise<BlockSchemaTable[]> {
  return db.selectFrom('block_schemas').selectAll().orderBy('created').orderBy('id').execute();
}

/** Whether a filter means this schema. */
export function isSchemaMeant(row: BlockSchemaTable, filter: BlockSchemaFilter | null | undefined): boolean {
  if (filter == null) return true;
  const wanted = filter.block_capabilities?.all_ ?? [];
  const has = (): boolean => {
    const { capabilities } = JSON.parse(row.body) as SchemaBody;
    return wanted.every((capability) => capabilities.includes(capability));
  };
  return meets(filter.operator, [
    isAnyOf(row.block_type_id, filter.block_type_id),
    wanted.length === 0 ? undefined : has(),
    isAnyOf(row.id, filter.id),
    isAnyOf(row.version, filter.version),
  ]);
}

/** Reads a schema from its row, without its type. */
export function toBlockSchema(row: BlockSchemaTable): BlockSchema {
  const { id, checksum, version, block_type_id } = row;
  const times = { created: formatTime(row.created), updated: formatTime(row.updated) };
  const { fields, capabilities } = JSON.parse(row.body) as SchemaBody;
  return { id, ...times, checksum, fields, block_type_id, block_type: null, capabilities, version };
}
