import { AutomationError } from '../../../errors.ts';
import type { Schedule } from '../../../schemas/schedules.ts';
import { scheduleSpec } from './spec.ts';

/** Whether schedules can be kept. @throws AutomationError 422 that names the one which cannot */
export function checkSchedules(
  schedules: readonly { readonly schedule?: Schedule | null | undefined }[],
): void {
  for (const [index, { schedule }] of schedules.entries()) {
    if (schedule == null) continue;
    try {
      scheduleSpec(schedule, Date.now());
    } catch (error) {
      if (!(error instanceof AutomationError)) throw error;
      throw new AutomationError(error.code, `schedules[${index}]: ${error.message}`, { httpStatus: 422 });
    }
  }
}
