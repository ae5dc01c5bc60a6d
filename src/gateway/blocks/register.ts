import { ConflictError } from '../../errors.ts';
import { builtInBlockTypes, type BlockTypeDefinition } from '../../notifiers/index.ts';
import type { Store } from '../../store/store.ts';
import { schemaChecksum } from './checksum.ts';

/**
 * Registers the block types that actions use, with their schemas. What is there already is left alone, so that this
 * may run at every start and in several processes at once.
 */
export async function registerBlockTypes(store: Store): Promise<void> {
  for (const definition of builtInBlockTypes) await registerBesideOthers(store, definition);
}

/** Another gateway that starts as well may be first, with the type or with its schema: what it has made is found then. */
async function registerBesideOthers(store: Store, definition: BlockTypeDefinition, tries = 3): Promise<void> {
  try {
    await register(store, definition);
  } catch (error) {
    if (!(error instanceof ConflictError) || tries === 1) throw error;
    await registerBesideOthers(store, definition, tries - 1);
  }
}

async function register(
  { blocks }: Store,
  { slug, name, description, schema }: BlockTypeDefinition,
): Promise<void> {
  const type =
    (await blocks.types.getBySlug(slug)) ??
    (await blocks.types.create({
      slug,
      name,
      description,
      logo_url: null,
      documentation_url: null,
      code_example: null,
    }));
  const checksum = schema.checksum ?? schemaChecksum(JSON.stringify(schema.fields));
  if ((await blocks.schemas.getByChecksum(checksum, schema.version)) !== undefined) return;
  await blocks.schemas.create({
    checksum,
    fields: { ...schema.fields },
    block_type_id: type.id,
    capabilities: [...schema.capabilities],
    version: schema.version,
  });
}
