import type { Store } from '../src/store/index.ts';
import type { AutomationActivities } from './types.ts';

/** Between two looks while no gateway is there, in ms. */
const AWAY_MS = 500;

/** The look-ups by which a workflow learns when a deadline has come, and that everything before it has arrived. */
export function createClockActivities({
  log,
  isReceiving,
}: Pick<Store, 'log' | 'isReceiving'>): Pick<AutomationActivities, 'eventsClock' | 'barrier'> {
  return {
    eventsClock: ({ pass, until }) => log.eventsClock(pass, until),

    async barrier({ automationId, pass }) {
      // While nobody can receive events, their absence says nothing; the gateway that comes back says since when.
      if (!(await isReceiving())) return { reached: false, waitMs: AWAY_MS };
      const clock = await log.eventsClock(pass);
      if (!clock.reached) return { reached: false, waitMs: Math.max(1, clock.notBefore - clock.now) };
      const { seq } = await log.appendBarrier(automationId);
      return { reached: true, seq, clock };
    },
  };
}
