import { NotFoundError } from '../../errors.ts';
import type { FlowRunUpdate } from '../../schemas/flow-runs.ts';
import type { StateCreate } from '../../schemas/states.ts';
import { derivedId, newObjectId } from '../ids.ts';
import type { Write } from '../log/write.ts';
import { flowRunName } from './flow-run-names.ts';
import type { FlowRunBody } from './flow-run-rows.ts';
import { enter } from './flow-run-states.ts';
import type { FlowRunTable } from './tables.ts';
import { writeTags } from './tags.ts';

/** A flow run that comes about. */
export interface NewFlowRun extends Partial<Omit<FlowRunBody, 'state'>> {
  /** When a run of this id is there, it is answered as it is. */
  readonly id?: string;
  readonly flowId: string;
  readonly deploymentId?: string | null;
  readonly workQueueId?: string | null;
  readonly name?: string | null;
  readonly carrier: FlowRunTable['carrier'];
  readonly workflowId?: string | null;
  readonly runId?: string | null;
  readonly flowVersion?: string | null;
  readonly idempotencyKey?: string | null;
  /** Length of the chain of causes; 0 when absent. */
  readonly depth?: number;
  /** Its first state, and when it entered it (epoch ms; now when absent); none when null. */
  readonly state: StateCreate | null;
  readonly at?: number;
}

/** Makes a flow run in its first state, with the event that tells of it. */
export async function insertFlowRun(
  write: Write,
  run: NewFlowRun,
): Promise<{ row: FlowRunTable; created: boolean }> {
  const id = run.id ?? newObjectId();
  const known = await write.trx.selectFrom('flow_runs').selectAll().where('id', '=', id).executeTakeFirst();
  if (known !== undefined) return { row: known, created: false };
  const body: FlowRunBody = {
    parameters: run.parameters ?? {},
    context: run.context ?? {},
    empirical_policy: run.empirical_policy ?? {},
    tags: run.tags ?? [],
    labels: run.labels ?? {},
    job_variables: run.job_variables ?? null,
    deployment_version: run.deployment_version ?? null,
    auto_scheduled: run.auto_scheduled ?? false,
    infrastructure_document_id: run.infrastructure_document_id ?? null,
    infrastructure_pid: run.infrastructure_pid ?? null,
    created_by: run.created_by ?? null,
    state: null,
  };
  const row: FlowRunTable = {
    id,
    name: run.name ?? flowRunName(id),
    flow_id: run.flowId,
    deployment_id: run.deploymentId ?? null,
    work_queue_id: run.workQueueId ?? null,
    carrier: run.carrier,
    workflow_id: run.workflowId ?? null,
    run_id: run.runId ?? null,
    state_id: null,
    state_type: null,
    state_name: null,
    state_at: null,
    run_count: 0,
    run_ms: 0,
    expected_start: null,
    next_start: null,
    start_time: null,
    end_time: null,
    idempotency_key: run.idempotencyKey ?? null,
    flow_version: run.flowVersion ?? null,
    created_by_id: body.created_by?.id ?? null,
    created_by_type: body.created_by?.type ?? null,
    depth: run.depth ?? 0,
    created: write.now,
    updated: write.now,
    body: JSON.stringify(body),
  };
  await write.trx.insertInto('flow_runs').values(row).execute();
  await writeTags(write.trx, id, body.tags);
  if (run.state === null) return { row, created: true };
  const entered = await enter(write, row, derivedId('flow-run-state', id, 'first'), {
    key: 'first',
    state: run.state,
    ...(run.at !== undefined && { at: run.at }),
  });
  return { row: entered, created: true };
}

/** What callers may change of a run; labels are added to those that it has. */
export interface FlowRunChange extends FlowRunUpdate {
  readonly labels?: Record<string, unknown>;
}

/** Changes what callers may change; what is absent stays. @throws {NotFoundError} */
export async function changeFlowRun(write: Write, id: string, change: FlowRunChange): Promise<void> {
  const { trx } = write;
  const old = await trx.selectFrom('flow_runs').selectAll().where('id', '=', id).executeTakeFirst();
  if (old === undefined) throw new NotFoundError('Flow run');
  const known = JSON.parse(old.body) as FlowRunBody;
  const body: FlowRunBody = {
    ...known,
    parameters: change.parameters ?? known.parameters,
    empirical_policy: change.empirical_policy ?? known.empirical_policy,
    tags: change.tags ?? known.tags,
    labels: { ...known.labels, ...change.labels },
    infrastructure_pid:
      change.infrastructure_pid === undefined ? known.infrastructure_pid : change.infrastructure_pid,
    job_variables: change.job_variables === undefined ? known.job_variables : change.job_variables,
  };
  await trx
    .updateTable('flow_runs')
    .set({
      name: change.name ?? old.name,
      flow_version: change.flow_version === undefined ? old.flow_version : change.flow_version,
      updated: write.now,
      body: JSON.stringify(body),
    })
    .where('id', '=', id)
    .execute();
  if (change.tags !== undefined) await writeTags(trx, id, change.tags);
}

/** Removes runs with all that is theirs; answers how many. */
export async function removeFlowRuns({ trx }: Write, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0;
  await trx.deleteFrom('flow_run_states').where('flow_run_id', 'in', ids).execute();
  await trx.deleteFrom('object_tags').where('object_id', 'in', ids).execute();
  const { numDeletedRows } = await trx.deleteFrom('flow_runs').where('id', 'in', ids).executeTakeFirst();
  return Number(numDeletedRows);
}
