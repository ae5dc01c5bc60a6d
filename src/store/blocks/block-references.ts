import { AutomationError } from '../../errors.ts';
import { isObject } from '../../schemas/scalars.ts';

/** A document and those that it needs, directly or not, are this many at most. */
const MAX_DOCUMENTS = 1_000;

type Data = Record<string, unknown>;

/**
 * Puts the data of other documents where a document's data refers to them (`{"$ref": {"block_document_id": …}}`).
 * What refers to a document that is not there is left out. Each document is read once, however many refer to it.
 *
 * @param start id of the document that the data is from
 * @param find reads a document's data by id
 * @throws {AutomationError} `block_reference_cycle` when a document needs itself, `block_references` when there are too many
 */
export async function resolveReferences(
  start: string,
  data: Data,
  find: (id: string) => Promise<Data | undefined>,
): Promise<Data> {
  const known = new Map<string, Data | undefined>();
  const path = new Set<string>([start]);

  const resolve = async (own: Data): Promise<Data> => {
    const resolved: Data = { ...own };
    for (const [field, value] of Object.entries(own)) {
      const id = referredId(value);
      if (id === undefined) continue;
      const target = await document(id);
      if (target === undefined) delete resolved[field];
      else resolved[field] = target;
    }
    return resolved;
  };
  const document = async (id: string): Promise<Data | undefined> => {
    if (path.has(id)) {
      throw new AutomationError(
        'block_reference_cycle',
        `Block document ${id} refers to itself through others`,
      );
    }
    if (known.has(id)) return known.get(id);
    if (known.size >= MAX_DOCUMENTS) {
      throw new AutomationError('block_references', `Block document ${start} needs too many others`);
    }
    path.add(id);
    const target = await find(id);
    const resolved = target && (await resolve(target));
    path.delete(id);
    known.set(id, resolved);
    return resolved;
  };
  return resolve(data);
}

function referredId(value: unknown): string | undefined {
  if (!isObject(value) || !isObject(value['$ref'])) return undefined;
  const id = value['$ref']['block_document_id'];
  return typeof id === 'string' ? id : undefined;
}
