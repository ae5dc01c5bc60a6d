import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { GRPC, grpcStatus } from '../../temporal/grpc-status.ts';
import type { FlowRunTable } from '../../store/objects/tables.ts';

/** `HistoryEventFilterType` of Temporal's API. */
const ONLY_THE_CLOSE = 2;

/** The workflow that does a run's work: a child of ours, or an execution that others have started. */
export function workOf(run: FlowRunTable): { workflowId: string; runId?: string } | null {
  if (run.carrier === 'workflow') return { workflowId: run.id };
  if (run.workflow_id === null) return null;
  return {
    workflowId: run.workflow_id,
    // This run and no other: ids of workflows are used again.
    ...(run.run_id !== null && { runId: run.run_id }),
  };
}

/** Sends a signal to the workflow that carries a run out; nothing happens when that has ended. */
export async function signalFlowRun(
  client: Client,
  run: FlowRunTable,
  signal: 'cancel' | 'recheck',
  ...args: string[]
): Promise<void> {
  if (run.carrier !== 'workflow' || run.workflow_id === null) return;
  await unlessGone(client.workflow.getHandle(run.workflow_id).signal(signal, ...args));
}

/** Asks a run's workflow to end; it gets to clean up. */
export async function cancelExecution(client: Client, run: FlowRunTable, message: string): Promise<void> {
  if (run.carrier === 'workflow') return signalFlowRun(client, run, 'cancel', message);
  const work = workOf(run);
  if (work !== null) await unlessGone(handleOf(client, work).cancel());
}

/** Ends a run's workflow at once. */
export async function terminateExecution(client: Client, run: FlowRunTable, reason: string): Promise<void> {
  const work = workOf(run);
  if (work !== null) await unlessGone(handleOf(client, work).terminate(reason));
}

/** Why a run's workflow was terminated, in the words of who did it; null when nobody knows. */
export async function terminationReason(client: Client, run: FlowRunTable): Promise<string | null> {
  const work = workOf(run);
  if (work === null) return null;
  let reason: string | null = null;
  await unlessGone(
    client.workflowService
      .getWorkflowExecutionHistory({
        namespace: client.options.namespace,
        execution: work,
        historyEventFilterType: ONLY_THE_CLOSE,
      })
      .then(({ history }) => {
        const close = history?.events?.at(-1)?.workflowExecutionTerminatedEventAttributes;
        reason = close?.reason || null;
      }),
  );
  return reason;
}

/** Ends what runs of a run, and removes its executions from Temporal. */
export async function deleteExecutions(client: Client, run: FlowRunTable): Promise<void> {
  const { namespace } = client.options;
  // The child after its parent, which otherwise would put its end on record.
  const ids = run.carrier === 'workflow' ? [run.workflow_id, run.id] : [run.workflow_id];
  for (const workflowId of ids) {
    if (workflowId === null) continue;
    const runId = run.carrier === 'execution' ? run.run_id : null;
    await unlessGone(
      client.workflowService.deleteWorkflowExecution({
        namespace,
        workflowExecution: { workflowId, ...(runId !== null && { runId }) },
      }),
    );
  }
}

function handleOf(client: Client, { workflowId, runId }: NonNullable<ReturnType<typeof workOf>>) {
  return client.workflow.getHandle(workflowId, runId);
}

/** What has ended or is gone needs nothing any more. */
async function unlessGone(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    const status = grpcStatus(error);
    // A cancellation that was asked for before is none the less one.
    if (error instanceof WorkflowNotFoundError || status === GRPC.notFound || status === GRPC.alreadyExists)
      return;
    throw error;
  }
}
