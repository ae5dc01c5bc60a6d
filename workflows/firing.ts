import { ActivityFailure, proxyActivities, rootCause } from '@temporalio/workflow';
import { shortSummary } from './short-summary.ts';
import type { FiringActionInput, FiringActivities } from '../activities/types.ts';

const { runAction } = proxyActivities<FiringActivities>({
  startToCloseTimeout: '2 minutes',
  heartbeatTimeout: '20 seconds',
  scheduleToCloseTimeout: '6 hours',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '5 minutes' },
});

const { giveUp } = proxyActivities<FiringActivities>({
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
});

/**
 * One action of a firing that took too long, or failed in a way worth retrying, on the fast path; or that is sent
 * again by hand. Workflow id: `firing/<firing id>/<action index>`. Ends with how the action went.
 */
export async function firing(input: FiringActionInput): Promise<'executed' | 'failed'> {
  const summary = shortSummary(input.summary);
  try {
    return await runAction.executeWithOptions({ summary }, [input]);
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    await giveUp.executeWithOptions({ summary: `giving up: ${summary}` }, [
      { ...input, reason: rootCause(error) ?? error.message },
    ]);
    return 'failed';
  }
}
