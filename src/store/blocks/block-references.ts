import { isObject } from '../../schemas/scalars.ts';

/** References are followed no deeper than this: they may run in a circle. */
const MAX_DEPTH = 50;

type Data = Record<string, unknown>;

/**
 * Puts the data of other documents where a document's data refers to them (`{"$ref": {"block_document_id": …}}`).
 * What refers to a document that is not there is left out.
 *
 * @param find reads a document's data by id
 */
export async function resolveReferences(
  data: Data,
  find: (id: string) => Promise<Data | undefined>,
  depth = 0,
): Promise<Data> {
  const resolved: Data = { ...data };
  for (const [field, value] of Object.entries(data)) {
    const id = referredId(value);
    if (id === undefined) continue;
    const target = depth < MAX_DEPTH ? await find(id) : undefined;
    if (target === undefined) delete resolved[field];
    else resolved[field] = await resolveReferences(target, find, depth + 1);
  }
  return resolved;
}

function referredId(value: unknown): string | undefined {
  if (!isObject(value) || !isObject(value['$ref'])) return undefined;
  const id = value['$ref']['block_document_id'];
  return typeof id === 'string' ? id : undefined;
}
