import type { Client } from '@temporalio/client';
import { automationWorkflowId } from '../../workflows/names.ts';
import type { LiveServer } from './live-server.ts';

/** A run's history, as the client gives it. */
export type History = Awaited<ReturnType<Awaited<ReturnType<typeof handleOf>>['fetchHistory']>>;

/** Types of history events that mean that a workflow's code failed. */
const WORKFLOW_TASK_FAILED = 9;
const WORKFLOW_EXECUTION_FAILED = 3;

/** The history of the present run of an automation's workflow. */
export async function historyOf(server: LiveServer, automationId: string): Promise<History> {
  return (await handleOf(await server.temporal(), automationId)).fetchHistory();
}

/** Causes for which tasks of a run have failed; empty when all is well. */
export function failuresIn(history: History): unknown[] {
  return (history.events ?? [])
    .filter(({ eventType }) => eventType === WORKFLOW_TASK_FAILED || eventType === WORKFLOW_EXECUTION_FAILED)
    .map((event) => event.workflowTaskFailedEventAttributes ?? event.workflowExecutionFailedEventAttributes);
}

async function handleOf(client: Client, automationId: string) {
  return client.workflow.getHandle(automationWorkflowId(automationId));
}
