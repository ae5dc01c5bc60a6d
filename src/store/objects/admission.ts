import { stateCreateSchema } from '../../schemas/states.ts';
import { formatTime } from '../../schemas/times.ts';
import type { Write } from '../log/write.ts';
import { isFinal } from './flow-run-rows.ts';
import { changeState } from './flow-run-states.ts';
import { ACTIVE_STATES } from './slots.ts';
import type { DeploymentTable, FlowRunTable, WorkPoolTable, WorkQueueTable } from './tables.ts';

/** A run that has not been started this long after its time is late, in ms; as with Prefect. */
const LATE_AFTER_MS = 15_000;
/** Between two looks at a gate that nobody has told us has opened, in ms. */
const LOOK_AGAIN_MS = 60_000;

/** Whether a run may start now: yes, later, or not at all. */
export type Admission =
  | { readonly decision: 'go' }
  | { readonly decision: 'wait'; readonly waitMs: number; readonly reason: string }
  | { readonly decision: 'cancel'; readonly reason: string }
  | { readonly decision: 'ended' };

/**
 * Looks whether a run may start: its time has come, neither its pool nor its queue is paused, and all limits have a place
 * left, which it then takes by entering Pending. One that has waited too long becomes Late.
 */
export async function admit(write: Write, id: string): Promise<Admission> {
  const run = await write.trx.selectFrom('flow_runs').selectAll().where('id', '=', id).executeTakeFirst();
  if (run === undefined || isFinal(run.state_type)) return { decision: 'ended' };
  if (run.state_type === 'PENDING') return { decision: 'go' };
  if (run.state_type !== 'SCHEDULED') return wait(`The flow run is ${run.state_name}`);
  const due = run.next_start ?? write.now;
  if (due > write.now) return wait('Its time has not come', due - write.now);
  const closed = await closedGate(write, run);
  if (closed === null) {
    await changeState(write, id, {
      key: `pending/${run.state_id}`,
      state: stateCreateSchema.parse({ type: 'PENDING' }),
    });
    return { decision: 'go' };
  }
  if (closed.cancel) return { decision: 'cancel', reason: closed.reason };
  if (run.state_name === 'Late') return wait(closed.reason);
  const lateIn = due + LATE_AFTER_MS - write.now;
  if (lateIn > 0) return wait(closed.reason, lateIn);
  const state = stateCreateSchema.parse({
    type: 'SCHEDULED',
    name: 'Late',
    message: closed.reason,
    state_details: { scheduled_time: formatTime(due) },
  });
  await changeState(write, id, { key: `late/${run.state_id}`, state });
  return wait(closed.reason);
}

function wait(reason: string, waitMs = LOOK_AGAIN_MS): Admission {
  return { decision: 'wait', reason, waitMs: Math.max(1, Math.min(waitMs, MOST_WAIT_MS)) };
}

/** Timers in workflows may be long, but a clock that is set right in between should not matter for long. */
const MOST_WAIT_MS = 24 * 3_600_000;

interface ClosedGate {
  readonly reason: string;
  readonly cancel?: boolean;
}

async function closedGate(write: Write, run: FlowRunTable): Promise<ClosedGate | null> {
  const { trx } = write;
  const deployment =
    run.deployment_id === null
      ? undefined
      : await trx
          .selectFrom('deployments')
          .selectAll()
          .where('id', '=', run.deployment_id)
          .executeTakeFirst();
  const queue =
    run.work_queue_id === null
      ? undefined
      : await trx
          .selectFrom('work_queues')
          .selectAll()
          .where('id', '=', run.work_queue_id)
          .executeTakeFirst();
  const pool =
    queue &&
    (await trx.selectFrom('work_pools').selectAll().where('id', '=', queue.work_pool_id).executeTakeFirst());
  if (pool?.is_paused === 1) return { reason: `The work pool '${pool.name}' is paused` };
  if (queue?.is_paused === 1) return { reason: `The work queue '${queue.name}' is paused` };
  return (
    (deployment && (await deploymentLimit(write, deployment))) ??
    (queue && (await queueLimit(write, queue))) ??
    (pool && queue && (await poolLimit(write, pool, queue))) ??
    null
  );
}

async function deploymentLimit(write: Write, deployment: DeploymentTable): Promise<ClosedGate | null> {
  const { concurrency_limit: limit, name } = deployment;
  if (limit === null) return null;
  const { count } = await active(write).where('deployment_id', '=', deployment.id).executeTakeFirstOrThrow();
  if (Number(count) < limit) return null;
  const { concurrency_options: options } = JSON.parse(deployment.body) as {
    concurrency_options: { collision_strategy: string } | null;
  };
  const reason = `The deployment '${name}' has reached its concurrency limit of ${limit}`;
  return { reason, cancel: options?.collision_strategy === 'CANCEL_NEW' };
}

async function queueLimit(write: Write, queue: WorkQueueTable): Promise<ClosedGate | null> {
  const { concurrency_limit: limit, name } = queue;
  if (limit === null) return null;
  const { count } = await active(write).where('work_queue_id', '=', queue.id).executeTakeFirstOrThrow();
  if (Number(count) < limit) return null;
  return { reason: `The work queue '${name}' has reached its concurrency limit of ${limit}` };
}

/** The places of a limited pool go to its queues by their priority. */
async function poolLimit(
  write: Write,
  pool: WorkPoolTable,
  queue: WorkQueueTable,
): Promise<ClosedGate | null> {
  const { concurrency_limit: limit, name } = pool;
  if (limit === null) return null;
  const { trx } = write;
  const queues = await trx
    .selectFrom('work_queues')
    .selectAll()
    .where('work_pool_id', '=', pool.id)
    .execute();
  const { count } = await active(write)
    .where(
      'work_queue_id',
      'in',
      queues.map(({ id }) => id),
    )
    .executeTakeFirstOrThrow();
  const left = limit - Number(count);
  if (left <= 0) return { reason: `The work pool '${name}' has reached its concurrency limit of ${limit}` };
  const before = queues.filter((one) => one.priority < queue.priority && one.is_paused === 0);
  if (before.length === 0) return null;
  const waiting = await trx
    .selectFrom('flow_runs')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('state_type', '=', 'SCHEDULED')
    .where('next_start', '<=', write.now)
    .where(
      'work_queue_id',
      'in',
      before.map(({ id }) => id),
    )
    .executeTakeFirstOrThrow();
  if (Number(waiting.count) < left) return null;
  return { reason: `Runs of queues with a higher priority come first in the work pool '${name}'` };
}

function active({ trx }: Write) {
  return trx
    .selectFrom('flow_runs')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('state_type', 'in', ACTIVE_STATES);
}
