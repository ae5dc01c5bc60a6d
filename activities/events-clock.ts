import type { Store } from '../src/store/index.ts';
import { automationWorkflowId } from '../workflows/names.ts';
import type { AutomationActivities } from './types.ts';

/** Between two looks while no gateway is there, in ms. */
const AWAY_MS = 500;

/** How long the dispatcher of this process gets to route what is in the log, in ms, before a barrier is sent after it. */
const ROUTING_MS = 500;

/** The look-ups by which a workflow learns when a deadline has come, and that everything before it has arrived. */
export function createClockActivities({
  log,
  delivery,
  isReceiving,
}: Pick<Store, 'log' | 'delivery' | 'isReceiving'>): Pick<AutomationActivities, 'eventsClock' | 'barrier'> {
  return {
    eventsClock: ({ pass, until }) => log.eventsClock(pass, until),

    async barrier({ automationId, partition = 0, pass, lastSeq = 0 }) {
      // While nobody can receive events, their absence says nothing; the gateway that comes back says since when.
      if (!(await isReceiving())) return { reached: false, waitMs: AWAY_MS };
      const barrier = { automationId, partition };
      const { clock, head } = await log.settle(pass, delivery === null ? barrier : undefined);
      if (!clock.reached) return { reached: false, waitMs: Math.max(1, clock.notBefore - clock.now) };
      if (delivery === null) return { reached: true, seq: head, clock, complete: false };
      const workflow = automationWorkflowId(automationId, partition);
      const told = await delivery.lastTold(workflow, head, ROUTING_MS);
      if (told === null) {
        const { seq } = await log.appendBarrier(automationId, partition);
        return { reached: true, seq, clock, complete: false };
      }
      // What it was told of but has not seen yet is on its way, and does as a barrier.
      return { reached: true, seq: told, clock, complete: told <= lastSeq };
    },
  };
}
