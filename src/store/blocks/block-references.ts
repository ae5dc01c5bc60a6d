import { isObject } from '../../schemas/scalars.ts';
import type { BlockDocument } from '../../schemas/blocks.ts';

/** The data of a block document. */
export type BlockData = Record<string, unknown>;

/**
 * Puts the data of other documents where a document's data refers to them (`{"$ref": {"block_document_id": …}}`).
 *
 * @param find reads a document, its own references resolved; a chain of references ends where it comes round
 * @returns the data, and for each field that referred to a document which one that was
 */
export async function resolveReferences(
  data: BlockData,
  find: (id: string) => Promise<BlockDocument | undefined>,
): Promise<{ data: BlockData; references: BlockDocument['block_document_references'] }> {
  const resolved: BlockData = { ...data };
  const references: BlockDocument['block_document_references'] = {};
  for (const [field, value] of Object.entries(data)) {
    const id = referredId(value);
    const document = id === undefined ? undefined : await find(id);
    if (document === undefined) continue;
    const { name, block_type, is_anonymous, block_document_references } = document;
    resolved[field] = document.data;
    references[field] = {
      block_document: { id, name, block_type, is_anonymous, block_document_references },
    };
  }
  return { data: resolved, references };
}

function referredId(value: unknown): string | undefined {
  if (!isObject(value) || !isObject(value['$ref'])) return undefined;
  const id = value['$ref']['block_document_id'];
  return typeof id === 'string' ? id : undefined;
}
