import { setTimeout } from 'node:timers/promises';
import { Context } from '@temporalio/activity';
import { readMetricPast } from '../src/evaluation/metric-past.ts';
import { isToldBy } from '../src/evaluation/told-by.ts';
import type { Store } from '../src/store/index.ts';
import type { AutomationActivities } from './types.ts';

/** Reads what a new metric begins with. Half of the time is left to others, so that events are taken in as ever. */
export function createMetricPast({ events }: Pick<Store, 'events'>): AutomationActivities['metricPast'] {
  return ({ automationId, ...question }) => {
    const { cancellationSignal: signal, heartbeat } = Context.current();
    return readMetricPast(
      events,
      { ...question, isExcluded: (entry) => isToldBy(entry, automationId) },
      (tookMs) => {
        heartbeat();
        return setTimeout(tookMs, true, { signal });
      },
    );
  };
}
