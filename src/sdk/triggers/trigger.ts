import { CompoundTrigger, SequenceTrigger } from './composite-triggers.ts';
import { EventTrigger, type EventTriggerOptions } from './event-trigger.ts';
import { MetricTrigger, type MetricTriggerOptions } from './metric-trigger.ts';

/** Any trigger; `type` tells which. */
export type Trigger = EventTrigger | MetricTrigger | CompoundTrigger | SequenceTrigger;

/**
 * Makes a trigger from its JSON, as the API gives it.
 *
 * @returns the object as it is when its `type` is not known here: a newer server may have more
 */
export function triggerFromJson(json: unknown): Trigger {
  const given = json as { type: string; triggers?: readonly unknown[] };
  const triggers = (given.triggers ?? []).map(triggerFromJson);
  switch (given.type) {
    case 'event':
      return new EventTrigger(given as unknown as EventTriggerOptions);
    case 'metric':
      return new MetricTrigger(given as unknown as MetricTriggerOptions);
    case 'compound':
      return new CompoundTrigger({ ...(given as unknown as CompoundTrigger), triggers });
    case 'sequence':
      return new SequenceTrigger({ ...(given as unknown as SequenceTrigger), triggers });
    default:
      return given as unknown as Trigger;
  }
}
