import {
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
  type Client,
  type WorkflowHandle,
} from '@temporalio/client';
import {
  RESUME_UPDATE,
  SUSPEND_UPDATE,
  type SuspendRequest,
  type SuspensionReply,
} from '../../../workflows/suspension-messages.ts';
import { AutomationError } from '../../errors.ts';
import { isObject } from '../../schemas/scalars.ts';
import type { FlowRunTable } from '../../store/objects/tables.ts';
import { workOf } from './executions.ts';

/** How long a worker may take to answer, in ms. */
const ANSWER_MS = 10_000;

/** `absent`: the workflow's worker has no interceptor of ours. */
export type SuspensionOutcome = 'done' | 'absent';

/** Asks a workflow to wait before its next step. @throws AutomationError, retryable, when no worker answers */
export function suspendWorkflow(
  client: Client,
  run: FlowRunTable,
  request: SuspendRequest,
  key: string,
): Promise<SuspensionOutcome> {
  // Under one id it is carried out once, however often it is asked.
  return ask(client, run, (handle) =>
    handle.executeUpdate<SuspensionReply, [SuspendRequest]>(SUSPEND_UPDATE, {
      args: [request],
      updateId: `suspend/${key}`,
    }),
  );
}

/** Asks a workflow that waits so to go on. @throws AutomationError, retryable, when no worker answers */
export function resumeWorkflow(client: Client, run: FlowRunTable, key: string): Promise<SuspensionOutcome> {
  return ask(client, run, (handle) =>
    handle.executeUpdate<SuspensionReply, []>(RESUME_UPDATE, { updateId: `resume/${key}` }),
  );
}

async function ask(
  client: Client,
  run: FlowRunTable,
  update: (handle: WorkflowHandle) => Promise<SuspensionReply>,
): Promise<SuspensionOutcome> {
  const work = workOf(run);
  if (work === null) return 'absent';
  const handle = client.workflow.getHandle(work.workflowId, work.runId);
  try {
    const reply: unknown = await client.withDeadline(Date.now() + ANSWER_MS, () => update(handle));
    return isObject(reply) && 'suspension' in reply ? 'done' : 'absent';
  } catch (error) {
    // Workflows refuse an update that they have no handler for.
    if (error instanceof WorkflowUpdateFailedError || error instanceof WorkflowNotFoundError) return 'absent';
    if (!(error instanceof WorkflowUpdateRPCTimeoutOrCancelledError)) throw error;
    throw new AutomationError(
      'no_worker',
      `No worker has taken the workflow up within ${ANSWER_MS / 1000} s; while none is there it does not go on anyway`,
      { httpStatus: 503, retryable: true, cause: error },
    );
  }
}
