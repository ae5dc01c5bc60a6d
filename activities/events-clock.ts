import type { Log } from '../src/store/log.ts';
import type { AutomationActivities } from './types.ts';

/** The look-ups by which a workflow learns when a deadline has come, and that everything before it has arrived. */
export function createClockActivities(log: Log): Pick<AutomationActivities, 'eventsClock' | 'barrier'> {
  return {
    eventsClock: ({ pass, until }) => log.eventsClock(pass, until),

    async barrier({ automationId, pass }) {
      const clock = await log.eventsClock(pass);
      if (!clock.reached) return { reached: false, waitMs: Math.max(1, clock.notBefore - clock.now) };
      const { seq } = await log.appendBarrier(automationId);
      return { reached: true, seq, clock };
    },
  };
}
