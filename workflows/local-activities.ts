import { proxyLocalActivities } from '@temporalio/workflow';
import type { AutomationActivities } from '../activities/types.ts';

/**
 * Short look-ups and the fast path of the actions. They run in the worker that holds the workflow, without a
 * round trip; the server is not asked, so they must stay well below the time of a workflow task.
 */
export const local = proxyLocalActivities<Omit<AutomationActivities, 'metricPast'>>({
  startToCloseTimeout: '30 seconds',
  localRetryThreshold: '5 seconds',
  retry: { initialInterval: '50 milliseconds', maximumInterval: '10 seconds' },
});
