/** Tables of what actions act on. As everywhere: times in epoch ms, booleans 0 or 1, JSON as text. */
export interface ObjectTables {
  flows: FlowTable;
  deployments: DeploymentTable;
  deployment_schedules: DeploymentScheduleTable;
  work_pools: WorkPoolTable;
  work_queues: WorkQueueTable;
  flow_runs: FlowRunTable;
  flow_run_states: FlowRunStateTable;
  /** The tags of flows, deployments and flow runs. */
  object_tags: { object_id: string; tag: string };
}

/** A flow: on Temporal, a workflow type. */
export interface FlowTable {
  id: string;
  name: string;
  created: number;
  updated: number;
  body: string;
}

/** A deployment; `body` holds what nobody searches for. */
export interface DeploymentTable {
  id: string;
  flow_id: string;
  name: string;
  paused: number;
  work_queue_id: string | null;
  concurrency_limit: number | null;
  created: number;
  updated: number;
  body: string;
}

/** A schedule of a deployment. */
export interface DeploymentScheduleTable {
  id: string;
  deployment_id: string;
  slug: string | null;
  active: number;
  created: number;
  updated: number;
  body: string;
}

/** A work pool; `polled` says whether anybody polled one of its queues when we last looked. */
export interface WorkPoolTable {
  id: string;
  name: string;
  type: string;
  is_paused: number;
  concurrency_limit: number | null;
  polled: number;
  created: number;
  updated: number;
  body: string;
}

/** A work queue; `last_polled` is when a worker was last seen at its task queue. */
export interface WorkQueueTable {
  id: string;
  work_pool_id: string;
  name: string;
  is_paused: number;
  concurrency_limit: number | null;
  priority: number;
  polled: number;
  last_polled: number | null;
  created: number;
  updated: number;
  body: string;
}

/** A flow run with its present state. */
export interface FlowRunTable {
  id: string;
  name: string;
  flow_id: string;
  deployment_id: string | null;
  work_queue_id: string | null;
  /** Who carries it out: our workflow, an execution that others started, or a client that tells us its states. */
  carrier: 'workflow' | 'execution' | 'client';
  /** The Temporal execution that does the work. */
  workflow_id: string | null;
  run_id: string | null;
  state_id: string | null;
  state_type: string | null;
  state_name: string | null;
  state_at: number | null;
  run_count: number;
  /** Total time in Running up to the end of the last such stretch, ms. */
  run_ms: number;
  expected_start: number | null;
  next_start: number | null;
  start_time: number | null;
  end_time: number | null;
  idempotency_key: string | null;
  flow_version: string | null;
  created_by_id: string | null;
  created_by_type: string | null;
  /** Length of the chain of causes of its events. */
  depth: number;
  created: number;
  updated: number;
  body: string;
}

/** A state that a flow run was in. Its id is that of its event, too. */
export interface FlowRunStateTable {
  id: string;
  flow_run_id: string;
  at: number;
  type: string;
  name: string;
  body: string;
}
