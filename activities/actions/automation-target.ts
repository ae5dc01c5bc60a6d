import { AutomationError } from '../../src/errors.ts';
import type { ReceivedEvent } from '../../src/schemas/events.ts';

const KIND = 'prefect.automation.';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The automation that a `pause-automation` or `resume-automation` acts on: the selected one, or the first that the
 * triggering event names, as its resource or as a related one.
 *
 * @throws AutomationError, final, with Prefect's reasons when none can be inferred
 */
export function automationTarget(
  action: { source: 'selected' | 'inferred'; automation_id?: string | null | undefined },
  event: ReceivedEvent | null,
): string {
  if (action.source === 'selected' && action.automation_id) return action.automation_id;
  if (!event) throw new AutomationError('nothing_to_infer', 'No event to infer the automation');
  for (const resource of [event.resource, ...event.related]) {
    const id = resource['prefect.resource.id'] ?? '';
    const uuid = id.slice(KIND.length);
    if (id.startsWith(KIND) && UUID.test(uuid)) return uuid;
  }
  throw new AutomationError('nothing_inferred', 'No automation could be inferred');
}
