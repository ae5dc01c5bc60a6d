import type { Client } from '@temporalio/client';
import { ConflictError, NotFoundError } from '../errors.ts';
import type { FiringStore } from '../store/firings/types.ts';
import { startFiringWorkflow } from '../worker/firing-workflow.ts';

/**
 * Sends a failed action of a firing again, in a workflow of its own. The workflow itself begins the new round on
 * record, so that there's no moment at which one exists without the other.
 *
 * @returns a function that throws `NotFoundError` (404) or `ConflictError` (409: it has not failed, or is under way)
 */
export function retryAction(
  firings: FiringStore,
  client: Client,
): (firingId: string, index: number) => Promise<void> {
  return async (firingId, index) => {
    const recorded = await firings.get(firingId);
    const action = recorded?.actions.find((one) => one.index === index);
    if (!action) throw new NotFoundError(recorded ? 'Action' : 'Firing');
    if (action.status !== 'failed')
      throw new ConflictError(`The action has not failed: it is ${action.status}`);
    const round = action.round + 1;
    const summary = `${action.type}, sent again (${round})`;
    const started = await startFiringWorkflow(client, { firingId, index, round, summary });
    if (!started) throw new ConflictError('The action is being sent again already');
  };
}
