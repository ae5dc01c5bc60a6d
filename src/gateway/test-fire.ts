import { NotFoundError } from '../errors.ts';
import type { TestFire, TestFired } from '../schemas/test-fires.ts';
import { formatTime } from '../schemas/times.ts';
import { derivedId, newObjectId } from '../store/ids.ts';
import type { Store } from '../store/store.ts';
import { compileTrigger, type MatchableEvent, type TriggerDefinition } from '../triggers/index.ts';

/**
 * Asks for a firing of an automation as a test: its actions are carried out for real, its windows know nothing of it. A
 * paused automation can be tested as well: to see that it works is what one wants before one switches it on.
 *
 * @param key the same key means the same test, which happens once
 * @param now epoch ms
 * @returns ids of the firing and of the event that tells of the request
 * @throws NotFoundError for an automation, or an event, that is not there
 */
export async function testFire(
  store: Store,
  automationId: string,
  { event_id, event }: TestFire,
  key: string | null,
  now: number,
): Promise<TestFired> {
  const automation = await store.automations.get(automationId);
  if (automation === undefined) throw new NotFoundError('Automation');
  const recorded = event_id === null ? undefined : (await store.log.eventsById([event_id]))[0];
  if (event_id !== null && recorded === undefined) throw new NotFoundError('Event');
  const about = recorded?.event ?? event;
  const firing = key === null ? newObjectId() : derivedId('test-firing', automationId, key);
  const request = await store.automations.testFire(automationId, {
    firing,
    recorded: recorded === undefined ? null : { id: recorded.event.id, seq: recorded.seq },
    given: event === null ? null : { ...event, received: formatTime(now) },
    labels: about === null ? {} : labelsOf(automation.trigger, about),
  });
  return { firing_id: firing, request_event_id: request };
}

/** The values of `for_each`, as a firing on this event would have them; composites have none. */
function labelsOf(trigger: TriggerDefinition, event: MatchableEvent): Record<string, string> {
  if (trigger.type !== 'event') return {};
  const [leaf] = compileTrigger(trigger).leaves;
  if (leaf === undefined) return {};
  return Object.fromEntries(leaf.keyLabels.map((label, at) => [label, leaf.keyReaders[at]?.(event) ?? '']));
}
