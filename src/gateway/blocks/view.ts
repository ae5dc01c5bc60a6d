import type { BlockDocument, BlockSchema, BlockType } from '../../schemas/blocks.ts';
import type { StoredBlockDocument } from '../../store/blocks/block-documents.ts';
import type { Store } from '../../store/store.ts';
import { DetailError } from '../errors.ts';
import { referencesIn } from './references.ts';
import { maskSecrets, secretPaths } from './secrets.ts';

/** References are followed no deeper than this, Prefect's own limit. */
const MAX_DEPTH = 50;

/** A reply holds this many documents at most: a few that refer to each other twice would stand in it endlessly often. */
const MAX_REFERRED = 1_000;

/** Makes replies of what is stored about blocks; types and schemas are read once for a list. */
export class BlockViews {
  readonly #store: Store;
  readonly #includeSecrets: boolean;
  #referred = 0;
  readonly #types = new Map<string, Promise<BlockType | undefined>>();
  readonly #schemas = new Map<string, Promise<BlockSchema | undefined>>();

  /** @param includeSecrets whether secrets are shown; else they read `********` */
  constructor(store: Store, includeSecrets = false) {
    this.#store = store;
    this.#includeSecrets = includeSecrets;
  }

  /** A document with its type, its schema, and the data of the documents it refers to in place. */
  async document(stored: StoredBlockDocument, depth = 0): Promise<BlockDocument> {
    const [type, schema] = await Promise.all([
      this.#type(stored.block_type_id),
      this.#schema(stored.block_schema_id),
    ]);
    const { data, references } = await this.#withReferences(stored, depth);
    return {
      ...stored,
      data: this.#includeSecrets ? data : maskSecrets(data, secretPaths(schema?.fields ?? {})),
      block_schema: schema === undefined ? null : { ...schema, block_type: type ?? null },
      block_type_name: type?.name ?? null,
      block_type: type ?? null,
      block_document_references: references,
    };
  }

  /** Several documents, in the same order. */
  documents(stored: readonly StoredBlockDocument[]): Promise<BlockDocument[]> {
    return Promise.all(stored.map((document) => this.document(document)));
  }

  /** A schema with its type. */
  async schema(stored: BlockSchema): Promise<BlockSchema> {
    const type = stored.block_type_id === null ? undefined : await this.#type(stored.block_type_id);
    return { ...stored, block_type: type ?? null };
  }

  #schema(id: string): Promise<BlockSchema | undefined> {
    const found = this.#schemas.get(id) ?? this.#store.blocks.schemas.get(id);
    this.#schemas.set(id, found);
    return found;
  }

  #type(id: string): Promise<BlockType | undefined> {
    const found = this.#types.get(id) ?? this.#store.blocks.types.get(id);
    this.#types.set(id, found);
    return found;
  }

  async #withReferences(
    stored: StoredBlockDocument,
    depth: number,
  ): Promise<{ data: Record<string, unknown>; references: Record<string, Record<string, unknown>> }> {
    const data = { ...stored.data };
    const references: Record<string, Record<string, unknown>> = {};
    for (const { key, id } of referencesIn(stored.data)) {
      delete data[key];
      const referred = depth < MAX_DEPTH ? await this.#store.blocks.documents.get(id) : undefined;
      if (referred === undefined) continue; // deleted since: the field is gone with it
      this.#referred += 1;
      if (this.#referred > MAX_REFERRED) {
        throw new DetailError(400, `Block document ${stored.id} refers to too many others`);
      }
      const child = await this.document(referred, depth + 1);
      const { name, block_type, is_anonymous, block_document_references } = child;
      data[key] = child.data;
      references[key] = { block_document: { id, name, block_type, is_anonymous, block_document_references } };
    }
    return { data, references };
  }
}
