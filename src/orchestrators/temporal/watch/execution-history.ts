import { defaultFailureConverter, defaultPayloadConverter, type Payload } from '@temporalio/common';
import type { Client } from '@temporalio/client';
import { GRPC, grpcStatus } from '../../../temporal/grpc-status.ts';
import { isObject } from '../../../schemas/scalars.ts';
import { endOf, type FlowRunEnd } from '../../../../workflows/flow-run-end.ts';
import type { SeenExecution } from './visibility.ts';

/** How a run of a workflow began. */
export interface RunStart {
  /** The first run of the chain that it belongs to: runs follow each other by retries and continue-as-new. */
  readonly rootRunId: string;
  /** What it follows: nothing, a run that continued as new, or one that failed. */
  readonly follows: 'nothing' | 'continued' | 'failed';
  readonly parameters: Record<string, unknown>;
  /** The workflow that started it as a child, and the one at the top; none when nobody's workflow did. */
  readonly ancestors: readonly Ancestor[];
}

/** One run of a workflow. */
export interface Ancestor {
  readonly workflowId: string;
  readonly runId: string;
}

/** Larger inputs are not kept, in bytes. */
const INPUT_BYTES = 100_000;
/** `ContinueAsNewInitiator` and `HistoryEventFilterType` of Temporal's API. */
const INITIATED_BY_RETRY = 2;
const ONLY_THE_CLOSE = 2;

/** Reads how a run began. Without a history (it was deleted) it stands by itself. */
export async function readStart(client: Client, execution: SeenExecution): Promise<RunStart> {
  const { workflowId, runId } = execution;
  const reply = await unlessGone(
    client.workflowService.getWorkflowExecutionHistory({
      namespace: client.options.namespace,
      execution: { workflowId, runId },
      maximumPageSize: 1,
    }),
  );
  const started = reply?.history?.events?.[0]?.workflowExecutionStartedEventAttributes;
  if (!started) return { rootRunId: runId, follows: 'nothing', parameters: {}, ancestors: [] };
  const input = started.input?.payloads ?? [];
  const size = input.reduce((sum, payload) => sum + (payload.data?.length ?? 0), 0);
  const parameters = size > INPUT_BYTES ? {} : readInput(input);
  // Each tick of a cron is a run of its own, although Temporal makes a chain of them.
  const isChained = !started.cronSchedule && Boolean(started.continuedExecutionRunId);
  return {
    rootRunId: (isChained && started.firstExecutionRunId) || runId,
    follows: !isChained ? 'nothing' : started.initiator === INITIATED_BY_RETRY ? 'failed' : 'continued',
    parameters,
    ancestors: started.parentWorkflowExecution
      ? [started.parentWorkflowExecution, started.rootWorkflowExecution].flatMap((one) =>
          one?.workflowId && one.runId ? [{ workflowId: one.workflowId, runId: one.runId }] : [],
        )
      : [],
  };
}

/** The state in which a run ended; null when the work goes on in another run. */
export async function readEnd(
  client: Client,
  { workflowId, runId, status }: SeenExecution,
): Promise<FlowRunEnd | 'retried' | null> {
  if (status === 'CONTINUED_AS_NEW') return null;
  if (status === 'COMPLETED') return { type: 'COMPLETED', name: 'Completed', message: null };
  const reply = await unlessGone(
    client.workflowService.getWorkflowExecutionHistory({
      namespace: client.options.namespace,
      execution: { workflowId, runId },
      historyEventFilterType: ONLY_THE_CLOSE,
    }),
  );
  const close = reply?.history?.events?.at(-1);
  // To clients that do not say that they know better, servers show a retry as a continue-as-new.
  if (close?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId) return 'retried';
  switch (status) {
    case 'CANCELLED':
      return { type: 'CANCELLED', name: 'Cancelled', message: null };
    case 'TERMINATED':
      return {
        type: 'CRASHED',
        name: 'Terminated',
        message: close?.workflowExecutionTerminatedEventAttributes?.reason || null,
      };
    case 'TIMED_OUT': {
      const attributes = close?.workflowExecutionTimedOutEventAttributes;
      if (attributes?.newExecutionRunId) return 'retried';
      return { type: 'FAILED', name: 'TimedOut', message: 'The workflow timed out' };
    }
    default: {
      const attributes = close?.workflowExecutionFailedEventAttributes;
      if (attributes?.newExecutionRunId) return 'retried';
      const failure = attributes?.failure;
      const message = failure
        ? endOf(defaultFailureConverter.failureToError(failure, defaultPayloadConverter)).message
        : null;
      return { type: 'FAILED', name: 'Failed', message };
    }
  }
}

/** One object is taken as it is; anything else as `args`. What cannot be decoded (encrypted) is left out. */
function readInput(payloads: readonly Payload[]): Record<string, unknown> {
  try {
    const args = payloads.map((payload) => defaultPayloadConverter.fromPayload<unknown>(payload));
    const [only] = args;
    if (args.length === 0) return {};
    const shown = args.length === 1 && isObject(only) ? only : { args };
    return JSON.parse(JSON.stringify(shown)) as Record<string, unknown>;
  } catch {
    return {};
  }
}

async function unlessGone<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (grpcStatus(error) === GRPC.notFound) return undefined;
    throw error;
  }
}
