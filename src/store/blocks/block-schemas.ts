import { NotFoundError } from '../../errors.ts';
import type { BlockSchema, BlockSchemaCreate, BlockSchemaFilter, BlockType } from '../../schemas/blocks.ts';
import type { Backend, Reader } from '../backends/backend.ts';
import type { CommitQueue } from '../commit-queue.ts';
import { newObjectId } from '../ids.ts';
import { pageOf, type Page } from '../listing.ts';
import type { BlockSchemaTable } from '../schema.ts';
import { isSchemaMeant, readSchemas, toBlockSchema } from './block-schema-rows.ts';
import { toBlockType } from './block-types.ts';

/** Block schemas: the fields that blocks of a type have. */
export interface BlockSchemas {
  /**
   * Registers a schema; one with the same checksum and version is answered instead, with `created: false`.
   *
   * @throws {NotFoundError} when its type does not exist
   */
  create(body: BlockSchemaCreate & { checksum: string }): Promise<{ schema: BlockSchema; created: boolean }>;
  get(id: string): Promise<BlockSchema | undefined>;
  /** The newest with this checksum, of a version if one is given. */
  getByChecksum(checksum: string, version?: string): Promise<BlockSchema | undefined>;
  filter(query: Page & { schemas?: BlockSchemaFilter | null }): Promise<BlockSchema[]>;
  /** @throws {NotFoundError} */
  delete(id: string): Promise<void>;
}

/** Block schemas over a database. */
export function createBlockSchemas({ db }: Backend, queue: CommitQueue): BlockSchemas {
  const withType = async (row: BlockSchemaTable | undefined): Promise<BlockSchema | undefined> =>
    row && toBlockSchema(row, await readType(db, row.block_type_id));
  return {
    create: ({ checksum, fields, block_type_id, capabilities, version }) =>
      queue.run(async ({ trx, now }) => {
        const type = await readType(trx, block_type_id);
        if (type === null) throw new NotFoundError(`Block type ${block_type_id}`);
        const old = await trx
          .selectFrom('block_schemas')
          .selectAll()
          .where('checksum', '=', checksum)
          .where('version', '=', version)
          .executeTakeFirst();
        if (old !== undefined) {
          return { schema: toBlockSchema(old, await readType(trx, old.block_type_id)), created: false };
        }
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
        return { schema: toBlockSchema(row, type), created: true };
      }),
    get: async (id) =>
      withType(await db.selectFrom('block_schemas').selectAll().where('id', '=', id).executeTakeFirst()),
    async getByChecksum(checksum, version) {
      let query = db.selectFrom('block_schemas').selectAll().where('checksum', '=', checksum);
      if (version !== undefined) query = query.where('version', '=', version);
      return withType(await query.orderBy('created', 'desc').orderBy('id').executeTakeFirst());
    },
    async filter({ schemas, ...page }) {
      const meant = (await readSchemas(db)).filter((row) => isSchemaMeant(row, schemas));
      const rows = pageOf(meant.toReversed(), page);
      return Promise.all(rows.map(async (row) => toBlockSchema(row, await readType(db, row.block_type_id))));
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

async function readType(db: Reader, id: string): Promise<BlockType | null> {
  const row = await db.selectFrom('block_types').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : toBlockType(row);
}
