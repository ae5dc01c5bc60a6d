import type { FlowRun } from '../../schemas/flow-runs.ts';
import type { Provenance } from '../../schemas/names.ts';
import type { State } from '../../schemas/states.ts';
import { formatTime } from '../../schemas/times.ts';
import type { FlowRunStateTable, FlowRunTable } from './tables.ts';

/** What of a flow run nobody searches for. */
export interface FlowRunBody {
  readonly parameters: Record<string, unknown>;
  readonly context: Record<string, unknown>;
  readonly empirical_policy: Record<string, unknown>;
  readonly tags: readonly string[];
  readonly labels: Record<string, unknown>;
  readonly job_variables: Record<string, unknown> | null;
  readonly deployment_version: string | null;
  readonly auto_scheduled: boolean;
  readonly infrastructure_document_id: string | null;
  readonly infrastructure_pid: string | null;
  readonly created_by: Provenance;
  readonly state: StateBody | null;
}

/** What of a state nobody searches for. */
export type StateBody = Pick<State, 'message' | 'data' | 'state_details'>;

/** A flow run's row with the names of where it runs. */
export interface JoinedFlowRun extends FlowRunTable {
  readonly queue_name: string | null;
  readonly pool_id: string | null;
  readonly pool_name: string | null;
}

/** The present state of a run. */
export function stateOf(row: FlowRunTable): State | null {
  if (row.state_id === null || row.state_type === null || row.state_name === null) return null;
  const { state } = JSON.parse(row.body) as FlowRunBody;
  return {
    id: row.state_id,
    type: row.state_type as State['type'],
    name: row.state_name,
    timestamp: formatTime(row.state_at ?? row.updated),
    message: state?.message ?? null,
    data: state?.data ?? null,
    state_details: state?.state_details ?? {},
  };
}

/** A state as it is read. */
export function toState({ id, type, name, at, body }: FlowRunStateTable): State {
  const { message = null, data = null, state_details = {} } = JSON.parse(body) as Partial<StateBody>;
  return { id, type: type as State['type'], name, timestamp: formatTime(at), message, data, state_details };
}

/** A flow run as it is read. @param now epoch ms, for the times of runs under way */
export function toFlowRun(row: JoinedFlowRun, namespace: string, now: number): FlowRun {
  const { state: _state, tags, labels, ...body } = JSON.parse(row.body) as FlowRunBody;
  const state = stateOf(row);
  const running = row.state_type === 'RUNNING' ? Math.max(0, now - (row.state_at ?? now)) : 0;
  const begun = row.start_time ?? (isFinal(row.state_type) ? (row.end_time ?? now) : now);
  const delay = row.expected_start === null ? 0 : Math.max(0, begun - row.expected_start);
  return {
    id: row.id,
    created: formatTime(row.created),
    updated: formatTime(row.updated),
    name: row.name,
    flow_id: row.flow_id,
    deployment_id: row.deployment_id,
    work_queue_id: row.work_queue_id,
    work_queue_name: row.queue_name,
    work_pool_id: row.pool_id,
    work_pool_name: row.pool_name,
    flow_version: row.flow_version,
    idempotency_key: row.idempotency_key,
    state_id: row.state_id,
    state_type: state?.type ?? null,
    state_name: row.state_name,
    state,
    run_count: row.run_count,
    expected_start_time: time(row.expected_start),
    next_scheduled_start_time: time(row.next_start),
    start_time: time(row.start_time),
    end_time: time(row.end_time),
    total_run_time: row.run_ms / 1000,
    estimated_run_time: (row.run_ms + running) / 1000,
    estimated_start_time_delta: delay / 1000,
    parent_task_run_id: null,
    tags: [...tags],
    labels: { ...labels, ...workflowLabels(row, namespace) },
    ...body,
  };
}

/** Where Temporal shows the work of a run: the user's workflow, or while that has not begun the one that waits for it. */
function workflowLabels(row: JoinedFlowRun, namespace: string): Record<string, string> {
  if (row.carrier === 'client' || row.workflow_id === null) return {};
  const workflowId = row.carrier === 'workflow' && row.run_id !== null ? row.id : row.workflow_id;
  return {
    'temporal.namespace': namespace,
    'temporal.workflow-id': workflowId,
    ...(row.run_id !== null && { 'temporal.run-id': row.run_id }),
  };
}

/** Whether a run in a state of this type has ended. */
export function isFinal(type: string | null): boolean {
  return type === 'COMPLETED' || type === 'FAILED' || type === 'CANCELLED' || type === 'CRASHED';
}

function time(at: number | null): string | null {
  return at === null ? null : formatTime(at);
}
