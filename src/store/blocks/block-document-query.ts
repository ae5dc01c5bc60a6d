import type { BlockDocumentFilter, BlockSchemaFilter, BlockTypeFilter } from '../../schemas/blocks.ts';
import type { Reader } from '../backends/backend.ts';
import { by, isAnyOf, isLike, meets, type Page } from '../listing.ts';
import type { BlockDocumentTable } from '../schema.ts';
import { isSchemaMeant } from './block-schema-rows.ts';
import { isTypeMeant } from './block-types.ts';

/** The orders in which block documents can be listed. */
export type BlockDocumentSort = 'NAME_DESC' | 'NAME_ASC' | 'BLOCK_TYPE_AND_NAME_ASC';

/** Which documents, in which order, and how many of them. Without a filter: those that are not anonymous. */
export interface BlockDocumentQuery extends Page {
  readonly block_documents?: BlockDocumentFilter | null;
  readonly block_types?: BlockTypeFilter | null;
  readonly block_schemas?: BlockSchemaFilter | null;
  /** Documents of this type only. */
  readonly typeId?: string;
  /** `NAME_ASC` when absent. */
  readonly sort?: BlockDocumentSort;
}

/** The rows that a query means, in its order; the page is still to be cut. */
export async function findDocuments(db: Reader, query: BlockDocumentQuery): Promise<BlockDocumentTable[]> {
  const [rows, types, schemas] = await Promise.all([
    db.selectFrom('block_documents').selectAll().execute(),
    db.selectFrom('block_types').selectAll().execute(),
    db.selectFrom('block_schemas').selectAll().execute(),
  ]);
  const { block_types: typeFilter, block_schemas: schemaFilter, typeId } = query;
  const typeIds = new Set(types.filter((row) => isTypeMeant(row, typeFilter)).map((row) => row.id));
  const schemaIds = new Set(schemas.filter((row) => isSchemaMeant(row, schemaFilter)).map((row) => row.id));
  const typeNames = new Map(types.map((row) => [row.id, row.name]));
  return rows
    .filter((row) => isMeant(row, query.block_documents))
    .filter((row) => typeId === undefined || row.block_type_id === typeId)
    .filter((row) => typeFilter == null || typeIds.has(row.block_type_id))
    .filter((row) => schemaFilter == null || schemaIds.has(row.block_schema_id))
    .sort(order(query.sort ?? 'NAME_ASC', typeNames));
}

function isMeant(row: BlockDocumentTable, filter: BlockDocumentFilter | null | undefined): boolean {
  if (filter == null) return row.is_anonymous === 0;
  const anonymous = filter.is_anonymous?.eq_;
  return meets(filter.operator, [
    isAnyOf(row.id, filter.id),
    anonymous == null ? undefined : anonymous === (row.is_anonymous === 1),
    isAnyOf(row.block_type_id, filter.block_type_id),
    isAnyOf(row.name, filter.name),
    isLike(row.name, filter.name?.like_),
  ]);
}

function order(
  sort: BlockDocumentSort,
  typeNames: ReadonlyMap<string, string>,
): (a: BlockDocumentTable, b: BlockDocumentTable) => number {
  const byName = by((row: BlockDocumentTable) => row.name ?? '', sort === 'NAME_DESC');
  if (sort !== 'BLOCK_TYPE_AND_NAME_ASC') return byName;
  const byType = by((row: BlockDocumentTable) => typeNames.get(row.block_type_id) ?? '');
  return (a, b) => byType(a, b) || byName(a, b);
}
