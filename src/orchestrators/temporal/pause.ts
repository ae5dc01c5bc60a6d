import { randomUUID } from 'node:crypto';
import { type Client } from '@temporalio/client';
import type { FlowRunTable } from '../../store/objects/tables.ts';
import { GRPC, grpcStatus } from '../../temporal/grpc-status.ts';
import { workOf } from './executions.ts';

const UNABLE =
  'The workflow has no interceptor that suspends it: its worker needs withAutomations of temporal-automations/worker ' +
  '(TypeScript). Without it this takes Temporal server 1.30 with frontend.WorkflowPauseEnabled, which this server is not. Cancel the flow run instead, or pause its work queue so that nothing new starts';

/** Pauses a workflow where the server can do that; else answers why not. */
export function pauseExecution(client: Client, run: FlowRunTable, reason: string): Promise<string | null> {
  return attempt(run, (execution) =>
    client.workflowService.pauseWorkflowExecution({
      namespace: client.options.namespace,
      ...execution,
      reason,
      identity: 'temporal-automations',
      requestId: randomUUID(),
    }),
  );
}

/** Lets a workflow that is paused go on; else answers why not. */
export function unpauseExecution(client: Client, run: FlowRunTable): Promise<string | null> {
  return attempt(run, (execution) =>
    client.workflowService.unpauseWorkflowExecution({
      namespace: client.options.namespace,
      ...execution,
      identity: 'temporal-automations',
      requestId: randomUUID(),
    }),
  );
}

async function attempt(
  run: FlowRunTable,
  call: (execution: { workflowId: string; runId?: string }) => Promise<unknown>,
): Promise<string | null> {
  const work = workOf(run);
  if (work === null) return 'The flow run has no workflow on Temporal';
  try {
    await call(work);
    return null;
  } catch (error) {
    const status = grpcStatus(error);
    if (status === GRPC.unimplemented) return UNABLE;
    if (status === GRPC.failedPrecondition || status === GRPC.invalidArgument || status === GRPC.notFound)
      return error instanceof Error ? error.message : UNABLE;
    throw error;
  }
}
