import type { EventEntry } from '../store/log.ts';

/** Whether an automation emitted an event, or the event tells what became of it, whoever caused that. */
export function isToldBy({ origin, event }: EventEntry, automationId: string): boolean {
  if (origin === automationId) return true;
  return (
    event.event.startsWith('prefect.automation.') &&
    event.resource['prefect.resource.id'] === `prefect.automation.${automationId}`
  );
}
