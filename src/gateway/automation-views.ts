import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { AutomationError } from '../errors.ts';
import type { AutomationView } from '../../workflows/messages.ts';
import { automationWorkflowId } from '../../workflows/names.ts';

/** Asks the workflows of an automation how they stand. */
export type AutomationViews = (automationId: string) => Promise<readonly AutomationView[]>;

/** How long a workflow may take, in milliseconds: without a worker it would never answer. */
const TIMEOUT = 5_000;

/**
 * Reads the views of an automation's workflows: none before its first event, several where its keys are spread.
 *
 * @returns a function that throws `temporal_unavailable` (503) when they do not answer
 */
export function automationViews(client: Client): AutomationViews {
  const read = async (automationId: string, partition: number): Promise<AutomationView | undefined> => {
    const handle = client.workflow.getHandle(automationWorkflowId(automationId, partition));
    try {
      return await client.withDeadline(Date.now() + TIMEOUT, () => handle.query<AutomationView>('state'));
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return undefined;
      throw new AutomationError('temporal_unavailable', 'The workflow of the automation does not answer', {
        httpStatus: 503,
        retryable: true,
        cause: error,
      });
    }
  };
  return async (automationId) => {
    const first = await read(automationId, 0);
    if (first === undefined) return [];
    const others = Array.from({ length: first.partitions - 1 }, (_, index) => read(automationId, index + 1));
    const found = await Promise.all(others);
    return [first, ...found.filter((view) => view !== undefined)];
  };
}
