import { ConflictError, NotFoundError } from '../../errors.ts';
import type {
  BlockSchemaFilter,
  BlockType,
  BlockTypeCreate,
  BlockTypeFilter,
  BlockTypeUpdate,
} from '../../schemas/blocks.ts';
import { formatTime } from '../../schemas/times.ts';
import type { Backend } from '../backends/backend.ts';
import type { CommitQueue } from '../commit-queue.ts';
import { newObjectId } from '../ids.ts';
import { by, isAnyOf, isLike, meets, pageOf, type Page } from '../listing.ts';
import type { BlockTypeTable } from '../schema.ts';
import { isSchemaMeant, readSchemas } from './block-schema-rows.ts';

/** Which block types. */
export interface BlockTypeQuery extends Page {
  readonly block_types?: BlockTypeFilter | null;
  readonly block_schemas?: BlockSchemaFilter | null;
}

/** Block types: the kinds of blocks there are. */
export interface BlockTypes {
  /** @throws {ConflictError} when the slug is taken. */
  create(body: BlockTypeCreate): Promise<BlockType>;
  get(id: string): Promise<BlockType | undefined>;
  getBySlug(slug: string): Promise<BlockType | undefined>;
  list(query?: BlockTypeQuery): Promise<BlockType[]>;
  /** What is absent stays. @throws {NotFoundError} */
  update(id: string, body: BlockTypeUpdate): Promise<BlockType>;
  /** With its schemas and documents. @throws {NotFoundError} */
  delete(id: string): Promise<void>;
}

/** Block types over a database. */
export function createBlockTypes({ db }: Backend, queue: CommitQueue): BlockTypes {
  return {
    create: (body) =>
      queue.run(async (write) => {
        const { name, slug, ...rest } = body;
        const taken = await write.trx
          .selectFrom('block_types')
          .select('id')
          .where('slug', '=', slug)
          .executeTakeFirst();
        if (taken !== undefined) throw new ConflictError(`Block type with slug "${slug}" already exists`);
        const times = { created: write.now, updated: write.now };
        const row: BlockTypeTable = { id: newObjectId(), slug, name, ...times, body: JSON.stringify(rest) };
        await write.trx.insertInto('block_types').values(row).execute();
        return toBlockType(row);
      }),
    async get(id) {
      const row = await db.selectFrom('block_types').selectAll().where('id', '=', id).executeTakeFirst();
      return row && toBlockType(row);
    },
    async getBySlug(slug) {
      const row = await db.selectFrom('block_types').selectAll().where('slug', '=', slug).executeTakeFirst();
      return row && toBlockType(row);
    },
    async list({ block_types: types, block_schemas: schemas, ...page } = {}) {
      const rows = await db.selectFrom('block_types').selectAll().execute();
      const bySchema =
        schemas == null
          ? null
          : new Set(
              (await readSchemas(db))
                .filter((schema) => isSchemaMeant(schema, schemas))
                .map((schema) => schema.block_type_id),
            );
      const meant = rows.filter((row) => isTypeMeant(row, types) && (bySchema?.has(row.id) ?? true));
      return pageOf(meant.sort(by((row) => row.name)), page).map(toBlockType);
    },
    update: (id, body) =>
      queue.run(async (write) => {
        const old = await write.trx
          .selectFrom('block_types')
          .selectAll()
          .where('id', '=', id)
          .executeTakeFirst();
        if (old === undefined) throw new NotFoundError('Block type');
        const given = Object.entries(body).filter(([, value]) => value !== undefined);
        const kept = { ...(JSON.parse(old.body) as object), ...Object.fromEntries(given) };
        const row: BlockTypeTable = { ...old, updated: write.now, body: JSON.stringify(kept) };
        await write.trx.updateTable('block_types').set(row).where('id', '=', id).execute();
        return toBlockType(row);
      }),
    delete: (id) =>
      queue.run(async ({ trx }) => {
        const { numDeletedRows } = await trx
          .deleteFrom('block_types')
          .where('id', '=', id)
          .executeTakeFirst();
        if (numDeletedRows === 0n) throw new NotFoundError('Block type');
        await trx.deleteFrom('block_documents').where('block_type_id', '=', id).execute();
        await trx.deleteFrom('block_schemas').where('block_type_id', '=', id).execute();
      }),
  };
}

/** Whether a filter means this type. */
export function isTypeMeant(row: BlockTypeTable, filter: BlockTypeFilter | null | undefined): boolean {
  if (filter == null) return true;
  return meets('and_', [isLike(row.name, filter.name?.like_), isAnyOf(row.slug, filter.slug)]);
}

/** Reads a block type from its row. */
export function toBlockType(row: BlockTypeTable): BlockType {
  const { id, name, slug } = row;
  const times = { created: formatTime(row.created), updated: formatTime(row.updated) };
  const rest = JSON.parse(row.body) as Omit<BlockTypeCreate, 'name' | 'slug'>;
  return { id, ...times, name, slug, ...rest, is_protected: false };
}
