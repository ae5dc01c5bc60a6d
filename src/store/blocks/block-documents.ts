import { AutomationError, ConflictError, NotFoundError } from '../../errors.ts';
import type {
  BlockDocument,
  BlockDocumentCreate,
  BlockDocumentFilter,
  BlockSchemaFilter,
  BlockTypeFilter,
} from '../../schemas/blocks.ts';
import { formatTime } from '../../schemas/times.ts';
import type { Cipher } from '../../secrets/cipher.ts';
import type { Backend, Reader } from '../backends/backend.ts';
import type { CommitQueue } from '../commit-queue.ts';
import { newObjectId } from '../ids.ts';
import { pageOf, type Page } from '../listing.ts';
import type { BlockDocumentTable } from '../schema.ts';
import { isDocumentMeant, orders, type BlockDocumentSort } from './block-document-query.ts';
import { resolveReferences, type BlockData } from './block-references.ts';
import { isSchemaMeant, toBlockSchema } from './block-schema-rows.ts';
import { isTypeMeant, toBlockType } from './block-types.ts';

/** Which documents, in which order, and how many of them. */
export interface BlockDocumentQuery extends Page {
  readonly documents?: BlockDocumentFilter | null;
  readonly types?: BlockTypeFilter | null;
  readonly schemas?: BlockSchemaFilter | null;
  readonly sort?: BlockDocumentSort;
}

/**
 * Block documents: configured blocks. Their data is encrypted at rest and given out in clear: whoever replies with it
 * masks it first. Blocks that a document refers to are put in their places.
 */
export interface BlockDocuments {
  /** @throws {ConflictError} when the type has one of this name @throws {NotFoundError} without such a type or schema */
  create(body: BlockDocumentCreate): Promise<BlockDocument>;
  get(id: string): Promise<BlockDocument | undefined>;
  getByName(typeSlug: string, name: string): Promise<BlockDocument | undefined>;
  filter(query: BlockDocumentQuery): Promise<BlockDocument[]>;
  count(query: BlockDocumentQuery): Promise<number>;
  /**
   * Changes the data: `edit` gets the current one, as it was stored, and answers the new one.
   *
   * @throws {NotFoundError}
   */
  update(
    id: string,
    edit: (current: BlockData) => BlockData,
    blockSchemaId?: string | null,
  ): Promise<BlockDocument>;
  /** @throws {NotFoundError} */
  delete(id: string): Promise<void>;
  /** What an action needs of a block; null when there is none. */
  load(id: string): Promise<{ slug: string; name: string | null; data: BlockData } | null>;
}

/** Block documents over a database. Without a cipher none can be written or read. */
export function createBlockDocuments(
  { db }: Backend,
  queue: CommitQueue,
  cipher: Cipher = missingCipher,
): BlockDocuments {
  const seal = (data: BlockData): string => cipher.encrypt(JSON.stringify(data));
  const unseal = (row: BlockDocumentTable): BlockData => JSON.parse(cipher.decrypt(row.data)) as BlockData;
  const byId = (reader: Reader, id: string): Promise<BlockDocumentTable | undefined> =>
    reader.selectFrom('block_documents').selectAll().where('id', '=', id).executeTakeFirst();

  const complete = async (reader: Reader, row: BlockDocumentTable): Promise<BlockDocument> => {
    const [typeRow, schemaRow] = await Promise.all([
      reader.selectFrom('block_types').selectAll().where('id', '=', row.block_type_id).executeTakeFirst(),
      reader.selectFrom('block_schemas').selectAll().where('id', '=', row.block_schema_id).executeTakeFirst(),
    ]);
    const type = typeRow === undefined ? null : toBlockType(typeRow);
    const { data, references } = await resolveReferences(unseal(row), async (id) => {
      const referred = await byId(reader, id);
      return referred && complete(reader, referred);
    });
    return {
      id: row.id,
      created: formatTime(row.created),
      updated: formatTime(row.updated),
      name: row.name,
      data,
      block_schema_id: row.block_schema_id,
      block_schema: schemaRow === undefined ? null : toBlockSchema(schemaRow, type),
      block_type_id: row.block_type_id,
      block_type_name: type?.name ?? null,
      block_type: type,
      block_document_references: references,
      is_anonymous: row.is_anonymous === 1,
    };
  };

  const meant = async ({ documents, types, schemas, sort = 'NAME_ASC' }: BlockDocumentQuery) => {
    const [rows, typeRows, schemaRows] = await Promise.all([
      db.selectFrom('block_documents').selectAll().execute(),
      db.selectFrom('block_types').selectAll().execute(),
      db.selectFrom('block_schemas').selectAll().execute(),
    ]);
    const typeIds = new Set(typeRows.filter((row) => isTypeMeant(row, types)).map((row) => row.id));
    const schemaIds = new Set(schemaRows.filter((row) => isSchemaMeant(row, schemas)).map((row) => row.id));
    const typeNames = new Map(typeRows.map((row) => [row.id, row.name]));
    return rows
      .filter((row) => isDocumentMeant(row, documents))
      .filter(
        (row) =>
          (types == null || typeIds.has(row.block_type_id)) &&
          (schemas == null || schemaIds.has(row.block_schema_id)),
      )
      .sort(orders(sort, typeNames));
  };

  return {
    create: (body) =>
      queue.run(async ({ trx, now }) => {
        const type = await trx
          .selectFrom('block_types')
          .select('id')
          .where('id', '=', body.block_type_id)
          .executeTakeFirst();
        if (type === undefined) throw new NotFoundError('Block type');
        const schema = await trx
          .selectFrom('block_schemas')
          .select('id')
          .where('id', '=', body.block_schema_id)
          .executeTakeFirst();
        if (schema === undefined) throw new NotFoundError('Block schema');
        const id = newObjectId();
        // Anonymous ones are named by nobody; their id serves.
        const name = body.name ?? `anonymous-${id}`;
        const taken = await trx
          .selectFrom('block_documents')
          .select('id')
          .where('block_type_id', '=', body.block_type_id)
          .where('name', '=', name)
          .executeTakeFirst();
        if (taken !== undefined) throw new ConflictError('Block already exists');
        const row: BlockDocumentTable = {
          id,
          name,
          block_type_id: body.block_type_id,
          block_schema_id: body.block_schema_id,
          is_anonymous: body.is_anonymous ? 1 : 0,
          data: seal(body.data),
          created: now,
          updated: now,
        };
        await trx.insertInto('block_documents').values(row).execute();
        return complete(trx, row);
      }),
    async get(id) {
      const row = await byId(db, id);
      return row && complete(db, row);
    },
    async getByName(typeSlug, name) {
      const row = await db
        .selectFrom('block_documents')
        .selectAll('block_documents')
        .innerJoin('block_types', 'block_types.id', 'block_documents.block_type_id')
        .where('block_types.slug', '=', typeSlug)
        .where('block_documents.name', '=', name)
        .executeTakeFirst();
      return row && complete(db, row);
    },
    async filter(query) {
      return Promise.all(pageOf(await meant(query), query).map((row) => complete(db, row)));
    },
    count: async (query) => (await meant(query)).length,
    update: (id, edit, blockSchemaId) =>
      queue.run(async ({ trx, now }) => {
        const old = await byId(trx, id);
        if (old === undefined) throw new NotFoundError('Block document');
        const data = seal(edit(unseal(old)));
        const row = { ...old, data, block_schema_id: blockSchemaId ?? old.block_schema_id, updated: now };
        await trx.updateTable('block_documents').set(row).where('id', '=', id).execute();
        return complete(trx, row);
      }),
    delete: (id) =>
      queue.run(async ({ trx }) => {
        const { numDeletedRows } = await trx
          .deleteFrom('block_documents')
          .where('id', '=', id)
          .executeTakeFirst();
        if (numDeletedRows === 0n) throw new NotFoundError('Block document');
      }),
    async load(id) {
      const row = await byId(db, id);
      if (row === undefined) return null;
      const { name, data, block_type: type } = await complete(db, row);
      return { slug: type?.slug ?? '', name, data };
    },
  };
}

const missingCipher: Cipher = { encrypt: refuse, decrypt: refuse };

function refuse(): never {
  throw new AutomationError('cipher_missing', 'The store was opened without a cipher for secrets');
}
