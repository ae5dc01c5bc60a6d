import { isObject, readUuid } from '../../schemas/scalars.ts';
import type { Store } from '../../store/store.ts';
import { DetailError } from '../errors.ts';

/** A field of a document that is another document: `{"$ref": {"block_document_id": …}}`. */
export interface Reference {
  readonly key: string;
  readonly id: string;
}

/**
 * The references in a document's data; Prefect has them at the top level only.
 *
 * @throws DetailError (400) for one that names no document
 */
export function referencesIn(data: Readonly<Record<string, unknown>>): Reference[] {
  const found: Reference[] = [];
  for (const [key, value] of Object.entries(data)) {
    if (!isObject(value) || !Object.hasOwn(value, '$ref')) continue;
    const target = isObject(value['$ref']) ? value['$ref']['block_document_id'] : undefined;
    const id = typeof target === 'string' ? readUuid(target) : undefined;
    if (id === undefined) {
      throw new DetailError(400, `Received block reference without a block_document_id in key ${key}`);
    }
    found.push({ key, id });
  }
  return found;
}

/**
 * Checks that what a document refers to is there and does not lead back to it.
 *
 * @param id of the document itself; null while it is being created
 * @throws DetailError (400)
 */
export async function checkReferences(
  store: Store,
  id: string | null,
  data: Readonly<Record<string, unknown>>,
): Promise<void> {
  const seen = new Set<string>();
  const named = referencesIn(data).map((reference) => reference.id);
  const open = [...named];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === id) {
      throw new DetailError(400, 'Cannot create block document reference: it would introduce a cycle');
    }
    if (seen.has(next)) continue;
    seen.add(next);
    const document = await store.blocks.documents.get(next);
    // One further down may have been deleted since; that is not this document's fault.
    if (document === undefined && named.includes(next)) {
      throw new DetailError(400, `Block document ${next} not found`);
    }
    open.push(...referencesIn(document?.data ?? {}).map((reference) => reference.id));
  }
}
