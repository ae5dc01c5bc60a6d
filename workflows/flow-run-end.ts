import {
  ApplicationFailure,
  CancelledFailure,
  TemporalFailure,
  TerminatedFailure,
  TimeoutFailure,
} from '@temporalio/workflow';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';

/** The state in which a run ends. */
export interface FlowRunEnd {
  readonly type: 'COMPLETED' | 'FAILED' | 'CANCELLED' | 'CRASHED';
  readonly name: string;
  readonly message: string | null;
}

/** The end that an error of the child workflow means, or of its start. */
export function endOf(error: unknown): FlowRunEnd {
  if (error instanceof WorkflowExecutionAlreadyStartedError) {
    const message = `A workflow with the id ${error.workflowId} is running already`;
    return { type: 'CRASHED', name: 'Crashed', message };
  }
  const cause = error instanceof TemporalFailure ? (error.cause ?? error) : error;
  if (cause instanceof CancelledFailure) {
    return { type: 'CANCELLED', name: 'Cancelled', message: cause.message || null };
  }
  if (cause instanceof TerminatedFailure) {
    return { type: 'CRASHED', name: 'Terminated', message: cause.message || null };
  }
  if (cause instanceof TimeoutFailure) {
    return { type: 'FAILED', name: 'TimedOut', message: cause.message || 'The workflow timed out' };
  }
  return { type: 'FAILED', name: 'Failed', message: describe(cause) };
}

/** The innermost error is what went wrong; the ones around it only say where it passed. */
function describe(error: unknown): string {
  let inner = error;
  while (inner instanceof TemporalFailure && inner.cause instanceof Error) inner = inner.cause;
  if (!(inner instanceof Error)) return String(inner);
  const type = inner instanceof ApplicationFailure ? inner.type : inner.name;
  return type && type !== 'Error' ? `${type}: ${inner.message}` : inner.message;
}
