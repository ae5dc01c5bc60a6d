import { ConflictError, NotFoundError } from '../../errors.ts';
import { formatTime } from '../../schemas/times.ts';
import type { Variable, VariableCreate, VariableFilter, VariableUpdate } from '../../schemas/variables.ts';
import type { Backend } from '../backends/backend.ts';
import type { CommitQueue } from '../commit-queue.ts';
import { newObjectId } from '../ids.ts';
import { by, isAnyOf, isLike, meets, pageOf, type Page } from '../listing.ts';
import type { Write } from '../log/write.ts';
import type { VariableTable } from '../schema.ts';

/** The orders in which variables can be listed. */
export type VariableSort = 'CREATED_DESC' | 'UPDATED_DESC' | 'NAME_DESC' | 'NAME_ASC';

/** Variables: named values. */
export interface Variables {
  /** @throws {ConflictError} when the name is taken. */
  create(body: VariableCreate): Promise<Variable>;
  get(id: string): Promise<Variable | undefined>;
  getByName(name: string): Promise<Variable | undefined>;
  filter(query: Page & { filter?: VariableFilter | null; sort?: VariableSort }): Promise<Variable[]>;
  count(filter?: VariableFilter | null): Promise<number>;
  /** What is absent or null stays, but a value may become null. @throws {NotFoundError} @throws {ConflictError} */
  patch(id: string, body: VariableUpdate): Promise<Variable>;
  /** @throws {NotFoundError} */
  delete(id: string): Promise<void>;
}

/** Variables over a database. */
export function createVariables({ db }: Backend, queue: CommitQueue): Variables {
  const all = async (filter: VariableFilter | null | undefined): Promise<VariableTable[]> => {
    const rows = await db.selectFrom('variables').selectAll().execute();
    return rows.filter((row) => isMeant(row, filter));
  };
  return {
    create: (body) =>
      queue.run(async (write) => {
        await refuseTaken(write, body.name);
        const row: VariableTable = {
          id: newObjectId(),
          name: body.name,
          value: JSON.stringify(body.value),
          tags: JSON.stringify(body.tags),
          created: write.now,
          updated: write.now,
        };
        await write.trx.insertInto('variables').values(row).execute();
        return toVariable(row);
      }),
    async get(id) {
      const row = await db.selectFrom('variables').selectAll().where('id', '=', id).executeTakeFirst();
      return row && toVariable(row);
    },
    async getByName(name) {
      const row = await db.selectFrom('variables').selectAll().where('name', '=', name).executeTakeFirst();
      return row && toVariable(row);
    },
    async filter({ filter, sort = 'NAME_ASC', ...page }) {
      return pageOf((await all(filter)).sort(orders[sort]), page).map(toVariable);
    },
    count: async (filter) => (await all(filter)).length,
    patch: (id, body) =>
      queue.run(async (write) => {
        const old = await write.trx
          .selectFrom('variables')
          .selectAll()
          .where('id', '=', id)
          .executeTakeFirst();
        if (old === undefined) throw new NotFoundError('Variable');
        if (body.name != null && body.name !== old.name) await refuseTaken(write, body.name);
        const row: VariableTable = {
          ...old,
          name: body.name ?? old.name,
          value: body.value === undefined ? old.value : JSON.stringify(body.value),
          tags: body.tags == null ? old.tags : JSON.stringify(body.tags),
          updated: write.now,
        };
        await write.trx.updateTable('variables').set(row).where('id', '=', id).execute();
        return toVariable(row);
      }),
    delete: (id) =>
      queue.run(async ({ trx }) => {
        const { numDeletedRows } = await trx.deleteFrom('variables').where('id', '=', id).executeTakeFirst();
        if (numDeletedRows === 0n) throw new NotFoundError('Variable');
      }),
  };
}

const orders: Record<VariableSort, (a: VariableTable, b: VariableTable) => number> = {
  CREATED_DESC: by((row) => row.created, true),
  UPDATED_DESC: by((row) => row.updated, true),
  NAME_ASC: by((row) => row.name),
  NAME_DESC: by((row) => row.name, true),
};

async function refuseTaken(write: Write, name: string): Promise<void> {
  const taken = await write.trx
    .selectFrom('variables')
    .select('id')
    .where('name', '=', name)
    .executeTakeFirst();
  if (taken !== undefined) throw new ConflictError(`A variable with the name '${name}' already exists.`);
}

function toVariable(row: VariableTable): Variable {
  return {
    id: row.id,
    created: formatTime(row.created),
    updated: formatTime(row.updated),
    name: row.name,
    value: JSON.parse(row.value) as Variable['value'],
    tags: JSON.parse(row.tags) as string[],
  };
}

function isMeant(row: VariableTable, filter: VariableFilter | null | undefined): boolean {
  if (filter == null) return true;
  const tags = JSON.parse(row.tags) as string[];
  const wanted = filter.tags;
  return meets(filter.operator, [
    isAnyOf(row.id, filter.id),
    isAnyOf(row.name, filter.name),
    isLike(row.name, filter.name?.like_),
    wanted === null
      ? undefined
      : meets(wanted.operator, [
          wanted.all_ === null || wanted.all_.length === 0
            ? undefined
            : wanted.all_.every((tag) => tags.includes(tag)),
          wanted.is_null_ === null ? undefined : wanted.is_null_ === (tags.length === 0),
        ]),
  ]);
}
