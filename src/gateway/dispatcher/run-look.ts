import type { Client } from '@temporalio/client';
import { GRPC, grpcStatus } from '../../temporal/grpc-status.ts';
import { automationWorkflowId } from '../../../workflows/names.ts';
import type { LookAtRun } from './signal-backlog.ts';

/** `WORKFLOW_EXECUTION_STATUS_RUNNING` */
const RUNNING = 1;

/** Asks Temporal how the run of an automation's workflow stands, or of a partition of it. */
export function temporalRunLook(client: Client): LookAtRun {
  const { connection, options } = client;
  return async (automationId, partition) => {
    try {
      const description = await connection.workflowService.describeWorkflowExecution({
        namespace: options.namespace,
        execution: { workflowId: automationWorkflowId(automationId, partition) },
      });
      const { workflowExecutionInfo: info, pendingWorkflowTask: task } = description;
      if (info?.status !== RUNNING) return null;
      return {
        run: info.execution?.runId ?? '',
        task: task ? JSON.stringify([task.scheduledTime, task.startedTime, task.attempt]) : null,
        history: Number(info.historyLength ?? 0),
        bytes: Number(info.historySizeBytes ?? 0),
      };
    } catch (error) {
      if (grpcStatus(error) === GRPC.notFound) return null;
      throw error;
    }
  };
}
