import { NotFoundError } from '../../errors.ts';
import type { BlockSchema, BlockSchemaCreate, BlockSchemaFilter } from '../../schemas/blocks.ts';
import type { Backend } from '../backends/backend.ts';
import type { CommitQueue } from '../commit-queue.ts';
import { newObjectId } from '../ids.ts';
import { pageOf, type Page } from '../listing.ts';
import type { BlockSchemaTable } from '../schema.ts';
import { isSchemaMeant, readSchemas, toBlockSchema } from './block-schema-rows.ts';

/** Block schemas: the fields that blocks of a type have. */
export interface BlockSchemas {
  /** Registers a schema; the one with the same checksum and version, if there is one, is answered instead. */
  create(body: BlockSchemaCreate & { readonly checksum: string }): Promise<BlockSchema>;
  get(id: string): Promise<BlockSchema | undefined>;
  /** The newest with this checksum, of a version if one is given. */
  getByChecksum(checksum: string, version?: string): Promise<BlockSchema | undefined>;
  /** Newest first. */
  list(query?: Page & { readonly block_schemas?: BlockSchemaFilter | null }): Promise<BlockSchema[]>;
  /** What the schemas can do, all together. */
  capabilities(): Promise<string[]>;
  /** @throws {NotFoundError} */
  delete(id: string): Promise<void>;
}

/** Block schemas over a database. They are answered without their type. */
export function createBlockSchemas({ db }: Backend, queue: CommitQueue): BlockSchemas {
  return {
    create: ({ checksum, fields, block_type_id, capabilities, version }) =>
      queue.run(async ({ trx, now }) => {
        const old = await trx
          .selectFrom('block_schemas')
          .selectAll()
          .where('checksum', '=', checksum)
          .where('version', '=', version)
          .executeTakeFirst();
        if (old !== undefined) return toBlockSchema(old);
        const row: BlockSchemaTable = {
          id: newObjectId(),
          checksum,
          version,
          block_type_id,
          created: now,
          updated: now,
          body: JSON.stringify({ fields, capabilities }),
        };
        await trx.insertInto('block_schemas').values(row).execute();
        return toBlockSchema(row);
      }),
    async get(id) {
      const row = await db.selectFrom('block_schemas').selectAll().where('id', '=', id).executeTakeFirst();
      return row && toBlockSchema(row);
    },
    async getByChecksum(checksum, version) {
      let query = db.selectFrom('block_schemas').selectAll().where('checksum', '=', checksum);
      if (version !== undefined) query = query.where('version', '=', version);
      const row = await query.orderBy('created', 'desc').orderBy('id').executeTakeFirst();
      return row && toBlockSchema(row);
    },
    async list({ block_schemas: schemas, ...page } = {}) {
      const meant = (await readSchemas(db)).filter((row) => isSchemaMeant(row, schemas));
      return pageOf(meant.toReversed(), page).map(toBlockSchema);
    },
    async capabilities() {
      const all = (await readSchemas(db)).flatMap((row) => toBlockSchema(row).capabilities);
      return [...new Set(all)].sort();
    },
    delete: (id) =>
      queue.run(async ({ trx }) => {
        const { numDeletedRows } = await trx
          .deleteFrom('block_schemas')
          .where('id', '=', id)
          .executeTakeFirst();
        if (numDeletedRows === 0n) throw new NotFoundError('Block schema');
        await trx.deleteFrom('block_documents').where('block_schema_id', '=', id).execute();
      }),
  };
}
