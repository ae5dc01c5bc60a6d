import { sql } from 'kysely';
import type { Deployment, DeploymentCreate, DeploymentUpdate } from '../../schemas/deployments.ts';
import type { NameSort } from '../../schemas/flows.ts';
import type { CrossFilters } from '../../schemas/object-filters.ts';
import type {
  DeploymentSchedule,
  DeploymentScheduleCreate,
  DeploymentScheduleUpdate,
} from '../../schemas/schedules.ts';
import type { Backend } from '../backends/backend.ts';
import type { CommitQueue } from '../commit-queue.ts';
import type { Page } from '../listing.ts';
import {
  changeDeployment,
  deleteDeployment,
  existingDeployment,
  putDeployment,
} from './deployment-changes.ts';
import { toDeployment, type JoinedDeployment } from './deployment-rows.ts';
import { deploymentCriteria } from './object-query.ts';
import { paged, sortedByName } from './paging.ts';
import { addSchedules, changeSchedule, readSchedules, removeSchedule } from './schedules.ts';

/** Deployments: what is run, with what, where and when. */
export interface Deployments {
  /**
   * Makes a deployment, or replaces the one of the same flow and name.
   *
   * @throws {AutomationError} 404 without such a flow or work pool
   */
  create(body: DeploymentCreate): Promise<{ deployment: Deployment; created: boolean }>;
  get(id: string): Promise<Deployment | undefined>;
  getByName(flow: string, name: string): Promise<Deployment | undefined>;
  filter(query: Page & CrossFilters & { sort?: NameSort }): Promise<Deployment[]>;
  count(filters: CrossFilters): Promise<number>;
  /** @param depth length of the chain of causes @throws {NotFoundError} */
  patch(id: string, body: DeploymentUpdate, depth?: number): Promise<void>;
  /** Its runs stay. @throws {NotFoundError} */
  delete(id: string): Promise<void>;
  /** @throws {NotFoundError} @throws {ConflictError} when a slug is taken. */
  addSchedules(id: string, schedules: readonly DeploymentScheduleCreate[]): Promise<DeploymentSchedule[]>;
  /** @throws {NotFoundError} */
  patchSchedule(id: string, scheduleId: string, change: DeploymentScheduleUpdate): Promise<void>;
  /** @throws {NotFoundError} */
  deleteSchedule(id: string, scheduleId: string): Promise<void>;
}

/** Deployments over a database. @param defaultPool the pool of those that name only a queue */
export function createDeployments({ db }: Backend, queue: CommitQueue, defaultPool: string): Deployments {
  const joined = () =>
    db
      .selectFrom('deployments')
      .leftJoin('work_queues as queue', 'queue.id', 'deployments.work_queue_id')
      .leftJoin('work_pools as pool', 'pool.id', 'queue.work_pool_id')
      .selectAll('deployments')
      .select([
        'queue.name as queue_name',
        'queue.polled as queue_polled',
        'queue.last_polled as last_polled',
        'pool.name as pool_name',
      ]);
  const read = async (rows: readonly JoinedDeployment[]): Promise<Deployment[]> => {
    const schedules = await readSchedules(
      db,
      rows.map(({ id }) => id),
    );
    return rows.map((row) => toDeployment(row, schedules.get(row.id) ?? []));
  };
  const get = async (id: string): Promise<Deployment | undefined> =>
    (await read(await joined().where('deployments.id', '=', id).execute()))[0];
  return {
    async create(body) {
      const { id, created } = await queue.run((write) => putDeployment(write, body, defaultPool), idempotent);
      return { deployment: (await get(id))!, created };
    },
    get,
    async getByName(flow, name) {
      const rows = await joined()
        .where('deployments.name', '=', name)
        .where('deployments.flow_id', 'in', (eb) =>
          eb.selectFrom('flows').select('flows.id').where('flows.name', '=', flow),
        )
        .execute();
      return (await read(rows))[0];
    },
    async filter({ sort = 'NAME_ASC', limit = null, offset = null, ...filters }) {
      const query = db.selectFrom('deployments').select('id').where(deploymentCriteria(filters));
      const ids = await paged(sortedByName(query, 'deployments', sort), { limit, offset }).execute();
      if (ids.length === 0) return [];
      const rows = await joined()
        .where(
          'deployments.id',
          'in',
          ids.map(({ id }) => id),
        )
        .execute();
      const found = new Map((await read(rows)).map((one) => [one.id, one]));
      return ids.flatMap(({ id }) => found.get(id) ?? []);
    },
    async count(filters) {
      const { count } = await db
        .selectFrom('deployments')
        .select(sql<number>`count(*)`.as('count'))
        .where(deploymentCriteria(filters))
        .executeTakeFirstOrThrow();
      return Number(count);
    },
    patch: (id, body, depth = 0) =>
      queue.run((write) => changeDeployment(write, id, body, { depth, defaultPool }), idempotent),
    delete: (id) => queue.run((write) => deleteDeployment(write, id)),
    addSchedules: (id, schedules) =>
      queue.run(async (write) => {
        await existingDeployment(write.trx, id);
        return addSchedules(write, id, schedules);
      }),
    patchSchedule: (id, scheduleId, change) =>
      queue.run((write) => changeSchedule(write, id, scheduleId, change), idempotent),
    deleteSchedule: (id, scheduleId) => queue.run((write) => removeSchedule(write, id, scheduleId)),
  };
}

const idempotent = { idempotent: true };
