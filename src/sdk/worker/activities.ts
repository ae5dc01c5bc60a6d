import { ApplicationFailure } from '@temporalio/common';
import { defaultClient, type AutomationsClient } from '../client/client.ts';
import { ApiError } from '../client/errors.ts';
import type { EmitActivities } from '../workflow/emit-activity.ts';

/** The activities that the SDK's workflow functions need. */
export function automationActivities(client?: AutomationsClient): EmitActivities {
  return {
    async automationsEmitEvent(event) {
      try {
        // Sent again under the same id it counts once.
        await (client ?? defaultClient()).post('/events', [event], { isIdempotent: true });
      } catch (error) {
        if (!(error instanceof ApiError) || error.retryable) throw error;
        throw ApplicationFailure.nonRetryable(error.message, error.name);
      }
    },
  };
}
