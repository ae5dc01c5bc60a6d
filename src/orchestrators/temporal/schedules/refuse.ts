import { AutomationError } from '../../../errors.ts';

/** Says that a schedule cannot be kept. @throws AutomationError 422 */
export function refuseSchedule(problem: string): never {
  throw new AutomationError('bad_schedule', `Invalid schedule: ${problem}`, { httpStatus: 422 });
}
