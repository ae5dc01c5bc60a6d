import { sql } from 'kysely';
import { NotFoundError } from '../../errors.ts';
import type { FlowRun, FlowRunSort, FlowRunUpdate } from '../../schemas/flow-runs.ts';
import type { CrossFilters } from '../../schemas/object-filters.ts';
import type { Backend } from '../backends/backend.ts';
import type { CommitQueue } from '../commit-queue.ts';
import type { Page } from '../listing.ts';
import { changeFlowRun, insertFlowRun, removeFlowRuns, type NewFlowRun } from './flow-run-changes.ts';
import { toFlowRun } from './flow-run-rows.ts';
import { changeState, type Transition, type TransitionOutcome } from './flow-run-states.ts';
import { flowRunCriteria } from './object-query.ts';
import { paged } from './paging.ts';
import type { FlowRunTable } from './tables.ts';

/** Flow runs and their states. */
export interface FlowRuns {
  /** Makes a run in its first state, or answers the one of this id. */
  create(run: NewFlowRun): Promise<{ run: FlowRun; created: boolean }>;
  get(id: string): Promise<FlowRun | undefined>;
  /** The row itself: who carries a run out, and where. */
  row(id: string): Promise<FlowRunTable | undefined>;
  filter(query: Page & CrossFilters & { sort?: FlowRunSort }): Promise<FlowRun[]>;
  count(filters: CrossFilters): Promise<number>;
  /** How many runs of a queue have not been started in time. */
  countLate(workQueueId: string): Promise<number>;
  /** @throws {NotFoundError} */
  patch(id: string, change: FlowRunUpdate): Promise<void>;
  /** Puts a run into a state, and tells of it by an event, once. @throws {NotFoundError} */
  setState(id: string, transition: Transition): Promise<TransitionOutcome>;
  /** @throws {NotFoundError} */
  delete(id: string): Promise<void>;
}

/** Flow runs over a database. */
export function createFlowRuns(backend: Backend, queue: CommitQueue): FlowRuns {
  const { db } = backend;
  const joined = () =>
    db
      .selectFrom('flow_runs')
      .leftJoin('work_queues as queue', 'queue.id', 'flow_runs.work_queue_id')
      .leftJoin('work_pools as pool', 'pool.id', 'queue.work_pool_id')
      .selectAll('flow_runs')
      .select(['queue.name as queue_name', 'pool.id as pool_id', 'pool.name as pool_name']);
  const get = async (id: string): Promise<FlowRun | undefined> => {
    const row = await joined().where('flow_runs.id', '=', id).executeTakeFirst();
    return row && toFlowRun(row, await backend.now());
  };
  return {
    async create(run) {
      const { row, created } = await queue.run((write) => insertFlowRun(write, run), idempotent);
      return { run: (await get(row.id))!, created };
    },
    get,
    row: (id) => db.selectFrom('flow_runs').selectAll().where('id', '=', id).executeTakeFirst(),
    async filter({ sort = 'ID_DESC', limit = null, offset = null, ...filters }) {
      const [column, direction] = SORTS[sort];
      const at = sql.ref(`flow_runs.${column}`);
      const query = joined()
        .where(flowRunCriteria(filters))
        // The databases differ in where nulls come.
        .orderBy(sql`case when ${at} is null then 1 else 0 end`)
        .orderBy(at, direction)
        .orderBy('flow_runs.id', 'desc');
      const rows = await paged(query, { limit, offset }).execute();
      const now = await backend.now();
      return rows.map((row) => toFlowRun(row, now));
    },
    async count(filters) {
      const { count } = await db
        .selectFrom('flow_runs')
        .select(sql<number>`count(*)`.as('count'))
        .where(flowRunCriteria(filters))
        .executeTakeFirstOrThrow();
      return Number(count);
    },
    async countLate(workQueueId) {
      const { count } = await db
        .selectFrom('flow_runs')
        .select(sql<number>`count(*)`.as('count'))
        .where('work_queue_id', '=', workQueueId)
        .where('state_type', '=', 'SCHEDULED')
        .where('state_name', '=', 'Late')
        .executeTakeFirstOrThrow();
      return Number(count);
    },
    patch: (id, change) => queue.run((write) => changeFlowRun(write, id, change), idempotent),
    setState: (id, transition) => queue.run((write) => changeState(write, id, transition), idempotent),
    delete: (id) =>
      queue.run(async (write) => {
        if ((await removeFlowRuns(write, [id])) === 0) throw new NotFoundError('Flow run');
      }),
  };
}

const idempotent = { idempotent: true };

const SORTS = {
  ID_DESC: ['id', 'desc'],
  START_TIME_ASC: ['start_time', 'asc'],
  START_TIME_DESC: ['start_time', 'desc'],
  EXPECTED_START_TIME_ASC: ['expected_start', 'asc'],
  EXPECTED_START_TIME_DESC: ['expected_start', 'desc'],
  NAME_ASC: ['name', 'asc'],
  NAME_DESC: ['name', 'desc'],
  NEXT_SCHEDULED_START_TIME_ASC: ['next_start', 'asc'],
  END_TIME_DESC: ['end_time', 'desc'],
} as const satisfies Record<FlowRunSort, readonly [keyof FlowRunTable, 'asc' | 'desc']>;
