import { proxyActivities } from '@temporalio/workflow';
import type { AutomationActivities } from '../activities/types.ts';
import type { Item } from '../src/evaluation/items.ts';
import { compileTrigger, type LeafPast, type TriggerDefinition } from '../src/triggers/index.ts';

/** A normal activity: it may have to go over days of the log. Tried again for ever, as without it metrics would be wrong. */
const { metricPast } = proxyActivities<AutomationActivities>({
  startToCloseTimeout: '1 hour',
  heartbeatTimeout: '20 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
});

/** What the log has of the flow runs before an entry, for each metric of a trigger. */
export async function metricsPast(
  automationId: string,
  { seq, at, lag = 0 }: Item,
  trigger: TriggerDefinition,
): Promise<LeafPast[]> {
  const past: LeafPast[] = [];
  for (const { leaf, metric } of compileTrigger(trigger).leaves) {
    if (!metric) continue;
    const summary = `flow runs of the last ${Math.round(metric.range / 1000)} s`;
    const input = { automationId, trigger, leaf, seq, now: at - lag };
    past.push(await metricPast.executeWithOptions({ summary }, [input]));
  }
  return past;
}
