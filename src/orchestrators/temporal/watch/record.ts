import type { Client } from '@temporalio/client';
import type { StateCreate } from '../../../schemas/states.ts';
import { formatTime } from '../../../schemas/times.ts';
import { isFinal } from '../../../store/objects/flow-run-rows.ts';
import type { FlowRunTable } from '../../../store/objects/tables.ts';
import type { Store } from '../../../store/store.ts';
import { ConflictError } from '../../../errors.ts';
import type { FlowRunEnd } from '../../../../workflows/flow-run-end.ts';
import { readEnd, readStart, type RunStart } from './execution-history.ts';
import { executionRunId, flowRunResourceId } from './ids.ts';
import { inheritedCause } from './inherited-cause.ts';
import type { SeenExecution } from './visibility.ts';

/** What the recorder works with. */
export interface RecorderOptions {
  readonly store: Pick<Store, 'flows' | 'flowRuns' | 'runCauses' | 'workQueues' | 'workPools'>;
  readonly client: Client;
}

/** Ids of flows and queues that are remembered; they hardly ever change. */
const REMEMBERED_MS = 60_000;
/** How many histories are read at the same time. */
const READERS = 20;

/**
 * Puts executions that others have started on record as flow runs. Each run and each state has an id that follows
 * from the execution, so that whatever is seen twice is told once.
 */
export class Recorder {
  readonly #store: RecorderOptions['store'];
  readonly #client: Client;
  #ids = new Map<string, Promise<string>>();
  #forgetAt = 0;

  constructor({ store, client }: RecorderOptions) {
    this.#store = store;
    this.#client = client;
  }

  /** Takes down what is new of these executions, in the order in which it happened. */
  async record(executions: readonly SeenExecution[]): Promise<void> {
    const known = await this.#store.flowRuns.ofExecutions([
      ...new Set(executions.map(({ workflowId }) => workflowId)),
    ]);
    const ours = new Set(known.filter(({ carrier }) => carrier === 'workflow').map(({ id }) => id));
    const byRun = new Map(known.map((row) => [row.run_id, row]));
    const others = executions.filter(({ workflowId }) => !ours.has(workflowId));
    // Temporal is asked about many at once; they are put on record one by one, in the order in which things happened.
    const found = await this.#readAll(others, byRun);
    for (const { execution, what } of others.flatMap(toNews).sort((a, b) => a.at - b.at)) {
      const { runId } = execution;
      const { start, end } = found.get(runId) ?? {};
      if (what === 'start' && start) byRun.set(runId, await this.#started(execution, start));
      const row = byRun.get(runId);
      if (what === 'end' && end && row) await this.#ended(execution, row, end);
    }
  }

  /** Reads how executions began, unless that is on record, and how they ended. */
  async #readAll(
    executions: readonly SeenExecution[],
    byRun: ReadonlyMap<string | null, FlowRunTable>,
  ): Promise<Map<string, { start?: RunStart; end?: FlowRunEnd | 'retried' | null }>> {
    const found = new Map<string, { start?: RunStart; end?: FlowRunEnd | 'retried' | null }>();
    const left = [...executions];
    const readers = Array.from({ length: READERS }, async () => {
      for (let execution = left.shift(); execution !== undefined; execution = left.shift()) {
        const row = byRun.get(execution.runId);
        const isOpen = execution.closed === null || isFinal(row?.state_type ?? null);
        found.set(execution.runId, {
          ...(row === undefined && { start: await readStart(this.#client, execution) }),
          ...(!isOpen && { end: await readEnd(this.#client, execution) }),
        });
      }
    });
    await Promise.all(readers);
    return found;
  }

  async #started(execution: SeenExecution, start: RunStart): Promise<FlowRunTable> {
    const { workflowId, runId, started } = execution;
    const { flowRuns } = this.#store;
    const { rootRunId, follows, parameters, ancestors } = start;
    const { namespace } = this.#client.options;
    const id = executionRunId(namespace, workflowId, rootRunId);
    const cause = await inheritedCause(this.#store, namespace, ancestors);
    // Before the event that it is needed for.
    if (cause?.source != null)
      await this.#store.runCauses.put(
        new Map([[flowRunResourceId(id), { source: cause.source, depth: cause.depth }]]),
      );
    const state = stateOf('RUNNING', follows === 'failed' ? 'Retrying' : 'Running');
    const { created } = await flowRuns.create({
      id,
      flowId: await this.#flowId(execution.type),
      workQueueId: await this.#queueId(namespace, execution.taskQueue),
      name: workflowId,
      carrier: 'execution',
      workflowId,
      runId,
      parameters,
      depth: cause?.depth ?? 0,
      state,
      at: started,
    });
    if (!created && follows === 'failed') {
      const row = await flowRuns.row(id);
      // Visibility shows both at the same time, in any order: the attempt before has failed, or there would be none.
      if (row?.state_type === 'RUNNING' && row.run_id !== runId)
        await flowRuns.setState(id, {
          key: `ended/${row.run_id}`,
          state: awaitingRetry(started),
          at: started,
        });
      await flowRuns.setState(id, { key: `running/${runId}`, state, at: started, runId });
    } else if (!created && follows === 'continued') await flowRuns.continuedIn(id, runId);
    return (await flowRuns.row(id))!;
  }

  async #ended(
    { runId, closed }: SeenExecution,
    row: FlowRunTable,
    end: FlowRunEnd | 'retried',
  ): Promise<void> {
    // The next attempt is on record already.
    if (closed === null || (end === 'retried' && row.run_id !== runId)) return;
    const state =
      end === 'retried' ? awaitingRetry(closed) : { ...stateOf(end.type, end.name), message: end.message };
    await this.#store.flowRuns.setState(row.id, { key: `ended/${runId}`, state, at: closed });
  }

  #flowId(type: string): Promise<string> {
    return this.#remember(`flow ${type}`, async () => {
      const { flow } = await this.#store.flows.create({ name: type, tags: [], labels: null });
      return flow.id;
    });
  }

  /** The namespace is the work pool, the task queue its work queue. */
  #queueId(namespace: string, taskQueue: string): Promise<string> {
    return this.#remember(`queue ${taskQueue}`, async () => {
      const { workPools, workQueues } = this.#store;
      const find = () => workQueues.getByName(taskQueue, namespace);
      const known = await find();
      if (known) return known.id;
      try {
        if (!(await workPools.getByName(namespace))) await workPools.create({ ...POOL, name: namespace });
        return (await workQueues.create({ name: taskQueue }, namespace)).id;
      } catch (error) {
        // Somebody else was faster.
        const found = error instanceof ConflictError ? await find() : undefined;
        if (!found) throw error;
        return found.id;
      }
    });
  }

  #remember(key: string, find: () => Promise<string>): Promise<string> {
    if (Date.now() > this.#forgetAt) {
      this.#ids = new Map();
      this.#forgetAt = Date.now() + REMEMBERED_MS;
    }
    const known = this.#ids.get(key);
    if (known) return known;
    const found = find();
    this.#ids.set(key, found);
    found.catch(() => this.#ids.delete(key));
    return found;
  }
}

const POOL = {
  type: 'temporal',
  description: 'Workflows that others start in this namespace',
  base_job_template: {},
  is_paused: false,
  concurrency_limit: null,
  storage_configuration: {},
};

interface News {
  readonly execution: SeenExecution;
  readonly what: 'start' | 'end';
  readonly at: number;
}

function toNews(execution: SeenExecution): News[] {
  const start: News = { execution, what: 'start', at: execution.started };
  return execution.closed === null ? [start] : [start, { execution, what: 'end', at: execution.closed }];
}

function awaitingRetry(at: number): StateCreate {
  const state_details = { scheduled_time: formatTime(at) };
  return { ...stateOf('SCHEDULED', 'AwaitingRetry'), state_details };
}

function stateOf(type: StateCreate['type'], name: string): StateCreate {
  return { type, name, message: null, data: null, state_details: {} };
}
