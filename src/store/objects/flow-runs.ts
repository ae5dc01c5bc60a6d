import { sql } from 'kysely';
import { NotFoundError } from '../../errors.ts';
import type { FlowRun, FlowRunSort } from '../../schemas/flow-runs.ts';
import type { CrossFilters } from '../../schemas/object-filters.ts';
import type { State } from '../../schemas/states.ts';
import type { Backend } from '../backends/backend.ts';
import type { CommitQueue } from '../commit-queue.ts';
import { derivedId } from '../ids.ts';
import type { Page } from '../listing.ts';
import { admit, type Admission } from './admission.ts';
import {
  changeFlowRun,
  insertFlowRun,
  removeFlowRuns,
  type FlowRunChange,
  type NewFlowRun,
} from './flow-run-changes.ts';
import { toFlowRun, toState } from './flow-run-rows.ts';
import {
  changeState,
  CONTINUED,
  continueRun,
  type Transition,
  type TransitionOutcome,
} from './flow-run-states.ts';
import { flowRunCriteria } from './object-query.ts';
import { paged } from './paging.ts';
import type { FlowRunTable } from './tables.ts';

/** Which waiting runs are meant; all criteria hold. */
export interface WaitingScope {
  readonly workPoolId?: string;
  readonly workQueueId?: string;
  readonly deploymentId?: string;
}

/** Flow runs and their states. */
export interface FlowRuns {
  /** Makes a run in its first state, or answers the one of this id. */
  create(run: NewFlowRun): Promise<{ run: FlowRun; created: boolean }>;
  get(id: string): Promise<FlowRun | undefined>;
  /** The row itself: who carries a run out, and where. */
  row(id: string): Promise<FlowRunTable | undefined>;
  filter(query: Page & CrossFilters & { sort?: FlowRunSort }): Promise<FlowRun[]>;
  count(filters: CrossFilters): Promise<number>;
  /** Looks whether a run may start; if so it takes its place and is Pending. */
  admit(id: string): Promise<Admission>;
  /** The workflow that carries a run out has been started. */
  handedOver(id: string, workflowId: string): Promise<void>;
  /** A run goes on in another run of its workflow: nobody else needs to know. */
  continuedIn(id: string, runId: string): Promise<void>;
  /** The runs that these executions carry out, by Temporal's run id; those of our own workflows by the id of their child. */
  ofExecutions(workflowIds: readonly string[]): Promise<FlowRunTable[]>;
  /** Runs whose time has come and that wait for a gate to open, the oldest first: all, or those of a scope. */
  waiting(scope: WaitingScope, limit: number): Promise<FlowRunTable[]>;
  /** Runs that Temporal should know of and may not, made longer ago than that, in ms. */
  leftBehind(olderThanMs: number, limit: number): Promise<FlowRunTable[]>;
  /** How many runs of a queue have not been started in time. */
  countLate(workQueueId: string): Promise<number>;
  /** @throws {NotFoundError} */
  patch(id: string, change: FlowRunChange): Promise<void>;
  /** Puts a run into a state, and tells of it by an event, once. @throws {NotFoundError} */
  setState(id: string, transition: Transition): Promise<TransitionOutcome>;
  /** The states that a run has been in, the first one first. */
  states(id: string): Promise<State[]>;
  /** A state by its own id. */
  state(stateId: string): Promise<State | undefined>;
  /** Whether a run has been put into a state under this key. */
  hasState(id: string, key: string): Promise<boolean>;
  /** @throws {NotFoundError} */
  delete(id: string): Promise<void>;
}

/** Flow runs over a database. @param namespace the one of Temporal that their workflows are in */
export function createFlowRuns(backend: Backend, queue: CommitQueue, namespace: string): FlowRuns {
  const { db } = backend;
  const joined = () =>
    db
      .selectFrom('flow_runs')
      .leftJoin('work_queues as queue', 'queue.id', 'flow_runs.work_queue_id')
      .leftJoin('work_pools as pool', 'pool.id', 'queue.work_pool_id')
      .selectAll('flow_runs')
      .select(['queue.name as queue_name', 'pool.id as pool_id', 'pool.name as pool_name']);
  // That a run goes on in another one of its workflow is noted there, too, and is no state.
  const states = () => db.selectFrom('flow_run_states').selectAll().where('name', '!=', CONTINUED);
  const get = async (id: string): Promise<FlowRun | undefined> => {
    const row = await joined().where('flow_runs.id', '=', id).executeTakeFirst();
    return row && toFlowRun(row, namespace, await backend.now());
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
      return rows.map((row) => toFlowRun(row, namespace, now));
    },
    async count(filters) {
      const { count } = await db
        .selectFrom('flow_runs')
        .select(sql<number>`count(*)`.as('count'))
        .where(flowRunCriteria(filters))
        .executeTakeFirstOrThrow();
      return Number(count);
    },
    admit: (id) => queue.run((write) => admit(write, id), idempotent),
    handedOver: (id, workflowId) =>
      queue.run(async ({ trx }) => {
        await trx.updateTable('flow_runs').set({ workflow_id: workflowId }).where('id', '=', id).execute();
      }, idempotent),
    continuedIn: (id, runId) => queue.run((write) => continueRun(write, id, runId), idempotent),
    async ofExecutions(workflowIds) {
      if (workflowIds.length === 0) return [];
      return db
        .selectFrom('flow_runs')
        .selectAll()
        .where((eb) =>
          eb.or([
            eb.and([eb('carrier', '=', 'execution'), eb('workflow_id', 'in', workflowIds)]),
            eb.and([eb('carrier', '=', 'workflow'), eb('id', 'in', workflowIds)]),
          ]),
        )
        .execute();
    },
    async waiting({ workPoolId, workQueueId, deploymentId }, limit) {
      let query = db
        .selectFrom('flow_runs')
        .selectAll()
        .where('state_type', '=', 'SCHEDULED')
        .where('carrier', '=', 'workflow')
        .where('workflow_id', 'is not', null)
        .where('next_start', '<=', await backend.now());
      if (workQueueId !== undefined) query = query.where('work_queue_id', '=', workQueueId);
      if (deploymentId !== undefined) query = query.where('deployment_id', '=', deploymentId);
      if (workPoolId !== undefined)
        query = query.where('work_queue_id', 'in', (eb) =>
          eb.selectFrom('work_queues').select('work_queues.id').where('work_pool_id', '=', workPoolId),
        );
      return query.orderBy('next_start').orderBy('id').limit(limit).execute();
    },
    leftBehind: async (olderThanMs, limit) =>
      db
        .selectFrom('flow_runs')
        .selectAll()
        .where('updated', '<', (await backend.now()) - olderThanMs)
        .where('carrier', '=', 'workflow')
        .where('workflow_id', 'is', null)
        .where('state_type', 'not in', ['COMPLETED', 'FAILED', 'CANCELLED', 'CRASHED'])
        .orderBy('updated')
        .limit(limit)
        .execute(),
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
    states: async (id) =>
      (await states().where('flow_run_id', '=', id).orderBy('at').orderBy('id').execute()).map(toState),
    async state(stateId) {
      const row = await states().where('id', '=', stateId).executeTakeFirst();
      return row && toState(row);
    },
    async hasState(id, key) {
      const stateId = derivedId('flow-run-state', id, key);
      const known = await db
        .selectFrom('flow_run_states')
        .select('id')
        .where('id', '=', stateId)
        .executeTakeFirst();
      return known !== undefined;
    },
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
