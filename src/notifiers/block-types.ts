import { blockDescriptions } from './block-descriptions.ts';
import { ownBlockSchemas } from './own-block-schemas.ts';
import { prefectBlockSchemas } from './prefect-block-schemas.ts';

/** A block schema as it is written down here. */
export interface BlockSchemaFacts {
  /** The name of the block type. */
  readonly name: string;
  /** Prefect's checksum of its own schema; absent for schemas of our own, whose checksum is computed from the fields. */
  readonly checksum?: string;
  readonly version: string;
  readonly capabilities: readonly string[];
  /** JSON Schema of the data, with Prefect's `secret_fields` and `position`. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A block type with its schema, to be registered when the gateway starts. */
export interface BlockTypeDefinition {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly schema: Omit<BlockSchemaFacts, 'name'>;
}

/**
 * The block types that actions can use. Registered at the start so that documents can be made without the SDK, which registers
 * only what it saves. The checksums of Prefect's types are the ones that its SDK (3.8.8) computes from its own descriptions;
 * ours are different, so those checksums are stored and do not follow from the fields.
 */
export const builtInBlockTypes: readonly BlockTypeDefinition[] = Object.entries({
  ...prefectBlockSchemas,
  ...ownBlockSchemas,
}).map(([slug, { name, fields, ...schema }]) => ({
  slug,
  name,
  description: blockDescriptions[slug]?.type ?? name,
  schema: { ...schema, fields: described(slug, fields) },
}));

function described(slug: string, fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const texts = blockDescriptions[slug];
  const properties = Object.entries(fields['properties'] as Record<string, object>).map(
    ([name, property]) => [name, { ...property, description: texts?.fields[name] ?? name }],
  );
  return { ...fields, description: texts?.type, properties: Object.fromEntries(properties) };
}
