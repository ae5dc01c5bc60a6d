import { WorkflowExecutionAlreadyStartedError, type Client } from '@temporalio/client';
import type { FiringActionInput } from '../../activities/types.ts';
import { firingWorkflowId, TASK_QUEUE } from '../../workflows/names.ts';
import { shortSummary } from '../../workflows/short-summary.ts';

/** Starts the workflow in which one action of a firing goes on; answers false when it is running already. */
export async function startFiringWorkflow(client: Client, input: FiringActionInput): Promise<boolean> {
  try {
    await client.workflow.start('firing', {
      workflowId: firingWorkflowId(input.firingId, input.index),
      taskQueue: TASK_QUEUE,
      args: [input],
      staticSummary: shortSummary(input.summary),
    });
    return true;
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    return false;
  }
}
