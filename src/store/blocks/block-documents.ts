import { AutomationError, ConflictError, NotFoundError } from '../../errors.ts';
import type { BlockDocument, BlockDocumentCreate } from '../../schemas/blocks.ts';
import { formatTime } from '../../schemas/times.ts';
import type { Cipher } from '../../secrets/cipher.ts';
import type { Backend, Reader } from '../backends/backend.ts';
import type { CommitQueue } from '../commit-queue.ts';
import { newObjectId } from '../ids.ts';
import { pageOf } from '../listing.ts';
import type { BlockDocumentTable } from '../schema.ts';
import { findDocuments, type BlockDocumentQuery } from './block-document-query.ts';
import { resolveReferences } from './block-references.ts';

/** A block document as it is kept: its data in clear, what it refers to by id only. */
export type StoredBlockDocument = Pick<
  BlockDocument,
  'id' | 'created' | 'updated' | 'name' | 'data' | 'block_schema_id' | 'block_type_id' | 'is_anonymous'
>;

/**
 * Block documents: configured blocks. Their data is encrypted at rest as a whole and given out in clear: whoever
 * replies with it masks the secrets first.
 */
export interface BlockDocuments {
  /** @throws {ConflictError} when the type has a document of this name. */
  create(body: BlockDocumentCreate & { readonly id?: string }): Promise<StoredBlockDocument>;
  get(id: string): Promise<StoredBlockDocument | undefined>;
  getByName(typeId: string, name: string): Promise<StoredBlockDocument | undefined>;
  list(query?: BlockDocumentQuery): Promise<StoredBlockDocument[]>;
  count(query?: BlockDocumentQuery): Promise<number>;
  /** What is absent stays. @throws {NotFoundError} */
  update(
    id: string,
    change: Partial<Pick<StoredBlockDocument, 'data' | 'block_schema_id'>>,
  ): Promise<StoredBlockDocument>;
  /** @throws {NotFoundError} */
  delete(id: string): Promise<void>;
  /** What an action needs of a block, the data of the blocks that it refers to in place; null when there is none. */
  load(id: string): Promise<{ slug: string; name: string | null; data: Record<string, unknown> } | null>;
}

/** Block documents over a database. Without a cipher none can be written or read. */
export function createBlockDocuments(
  { db }: Backend,
  queue: CommitQueue,
  cipher: Cipher = missingCipher,
): BlockDocuments {
  const seal = (data: StoredBlockDocument['data']): string => cipher.encrypt(JSON.stringify(data));
  const toDocument = (row: BlockDocumentTable): StoredBlockDocument => ({
    id: row.id,
    created: formatTime(row.created),
    updated: formatTime(row.updated),
    name: row.name,
    data: JSON.parse(cipher.decrypt(row.data)) as StoredBlockDocument['data'],
    block_schema_id: row.block_schema_id,
    block_type_id: row.block_type_id,
    is_anonymous: row.is_anonymous === 1,
  });
  const find = async (id: string): Promise<StoredBlockDocument | undefined> => {
    const row = await readRow(db, id);
    return row && toDocument(row);
  };
  return {
    create: (body) =>
      queue.run(async ({ trx, now }) => {
        const taken = await trx
          .selectFrom('block_documents')
          .select('id')
          .where('block_type_id', '=', body.block_type_id)
          .where('name', '=', body.name)
          .executeTakeFirst();
        if (taken !== undefined) throw new ConflictError('Block already exists');
        const row: BlockDocumentTable = {
          id: body.id ?? newObjectId(),
          name: body.name,
          block_type_id: body.block_type_id,
          block_schema_id: body.block_schema_id,
          is_anonymous: body.is_anonymous ? 1 : 0,
          data: seal(body.data),
          created: now,
          updated: now,
        };
        await trx.insertInto('block_documents').values(row).execute();
        return toDocument(row);
      }),
    get: find,
    async getByName(typeId, name) {
      const row = await db
        .selectFrom('block_documents')
        .selectAll()
        .where('block_type_id', '=', typeId)
        .where('name', '=', name)
        .executeTakeFirst();
      return row && toDocument(row);
    },
    list: async (query = {}) => pageOf(await findDocuments(db, query), query).map(toDocument),
    count: async (query = {}) => (await findDocuments(db, query)).length,
    update: (id, change) =>
      queue.run(async ({ trx, now }) => {
        const old = await readRow(trx, id);
        if (old === undefined) throw new NotFoundError('Block document');
        const row: BlockDocumentTable = {
          ...old,
          data: change.data === undefined ? old.data : seal(change.data),
          block_schema_id: change.block_schema_id ?? old.block_schema_id,
          updated: now,
        };
        await trx.updateTable('block_documents').set(row).where('id', '=', id).execute();
        return toDocument(row);
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
      const document = await find(id);
      if (document === undefined) return null;
      const type = await db
        .selectFrom('block_types')
        .select('slug')
        .where('id', '=', document.block_type_id)
        .executeTakeFirst();
      const data = await resolveReferences(id, document.data, async (other) => (await find(other))?.data);
      return { slug: type?.slug ?? '', name: document.name, data };
    },
  };
}

function readRow(reader: Reader, id: string): Promise<BlockDocumentTable | undefined> {
  return reader.selectFrom('block_documents').selectAll().where('id', '=', id).executeTakeFirst();
}

const missingCipher: Cipher = { encrypt: refuse, decrypt: refuse };

function refuse(): never {
  throw new AutomationError('cipher_missing', 'The store was opened without a cipher for secrets');
}
