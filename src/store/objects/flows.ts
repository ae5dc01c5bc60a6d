import { NotFoundError } from '../../errors.ts';
import type { Flow, FlowCreate, FlowUpdate, NameSort } from '../../schemas/flows.ts';
import type { CrossFilters } from '../../schemas/object-filters.ts';
import { formatTime } from '../../schemas/times.ts';
import type { Backend } from '../backends/backend.ts';
import type { CommitQueue } from '../commit-queue.ts';
import { newObjectId } from '../ids.ts';
import type { Page } from '../listing.ts';
import type { Write } from '../log/write.ts';
import { deleteDeployment } from './deployment-changes.ts';
import { flowCriteria } from './object-query.ts';
import { flowResource, tell } from './object-events.ts';
import { paged, sortedByName } from './paging.ts';
import type { FlowTable } from './tables.ts';
import { writeTags } from './tags.ts';

/** Flows; on Temporal, workflow types. */
export interface Flows {
  /** Makes a flow, or answers the one of this name. */
  create(body: FlowCreate): Promise<{ flow: Flow; created: boolean }>;
  get(id: string): Promise<Flow | undefined>;
  getByName(name: string): Promise<Flow | undefined>;
  filter(query: Page & CrossFilters & { sort?: NameSort }): Promise<Flow[]>;
  count(filters: CrossFilters): Promise<number>;
  /** @throws {NotFoundError} */
  patch(id: string, body: FlowUpdate): Promise<void>;
  /** Deletes a flow with its deployments; its runs stay. @throws {NotFoundError} */
  delete(id: string): Promise<void>;
}

interface FlowBody {
  readonly tags: string[];
  readonly labels: Record<string, unknown>;
}

/** Flows over a database. */
export function createFlows({ db }: Backend, queue: CommitQueue): Flows {
  return {
    create: (body) =>
      queue.run(async (write) => {
        const known = await write.trx
          .selectFrom('flows')
          .selectAll()
          .where('name', '=', body.name)
          .executeTakeFirst();
        if (known !== undefined) return { flow: toFlow(known), created: false };
        const row = await insertFlow(write, body);
        return { flow: toFlow(row), created: true };
      }, idempotent),
    async get(id) {
      const row = await db.selectFrom('flows').selectAll().where('id', '=', id).executeTakeFirst();
      return row && toFlow(row);
    },
    async getByName(name) {
      const row = await db.selectFrom('flows').selectAll().where('name', '=', name).executeTakeFirst();
      return row && toFlow(row);
    },
    async filter({ sort = 'NAME_ASC', limit = null, offset = null, ...filters }) {
      const query = db.selectFrom('flows').selectAll().where(flowCriteria(filters));
      const rows = await paged(sortedByName(query, 'flows', sort), { limit, offset }).execute();
      return rows.map(toFlow);
    },
    async count(filters) {
      const { count } = await db
        .selectFrom('flows')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where(flowCriteria(filters))
        .executeTakeFirstOrThrow();
      return Number(count);
    },
    patch: (id, body) =>
      queue.run(async ({ trx, now }) => {
        const row = await trx.selectFrom('flows').selectAll().where('id', '=', id).executeTakeFirst();
        if (row === undefined) throw new NotFoundError('Flow');
        if (body.tags === undefined) return;
        const changed = JSON.stringify({ ...(JSON.parse(row.body) as FlowBody), tags: body.tags });
        await trx.updateTable('flows').set({ body: changed, updated: now }).where('id', '=', id).execute();
        await writeTags(trx, id, body.tags);
      }, idempotent),
    delete: (id) =>
      queue.run(async (write) => {
        const { trx } = write;
        const deployments = await trx
          .selectFrom('deployments')
          .select('id')
          .where('flow_id', '=', id)
          .execute();
        for (const deployment of deployments) await deleteDeployment(write, deployment.id);
        const { numDeletedRows } = await trx.deleteFrom('flows').where('id', '=', id).executeTakeFirst();
        if (numDeletedRows === 0n) throw new NotFoundError('Flow');
        await writeTags(trx, id, []);
      }),
  };
}

const idempotent = { idempotent: true };

/** Makes a flow in a transaction, with its event. */
export async function insertFlow(write: Write, body: FlowCreate): Promise<FlowTable> {
  const { name, tags } = body;
  const row: FlowTable = {
    id: newObjectId(),
    name,
    created: write.now,
    updated: write.now,
    body: JSON.stringify({ tags, labels: body.labels ?? {} } satisfies FlowBody),
  };
  await write.trx.insertInto('flows').values(row).execute();
  await writeTags(write.trx, row.id, tags);
  await tell(write, 'prefect.flow.created', flowResource(row));
  return row;
}

function toFlow(row: FlowTable): Flow {
  return {
    id: row.id,
    created: formatTime(row.created),
    updated: formatTime(row.updated),
    name: row.name,
    ...(JSON.parse(row.body) as FlowBody),
  };
}
