import { receivedEventSchema, type ReceivedEvent } from '../../schemas/events.ts';
import type { Firing } from '../../evaluation/evaluator.ts';

/**
 * The event that a firing is about. That of a test may never have been recorded: then it stands in the event by which the
 * test was asked for.
 *
 * @param events those of the log that the firing names, its request's included, by id
 * @returns null for an absence without any event, and when it is no longer there
 */
export function triggeringEvent(
  { event, test }: Pick<Firing, 'event' | 'test'>,
  events: ReadonlyMap<string, ReceivedEvent>,
): ReceivedEvent | null {
  if (event !== null) return events.get(event.id) ?? null;
  const request = test && events.get(test.request);
  if (request === undefined) return null;
  const given = receivedEventSchema.safeParse(request.payload['event']);
  return given.success ? given.data : null;
}
