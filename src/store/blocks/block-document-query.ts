import type { BlockDocumentFilter } from '../../schemas/blocks.ts';
import { by, isAnyOf, isLike, meets } from '../listing.ts';
import type { BlockDocumentTable } from '../schema.ts';

/** The orders in which block documents can be listed. */
export type BlockDocumentSort = 'NAME_DESC' | 'NAME_ASC' | 'BLOCK_TYPE_AND_NAME_ASC';

/** Whether a filter means this document. Without a filter: those that are not anonymous. */
export function isDocumentMeant(
  row: BlockDocumentTable,
  filter: BlockDocumentFilter | null | undefined,
): boolean {
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

/** The comparison for an order; `typeNames` by type id. */
export function orders(
  sort: BlockDocumentSort,
  typeNames: ReadonlyMap<string, string>,
): (a: BlockDocumentTable, b: BlockDocumentTable) => number {
  const byName = by((row: BlockDocumentTable) => row.name ?? '', sort === 'NAME_DESC');
  if (sort !== 'BLOCK_TYPE_AND_NAME_ASC') return byName;
  const byType = by((row: BlockDocumentTable) => typeNames.get(row.block_type_id) ?? '');
  return (a, b) => byType(a, b) || byName(a, b);
}
