import { readEvents } from '../../schemas/events.ts';
import type { TextEvent } from '../../store/log.ts';
import { readTime } from '../../store/time.ts';
import { decodeText, mayHoldNul } from '../body.ts';
import { parseJson } from '../json.ts';

/** What there is to know of an event that was read. */
export type ReadEvent = Omit<TextEvent, 'text' | 'depth'> & { readonly text: string };

/**
 * Reads a body of `POST /api/events`.
 *
 * @throws when it is to be refused; the words are for others to find
 */
export function readBody(body: Uint8Array): ReadEvent[] {
  const text = decodeText(body);
  const read = readEvents(parseJson(text), { echoInput: false, hasNoNul: !mayHoldNul(text) });
  return read.map(({ event, text: own }) => ({
    id: event.id,
    name: event.event,
    resourceId: event.resource['prefect.resource.id'] ?? '',
    occurred: readTime(event.occurred),
    hasRelated: event.related.length > 0,
    follows: event.follows,
    text: own,
  }));
}
