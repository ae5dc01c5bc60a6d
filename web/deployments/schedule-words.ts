import { spanInWords } from '../../src/wording/index.ts';
import type { Deployment } from '../api/types.ts';

/** When a schedule runs: "every 1 hour", "cron 0 4 * * *". */
export function scheduleInWords({ schedule }: Deployment['schedules'][number]): string {
  if ('interval' in schedule) return `every ${spanInWords(schedule.interval).replace(/^1 /, '')}`;
  const zone = schedule.timezone === null ? '' : ` (${schedule.timezone})`;
  return 'cron' in schedule ? `cron ${schedule.cron}${zone}` : `${schedule.rrule}${zone}`;
}
