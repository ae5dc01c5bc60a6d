import { isDeepStrictEqual } from 'node:util';
import type { BlockDocumentCreate, BlockDocumentUpdate, BlockSchema } from '../../schemas/blocks.ts';
import type { StoredBlockDocument } from '../../store/blocks/block-documents.ts';
import type { Store } from '../../store/store.ts';
import { DetailError } from '../errors.ts';
import { checkBlockData } from './check-data.ts';
import { checkReferences, referencesIn } from './references.ts';
import { secretPaths, unmaskSecrets } from './secrets.ts';
import { BlockViews } from './view.ts';

type Data = Record<string, unknown>;

/**
 * Stores a new document; an anonymous one gets a name.
 *
 * @throws DetailError 404 for a type or schema that is not there, 409 for a name that is taken
 * @throws ValidationError when the data does not fit its type
 */
export async function createDocument(store: Store, body: BlockDocumentCreate): Promise<StoredBlockDocument> {
  const { types, documents } = store.blocks;
  const type = await types.get(body.block_type_id);
  if (type === undefined) throw new DetailError(404, `Block type ${body.block_type_id} not found.`);
  await schemaOf(store, body.block_schema_id, type.id);
  const name = body.name ?? `anonymous-${crypto.randomUUID()}`;
  // The SDK saves again under a name that is taken, and wants to hear that before anything else.
  if ((await documents.getByName(type.id, name)) !== undefined) {
    throw new DetailError(409, 'Block already exists');
  }
  checkBlockData(type.slug, body.data);
  await checkReferences(store, null, body.data);
  return documents.create({ ...body, name });
}

/**
 * Changes a document's data, and its schema when another one is named. Fields that are not given stay, unless the body says
 * `merge_existing_data: false`; secrets that come masked, and references that come as the data they stand for, stay what
 * they were.
 *
 * @param dataGiven whether the body had `data` at all
 */
export async function updateDocument(
  store: Store,
  current: StoredBlockDocument,
  body: BlockDocumentUpdate,
  dataGiven: boolean,
): Promise<void> {
  const { types, schemas, documents } = store.blocks;
  const schema = await schemaOf(
    store,
    body.block_schema_id ?? current.block_schema_id,
    current.block_type_id,
  );
  let data = current.data;
  if (dataGiven || !body.merge_existing_data) {
    const old = await schemas.get(current.block_schema_id);
    const paths = [...secretPaths(schema.fields), ...secretPaths(old?.fields ?? {})];
    const given = unmaskSecrets(await keepReferences(store, body.data, current), current.data, paths);
    data = body.merge_existing_data ? { ...current.data, ...given } : given;
    checkBlockData((await types.get(current.block_type_id))?.slug ?? '', data);
    await checkReferences(store, current.id, data);
  }
  await documents.update(current.id, { data, block_schema_id: schema.id });
}

/** A client that writes back what it has read sends the data of another document where the reference to it belongs. */
async function keepReferences(store: Store, given: Data, current: StoredBlockDocument): Promise<Data> {
  const kept = { ...given };
  const references = referencesIn(current.data).filter(({ key }) => Object.hasOwn(given, key));
  if (references.length === 0) return kept;
  const shown = await Promise.all(
    [true, false].map((secrets) => new BlockViews(store, secrets).document(current)),
  );
  for (const { key } of references) {
    if (shown.some(({ data }) => isDeepStrictEqual(data[key], given[key]))) kept[key] = current.data[key];
  }
  return kept;
}

async function schemaOf(store: Store, id: string, typeId: string): Promise<BlockSchema> {
  const schema = await store.blocks.schemas.get(id);
  if (schema === undefined) throw new DetailError(404, `Block schema ${id} not found.`);
  if (schema.block_type_id !== typeId) {
    throw new DetailError(400, 'Must migrate block document to a block schema of the same block type.');
  }
  return schema;
}
