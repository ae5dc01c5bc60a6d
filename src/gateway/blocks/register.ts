import { builtInBlockTypes, type BlockTypeDefinition } from '../../notifiers/index.ts';
import type { Store } from '../../store/store.ts';
import { schemaChecksum } from './checksum.ts';

/**
 * Registers the block types that actions use, with their schemas. What is there already is left alone, so that this
 * may run at every start and in several processes at once.
 */
export async function registerBlockTypes(store: Store): Promise<void> {
  for (const definition of builtInBlockTypes) await register(store, definition);
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
