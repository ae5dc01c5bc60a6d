import type { Client } from '@temporalio/client';
import { GRPC, grpcStatus } from '../../temporal/grpc-status.ts';
import { automationWorkflowId } from '../../../workflows/names.ts';
import type { OpenTask } from './signal-backlog.ts';

/** `WORKFLOW_EXECUTION_STATUS_RUNNING` */
const RUNNING = 1;

/** Asks Temporal which workflow task of an automation, or of a partition of it, is open; a workflow that is gone has none. */
export function temporalOpenTask(client: Client): OpenTask {
  const { connection, options } = client;
  return async (automationId, partition) => {
    try {
      const description = await connection.workflowService.describeWorkflowExecution({
        namespace: options.namespace,
        execution: { workflowId: automationWorkflowId(automationId, partition) },
      });
      const { workflowExecutionInfo: execution, pendingWorkflowTask: task } = description;
      if (execution?.status !== RUNNING || !task) return null;
      return JSON.stringify([task.scheduledTime, task.startedTime, task.attempt]);
    } catch (error) {
      if (grpcStatus(error) === GRPC.notFound) return null;
      throw error;
    }
  };
}
