import {
  CancellationScope,
  ChildWorkflowCancellationType,
  ParentClosePolicy,
  condition,
  continueAsNew,
  proxyLocalActivities,
  setHandler,
  startChild,
  workflowInfo,
} from '@temporalio/workflow';
import type { FlowRunActivities, FlowRunPlan } from '../activities/types.ts';
import { endOf, type FlowRunEnd } from './flow-run-end.ts';
import { cancelFlowRunSignal, recheckSignal, type FlowRunInput } from './flow-run-messages.ts';

const local = proxyLocalActivities<FlowRunActivities>({
  startToCloseTimeout: '30 seconds',
  localRetryThreshold: '5 seconds',
  retry: { initialInterval: '50 milliseconds', maximumInterval: '10 seconds' },
});

/**
 * A run of a deployment: waits for its time and for the gates (pauses, limits), starts the user's workflow as a child
 * and puts each change of state on record, in order. Workflow id: `flow-run/<flow run id>`.
 *
 * @returns how the run ended; null when there was nothing to do (it was removed, or had ended before)
 */
export async function flowRun(input: FlowRunInput): Promise<FlowRunEnd | null> {
  const run = new FlowRunCourse(input);
  setHandler(cancelFlowRunSignal, (message) => run.cancel(message));
  setHandler(recheckSignal, () => run.recheck());
  // A cancellation in Temporal's own way means the same; the rest of the course must be able to say so on record.
  CancellationScope.current().cancelRequested.catch(() => run.cancel('Cancelled in Temporal'));
  return CancellationScope.nonCancellable(() => run.take());
}

class FlowRunCourse {
  readonly #input: FlowRunInput;
  #cancelled: string | null = null;
  #rechecks = 0;

  constructor(input: FlowRunInput) {
    this.#input = input;
  }

  cancel(message: string): void {
    this.#cancelled ??= message;
  }

  recheck(): void {
    this.#rechecks += 1;
  }

  async take(): Promise<FlowRunEnd | null> {
    const flowRunId = await this.#identify();
    if (flowRunId === null) return null;
    const plan = await this.#wait(flowRunId);
    if (plan === null) return null;
    if (!('workflowType' in plan)) return this.#end(flowRunId, plan);
    return this.#carryOut(flowRunId, plan);
  }

  /** A schedule starts us without a run: it is made now, with an id that follows from the schedule and the time. */
  async #identify(): Promise<string | null> {
    if ('flowRunId' in this.#input) return this.#input.flowRunId;
    const { workflowId, searchAttributes, startTime } = workflowInfo();
    const [nominal] = (searchAttributes['TemporalScheduledStartTime'] ?? []) as (Date | string)[];
    const scheduled = nominal === undefined ? startTime : new Date(nominal);
    return local.createScheduledRun({ ...this.#input, workflowId, scheduledTime: scheduled.getTime() });
  }

  /** Until it may start: then what is to be started, or how it ended without that. */
  async #wait(flowRunId: string): Promise<FlowRunPlan | FlowRunEnd | null> {
    for (;;) {
      if (this.#cancelled !== null) return { type: 'CANCELLED', name: 'Cancelled', message: this.#cancelled };
      const seen = this.#rechecks;
      const answer = await local.admitFlowRun({ flowRunId });
      switch (answer.decision) {
        case 'go':
          return answer.plan;
        case 'ended':
          return null;
        case 'end':
          return answer.end;
        case 'wait':
          await condition(() => this.#cancelled !== null || this.#rechecks > seen, answer.waitMs);
      }
      // Whoever waits for weeks must not run into the limits of a history. A cancellation is acted on, not carried over.
      if (workflowInfo().continueAsNewSuggested && this.#cancelled === null)
        await continueAsNew<typeof flowRun>({ flowRunId });
    }
  }

  async #carryOut(flowRunId: string, plan: FlowRunPlan): Promise<FlowRunEnd | null> {
    const scope = new CancellationScope();
    let end: FlowRunEnd;
    try {
      const child = await scope.run(() =>
        startChild(plan.workflowType, {
          workflowId: plan.workflowId,
          taskQueue: plan.taskQueue,
          args: plan.args as unknown[],
          // The user's workflow is not ours to end: whoever terminates this one leaves that one running.
          parentClosePolicy: ParentClosePolicy.ABANDON,
          cancellationType: ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED,
          ...plan.options,
        }),
      );
      await local.setFlowRunState({
        flowRunId,
        key: 'running',
        state: { type: 'RUNNING', name: 'Running', message: null },
        runId: child.firstExecutionRunId,
      });
      const result = scope.run(() => child.result());
      let over = false;
      const cancelling = this.#passOnCancellation(flowRunId, scope, () => over);
      end = await result.then(
        () => ({ type: 'COMPLETED', name: 'Completed', message: null }) as const,
        endOf,
      );
      over = true;
      await cancelling;
    } catch (error) {
      end = endOf(error);
    }
    return this.#end(flowRunId, end);
  }

  async #passOnCancellation(flowRunId: string, scope: CancellationScope, over: () => boolean): Promise<void> {
    await condition(() => this.#cancelled !== null || over());
    if (over()) return;
    const state = { type: 'CANCELLING', name: 'Cancelling', message: this.#cancelled } as const;
    await local.setFlowRunState({ flowRunId, key: 'cancelling', state });
    scope.cancel();
  }

  async #end(flowRunId: string, end: FlowRunEnd): Promise<FlowRunEnd> {
    await local.setFlowRunState({ flowRunId, key: 'ended', state: end });
    await local.wakeWaiting({ flowRunId });
    return end;
  }
}
