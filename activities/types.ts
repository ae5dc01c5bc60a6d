import type { Firing } from '../src/evaluation/evaluator.ts';
import type { FlowRunEnd } from '../workflows/flow-run-end.ts';
import type { StateType } from '../src/orchestrators/orchestrator.ts';
import type { EventsClockAnswer } from '../src/store/log.ts';
import type { LeafPast, TriggerDefinition } from '../src/triggers/index.ts';

/** How one action of a firing stands. */
export type ActionStatus = 'executed' | 'failed' | 'deferred';

/** How the actions of a firing went on the fast path: `deferred` ones go on in workflows of their own. */
export interface ActedFiring {
  readonly firing: string;
  readonly actions: readonly ActionStatus[];
}

/** The answer to a due pass: it has been reached and the barrier has this place in the log, or it's too early. */
export type BarrierAnswer =
  | {
      readonly reached: true;
      readonly seq: number;
      readonly clock: EventsClockAnswer & { readonly reached: true };
      /** Whether the workflow has seen everything before already; absent in answers of earlier versions. */
      readonly complete?: boolean;
    }
  /** How long to wait before asking again, in ms. */
  | { readonly reached: false; readonly waitMs: number };

/** What the automation workflow calls: short local activities. */
export interface AutomationActivities {
  /** When the events' clock reached `pass`, looking at the log up to `until` (epoch ms). */
  eventsClock(input: { automationId: string; pass: number; until: number }): Promise<EventsClockAnswer>;
  /** If the events' clock has reached `pass` (epoch ms): whether everything before that has arrived, else where a barrier for it stands. */
  barrier(input: {
    automationId: string;
    /** 0 when absent. */
    partition?: number;
    pass: number;
    /** The last place in the log that the workflow has taken in. */
    lastSeq?: number;
  }): Promise<BarrierAnswer>;
  /**
   * What the log has of flow runs for a metric, a part of the trigger, up to a place in it; `now`: what the events' clock
   * showed there (epoch ms). A normal activity, as it may take a while.
   */
  metricPast(input: {
    automationId: string;
    trigger: TriggerDefinition;
    leaf: number;
    seq: number;
    now: number;
  }): Promise<LeafPast>;
  /** Carries out the actions of the firings, as far as that goes quickly. */
  act(input: { firings: readonly Firing[] }): Promise<ActedFiring[]>;
  /** Stores one chunk of a state that is too large for a payload. */
  saveSnapshot(input: { automationId: string; snapshot: string; chunk: number; text: string }): Promise<void>;
  /** Waits a moment for all chunks of a snapshot; answers how many there are, 0 when it has not been stored yet. */
  awaitSnapshot(input: { automationId: string; snapshot: string }): Promise<number>;
  /** Asks for a place in the log from which on the automation's keys are spread over more partitions. */
  partition(input: {
    automationId: string;
    version: number;
    from: number;
    partitions: number;
  }): Promise<void>;
  /** Reads it back. */
  loadSnapshot(input: { automationId: string; snapshot: string; chunk: number }): Promise<string>;
}

/** Input of the workflow `firing`: one action that did not end on the fast path, or that is sent again by hand. */
export interface FiringActionInput {
  readonly firingId: string;
  readonly index: number;
  /** 0 for the first time, counted up each time it's sent again. */
  readonly round: number;
  /** What the UI shows. */
  readonly summary: string;
}

/** What the workflow `firing` calls: normal activities with a retry policy. */
export interface FiringActivities {
  /** Tries the action; throws what is worth a retry, answers what is final. */
  runAction(input: FiringActionInput): Promise<'executed' | 'failed'>;
  /** Puts on record that the retries are used up: a dead letter. */
  giveUp(input: FiringActionInput & { readonly reason: string }): Promise<void>;
}

/** What a flow run's workflow starts: a workflow of the user's. Times in ms. */
export interface FlowRunPlan {
  readonly workflowType: string;
  readonly workflowId: string;
  readonly taskQueue: string;
  readonly args: readonly unknown[];
  readonly options: {
    readonly workflowExecutionTimeout?: number;
    readonly workflowRunTimeout?: number;
    readonly workflowTaskTimeout?: number;
    readonly retry?: { readonly maximumAttempts: number };
  };
}

/** Whether a flow run may start now. */
export type FlowRunAdmission =
  | { readonly decision: 'go'; readonly plan: FlowRunPlan }
  | { readonly decision: 'wait'; readonly waitMs: number; readonly reason: string }
  | { readonly decision: 'end'; readonly end: FlowRunEnd }
  | { readonly decision: 'ended' };

/** What the workflow `flowRun` calls: short local activities. Each may be repeated. */
export interface FlowRunActivities {
  /** Makes the run that a schedule wants; null when the schedule or its deployment is gone or paused. */
  createScheduledRun(input: {
    deploymentId: string;
    scheduleId: string;
    workflowId: string;
    /** Epoch ms. */
    scheduledTime: number;
  }): Promise<string | null>;
  /** Looks whether a run may start; if so it is Pending. */
  admitFlowRun(input: { flowRunId: string }): Promise<FlowRunAdmission>;
  /** Puts a run into a state, once for a key; a run that has ended stays as it is. */
  setFlowRunState(input: {
    flowRunId: string;
    key: string;
    state: { type: StateType; name: string; message: string | null };
    runId?: string;
  }): Promise<void>;
  /** A place may have become free: runs that wait for it look again. */
  wakeWaiting(input: { flowRunId: string }): Promise<void>;
}
