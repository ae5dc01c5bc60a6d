import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type {
  CrossFilters,
  DeploymentFilter,
  FlowFilter,
  FlowRunFilter,
  WorkPoolFilter,
  WorkQueueFilter,
} from '../../schemas/object-filters.ts';
import {
  among,
  beginsWith,
  between,
  combine,
  contains,
  during,
  isNull,
  notAmong,
  related,
  tagged,
  type Criterion,
} from './criteria.ts';

type Maybe<T> = T | null | undefined;

/** The flows that go with objects of the other kinds. */
export function flowCriteria(filters: CrossFilters): RawBuilder<SqlBool> {
  return combine('and_', [
    flows(filters.flows),
    related('deployments', sql`deployments.flow_id = flows.id`, deploymentsIn(filters)),
    related('flow_runs', sql`flow_runs.flow_id = flows.id`, flowRuns(filters.flow_runs)),
  ]);
}

/** The deployments that go with objects of the other kinds. */
export function deploymentCriteria(filters: CrossFilters): RawBuilder<SqlBool> {
  return combine('and_', [
    deploymentsIn(filters),
    related('flows', sql`flows.id = deployments.flow_id`, flows(filters.flows)),
    related('flow_runs', sql`flow_runs.deployment_id = deployments.id`, flowRuns(filters.flow_runs)),
  ]);
}

/** The flow runs that go with objects of the other kinds. */
export function flowRunCriteria(filters: CrossFilters): RawBuilder<SqlBool> {
  return combine('and_', [
    flowRuns(filters.flow_runs),
    related('flows', sql`flows.id = flow_runs.flow_id`, flows(filters.flows)),
    related('deployments', sql`deployments.id = flow_runs.deployment_id`, deployments(filters.deployments)),
    queueOf('flow_runs', filters),
  ]);
}

/** The work pools that a filter means. */
export function workPoolCriteria(filter: Maybe<WorkPoolFilter>): RawBuilder<SqlBool> {
  return combine('and_', [workPools(filter)]);
}

/** The work queues that a filter means. */
export function workQueueCriteria(filter: Maybe<WorkQueueFilter>): RawBuilder<SqlBool> {
  return combine('and_', [workQueues(filter)]);
}

function deploymentsIn(filters: CrossFilters): Criterion {
  const criteria = [deployments(filters.deployments), queueOf('deployments', filters)];
  return criteria.every((criterion) => criterion === undefined) ? undefined : combine('and_', criteria);
}

/** Whether something belongs to a work queue that is meant, of a pool that is meant. */
function queueOf(table: 'deployments' | 'flow_runs', filters: CrossFilters): Criterion {
  const pool = related(
    'work_pools',
    sql`work_pools.id = work_queues.work_pool_id`,
    workPools(filters.work_pools),
  );
  const queue = workQueues(filters.work_pool_queues);
  if (pool === undefined && queue === undefined) return undefined;
  return related(
    'work_queues',
    sql`work_queues.id = ${sql.ref(`${table}.work_queue_id`)}`,
    combine('and_', [pool, queue]),
  );
}

function flows(filter: Maybe<FlowFilter>): Criterion {
  if (filter == null) return undefined;
  const deployed = sql<SqlBool>`exists (select 1 from deployments where deployments.flow_id = flows.id)`;
  const isNotDeployed = filter.deployment?.is_null_;
  return combine(filter.operator, [
    among('flows.id', filter.id?.any_),
    notAmong('flows.id', filter.id?.not_any_),
    isNotDeployed == null ? undefined : isNotDeployed ? sql<SqlBool>`not ${deployed}` : deployed,
    among('flows.name', filter.name?.any_),
    contains('flows.name', filter.name?.like_),
    tagged('flows.id', filter.tags),
  ]);
}

function deployments(filter: Maybe<DeploymentFilter>): Criterion {
  if (filter == null) return undefined;
  const text = filter.flow_or_deployment_name?.like_;
  const queues = filter.work_queue_name?.any_;
  const paused = filter.paused?.eq_;
  const limit = filter.concurrency_limit;
  return combine(filter.operator, [
    among('deployments.id', filter.id?.any_),
    notAmong('deployments.id', filter.id?.not_any_),
    among('deployments.name', filter.name?.any_),
    contains('deployments.name', filter.name?.like_),
    text == null || text === ''
      ? undefined
      : combine('or_', [
          contains('deployments.name', text),
          related('flows', sql`flows.id = deployments.flow_id`, contains('flows.name', text)),
        ]),
    paused == null ? undefined : among('deployments.paused', [paused ? 1 : 0]),
    tagged('deployments.id', filter.tags),
    queues == null ? undefined : ofQueue('deployments', queues),
    isNull('deployments.concurrency_limit', limit?.is_null_),
    between('deployments.concurrency_limit', limit?.ge_, limit?.le_),
  ]);
}

function flowRuns(filter: Maybe<FlowRunFilter>): Criterion {
  if (filter == null) return undefined;
  const { deployment_id: deployment, work_queue_name: queue, state, created_by: creator } = filter;
  return combine(
    filter.operator,
    [
      among('flow_runs.id', filter.id?.any_),
      notAmong('flow_runs.id', filter.id?.not_any_),
      among('flow_runs.name', filter.name?.any_),
      contains('flow_runs.name', filter.name?.like_),
      tagged('flow_runs.id', filter.tags),
      deployment &&
        combine(deployment.operator, [
          among('flow_runs.deployment_id', deployment.any_),
          isNull('flow_runs.deployment_id', deployment.is_null_),
        ]),
      queue &&
        combine(queue.operator, [
          queue.any_ === null ? undefined : ofQueue('flow_runs', queue.any_),
          isNull('flow_runs.work_queue_id', queue.is_null_),
        ]),
      state &&
        combine(state.operator, [
          among('flow_runs.state_type', state.type?.any_),
          notAmong('flow_runs.state_type', state.type?.not_any_),
          among('flow_runs.state_name', state.name?.any_),
          notAmong('flow_runs.state_name', state.name?.not_any_),
        ]),
      among('flow_runs.flow_version', filter.flow_version?.any_),
      during('flow_runs.start_time', filter.start_time),
      during('flow_runs.end_time', filter.end_time),
      during('flow_runs.expected_start', filter.expected_start_time),
      during('flow_runs.next_start', filter.next_scheduled_start_time),
      // Runs have no parents here: Temporal's children are not followed as subflows.
      filter.parent_flow_run_id?.any_ == null ? undefined : sql<SqlBool>`1 = 0`,
      filter.parent_task_run_id?.any_ == null && filter.parent_task_run_id?.is_null_ !== false
        ? undefined
        : sql<SqlBool>`1 = 0`,
      among('flow_runs.idempotency_key', filter.idempotency_key?.any_),
      notAmong('flow_runs.idempotency_key', filter.idempotency_key?.not_any_),
      creator &&
        combine(creator.operator, [
          among('flow_runs.created_by_id', creator.id_),
          among('flow_runs.created_by_type', creator.type_),
          isNull('flow_runs.created_by_type', creator.is_null_),
        ]),
    ].map((criterion) => criterion ?? undefined),
  );
}

function ofQueue(table: 'deployments' | 'flow_runs', names: readonly string[]): Criterion {
  return related(
    'work_queues',
    sql`work_queues.id = ${sql.ref(`${table}.work_queue_id`)}`,
    among('work_queues.name', names),
  );
}

function workPools(filter: Maybe<WorkPoolFilter>): Criterion {
  if (filter == null) return undefined;
  return combine(filter.operator, [
    among('work_pools.id', filter.id?.any_),
    among('work_pools.name', filter.name?.any_),
    among('work_pools.type', filter.type?.any_),
  ]);
}

function workQueues(filter: Maybe<WorkQueueFilter>): Criterion {
  if (filter == null) return undefined;
  return combine(filter.operator, [
    among('work_queues.id', filter.id?.any_),
    among('work_queues.name', filter.name?.any_),
    beginsWith('work_queues.name', filter.name?.startswith_),
  ]);
}
