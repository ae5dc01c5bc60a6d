import { randomUUID } from 'node:crypto';
import { WorkflowExecutionAlreadyStartedError, type Client } from '@temporalio/client';
import { flowRunWorkflowId, TASK_QUEUE } from '../../../workflows/names.ts';
import { shortSummary } from '../../../workflows/short-summary.ts';
import { NotFoundError } from '../../errors.ts';
import type { OrchestrationResult, StateCreate } from '../../schemas/states.ts';
import { parseTime } from '../../schemas/times.ts';
import { isFinal, stateOf } from '../../store/objects/flow-run-rows.ts';
import type { FlowRunTable } from '../../store/objects/tables.ts';
import type { Store } from '../../store/store.ts';
import type { FlowRunControl } from '../flow-run-control.ts';
import { orchestrationResult } from '../orchestration-result.ts';
import {
  cancelExecution,
  deleteExecutions,
  signalFlowRun,
  terminateExecution,
  terminationReason,
} from './executions.ts';
import { syncDeployment } from './schedules/sync.ts';
import { syncHold } from './holds.ts';
import { taskQueueName } from './run-plan.ts';
import { pollersOf } from './pollers.ts';
import { pauseExecution, unpauseExecution } from './pause.ts';
import { resumeWorkflow, suspendWorkflow } from './suspension.ts';

/** What the control acts through. */
export interface ControlOptions {
  readonly store: Pick<Store, 'flowRuns' | 'deployments' | 'workPools' | 'workQueues'>;
  readonly client: Client;
}

/** Most runs that are told of an open gate at once. */
const RECHECKED = 1_000;

/** Acts on flow runs in Temporal. What is on record comes first; what Temporal was not told, the sweeper tells it. */
export function createFlowRunControl({ store, client }: ControlOptions): FlowRunControl {
  const { flowRuns } = store;

  const existing = async (id: string): Promise<FlowRunTable> => {
    const row = await flowRuns.row(id);
    if (row === undefined) throw new NotFoundError('Flow run');
    return row;
  };
  const record = async (
    id: string,
    key: string,
    state: StateCreate,
    force = false,
  ): Promise<OrchestrationResult> => {
    const { run, refused } = await flowRuns.setState(id, { key, state, force });
    return orchestrationResult(stateOf(run), refused);
  };
  const refuse = (run: FlowRunTable, reason: string): OrchestrationResult =>
    orchestrationResult(stateOf(run), reason);

  /** Cancellation: asked of Temporal first, since what it has accepted will happen. */
  const cancel = async (run: FlowRunTable, state: StateCreate): Promise<OrchestrationResult> => {
    if (isFinal(run.state_type)) return refuse(run, `The flow run has ended already, as ${run.state_name}`);
    const isUnknownToTemporal = run.carrier === 'workflow' && run.workflow_id === null;
    if (isUnknownToTemporal) return record(run.id, 'ended', { ...state, type: 'CANCELLED', name: null });
    await cancelExecution(client, run, state.message ?? 'Cancelled');
    const hasBegun = run.state_type === 'RUNNING' || run.state_type === 'PAUSED';
    if (!hasBegun) return orchestrationResult(stateOf(await existing(run.id)), null);
    const result = await record(run.id, 'cancelling', { ...state, type: 'CANCELLING', name: null });
    // It may have ended in between: then that is what was wanted.
    return result.status === 'ACCEPT' ? result : orchestrationResult(result.state, null);
  };

  const terminate = async (run: FlowRunTable, state: StateCreate): Promise<OrchestrationResult> => {
    if (isFinal(run.state_type)) return refuse(run, `The flow run has ended already, as ${run.state_name}`);
    if (run.state_type !== 'RUNNING' && run.state_type !== 'CANCELLING') return cancel(run, state);
    await terminateExecution(client, run, state.message ?? 'Terminated');
    return orchestrationResult(stateOf(await existing(run.id)), null);
  };

  const pause = async (run: FlowRunTable, state: StateCreate, key: string): Promise<OrchestrationResult> => {
    if (isFinal(run.state_type)) return refuse(run, `The flow run has ended already, as ${run.state_name}`);
    let heldBy: 'workflow' | 'server' | null = null;
    if (run.state_type === 'RUNNING') {
      const request = { message: state.message, timeoutMs: timeoutOf(state) };
      heldBy = (await suspendWorkflow(client, run, request, key)) === 'done' ? 'workflow' : 'server';
      const refused =
        heldBy === 'server' ? await pauseExecution(client, run, state.message ?? 'Paused') : null;
      if (refused !== null) return refuse(run, refused);
    } else if (run.state_type !== 'SCHEDULED') {
      return refuse(run, `A flow run cannot be paused while it is ${run.state_name}`);
    }
    // What it goes back to: the time that it was to start at.
    const details = {
      ...state.state_details,
      ...(run.next_start !== null && { next_start: run.next_start }),
      ...(heldBy !== null && { held_by: heldBy }),
    };
    return record(run.id, key, { ...state, state_details: details });
  };

  /** Lets go on what waits in its own workflow. Like Prefect's it is `Resuming` first; one that has ended is as good. */
  const resumeHeld = async (run: FlowRunTable, key: string): Promise<OrchestrationResult> => {
    const outcome = await resumeWorkflow(client, run, key);
    if (outcome === 'absent')
      return refuse(run, 'The workflow has ended, or its worker has lost its interceptor');
    const scheduled_time = new Date().toISOString();
    const resuming = { ...plainState('SCHEDULED'), name: 'Resuming', state_details: { scheduled_time } };
    await record(run.id, `${key}/resuming`, resuming);
    const result = await record(run.id, key, plainState('RUNNING'));
    return result.status === 'ACCEPT' ? result : orchestrationResult(result.state, null);
  };

  const reschedule = async (
    run: FlowRunTable,
    state: StateCreate,
    key: string,
  ): Promise<OrchestrationResult> => {
    if (
      run.carrier !== 'workflow' ||
      (run.state_type !== 'SCHEDULED' && run.state_type !== 'PAUSED') ||
      run.start_time !== null
    ) {
      return refuse(
        run,
        `A flow run that is ${run.state_name} cannot be scheduled again on Temporal; run its deployment instead`,
      );
    }
    const result = await record(run.id, key, state);
    await signalFlowRun(client, run, 'recheck');
    return result;
  };

  const resume = async (id: string, key: string): Promise<OrchestrationResult> => {
    const run = await existing(id);
    if (await flowRuns.hasState(id, key)) return orchestrationResult(stateOf(run), null);
    if (run.state_name === 'Resuming' && (await flowRuns.hasState(id, `${key}/resuming`)))
      return record(id, key, plainState('RUNNING'));
    if (run.state_type !== 'PAUSED')
      return refuse(run, `Cannot resume a flow run that is not paused: it is ${run.state_name}`);
    if (run.start_time === null) {
      const at = stateOf(run)?.state_details['next_start'];
      const time = new Date(typeof at === 'number' ? at : Date.now()).toISOString();
      return reschedule(run, { ...plainState('SCHEDULED'), state_details: { scheduled_time: time } }, key);
    }
    if (stateOf(run)?.state_details['held_by'] === 'workflow') return resumeHeld(run, key);
    const refused = await unpauseExecution(client, run);
    return refused === null ? record(id, key, plainState('RUNNING')) : refuse(run, refused);
  };

  return {
    async start(run) {
      const workflowId = flowRunWorkflowId(run.id);
      try {
        await client.workflow.start('flowRun', {
          workflowId,
          taskQueue: TASK_QUEUE,
          args: [{ flowRunId: run.id }],
          workflowIdReusePolicy: 'REJECT_DUPLICATE',
          staticSummary: shortSummary(`flow run ${run.name}`),
        });
      } catch (error) {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      }
      await flowRuns.handedOver(run.id, workflowId);
    },

    async setState(id, state, force, key = randomUUID()) {
      const run = await existing(id);
      const isCancellation = state.type === 'CANCELLING' || state.type === 'CANCELLED';
      // Asked for again, after an answer that was lost.
      if (await flowRuns.hasState(id, isCancellation ? 'cancelling' : key))
        return orchestrationResult(stateOf(run), null);
      switch (state.type) {
        case 'CANCELLING':
        case 'CANCELLED':
          return cancel(run, state);
        case 'CRASHED':
          return terminate(run, state);
        case 'PAUSED':
          return pause(run, state, key);
        case 'SCHEDULED':
          return reschedule(run, state, key);
        case 'RUNNING':
        case 'PENDING':
          if (run.state_type === 'PAUSED') return resume(id, key);
          return refuse(run, `Temporal decides when a flow run is ${state.type.toLowerCase()}`);
        case 'COMPLETED':
        case 'FAILED':
          if (force && isFinal(run.state_type)) return record(id, key, state, true);
          return refuse(
            run,
            `A workflow on Temporal cannot be put into ${state.type.toLowerCase()} from outside: only its own code completes or fails it. Cancel it (CANCELLING), or terminate it (CRASHED)`,
          );
      }
    },

    resume: (id, key = randomUUID()) => resume(id, key),

    async delete(id) {
      const run = await existing(id);
      await deleteExecutions(client, run);
      await flowRuns.delete(id);
    },

    syncSchedules: (deploymentId, before) => syncDeployment({ store, client }, deploymentId, before),

    async pausesChanged({ workPoolId, workQueueId }) {
      const { workPools, workQueues } = store;
      const pool = workPoolId === undefined ? undefined : await workPools.get(workPoolId);
      const one = workQueueId === undefined ? undefined : await workQueues.get(workQueueId);
      const queues = [...(one ? [one] : []), ...(pool ? await workQueues.filter({ pool: pool.name }) : [])];
      for (const queue of queues)
        await syncHold(store, client, taskQueueName(queue.work_pool_name, queue.name));
      await recheck({
        ...(workPoolId !== undefined && { workPoolId }),
        ...(workQueueId !== undefined && { workQueueId }),
      });
    },

    whyTerminated: async (id) => terminationReason(client, await existing(id)),

    async queuesRemoved(queues) {
      for (const queue of queues)
        await syncHold(store, client, taskQueueName(queue.work_pool_name, queue.name));
    },

    workers: (queues) => pollersOf(client, queues),

    recheck,
  };

  async function recheck({
    workPoolId,
    workQueueId,
    deploymentId,
    limit = RECHECKED,
  }: Parameters<FlowRunControl['recheck']>[0]): Promise<void> {
    const scopes = [
      ...(workPoolId === undefined ? [] : [{ workPoolId }]),
      ...(workQueueId === undefined ? [] : [{ workQueueId }]),
      ...(deploymentId === undefined ? [] : [{ deploymentId }]),
    ];
    const lists = await Promise.all(scopes.map((scope) => flowRuns.waiting(scope, limit)));
    const runs = new Map(lists.flat().map((run) => [run.id, run]));
    for (const run of runs.values()) await signalFlowRun(client, run, 'recheck');
  }
}

function plainState(type: StateCreate['type']): StateCreate {
  return { type, name: null, message: null, data: null, state_details: {} };
}

/** For how long a run may be paused from now on, in ms; null: for ever. */
function timeoutOf({ state_details: details }: StateCreate): number | null {
  const timeout = details['pause_timeout'];
  const at = typeof timeout === 'string' ? parseTime(timeout) : null;
  return at == null ? null : Math.max(0, at - Date.now());
}
