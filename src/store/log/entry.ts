import type { AutomationControl, EventBrief, EventEntry, LogEntry, NewEvent, TextEvent } from '../log.ts';
import type { Event, ReceivedEvent } from '../../schemas/events.ts';
import { formatTime } from '../../schemas/times.ts';
import { readTime } from '../time.ts';
import type { Draft, EventDraft, NewRow } from './draft.ts';
import { asString } from './text.ts';

/** Makes an event ready for the log, once, whatever happens to the commit. */
export function toDraft(given: NewEvent | TextEvent): EventDraft {
  return 'event' in given ? eventDraft(given) : textDraft(given);
}

function textDraft(given: TextEvent): EventDraft {
  return {
    kind: 'event',
    source: given,
    id: given.id,
    event: searchable(given.name),
    resourceId: searchable(given.resourceId),
    occurred: given.occurred,
    follows: given.follows,
    origin: null,
    depth: given.depth,
    body: given.text,
  };
}

function eventDraft({ event, text, origin, depth }: NewEvent): EventDraft {
  // The columns are for looking up, where Postgres takes no NUL.
  const resourceId = event.resource['prefect.resource.id'];
  const follows = event.follows ?? null;
  return {
    kind: 'event',
    source: event,
    id: event.id.toLowerCase(),
    event: searchable(event.event),
    resourceId: searchable(resourceId ?? ''),
    occurred: readTime(event.occurred),
    follows: follows === null ? null : follows.toLowerCase(),
    origin: origin ?? null,
    depth: depth ?? 0,
    body: text ?? bodyOf(event),
  };
}

/** `received` is the log's to say, from the row. */
function bodyOf(event: NewEvent['event']): string {
  if (!('received' in event)) return JSON.stringify(event);
  const { received: _, ...kept } = event;
  return JSON.stringify(kept);
}

/** A text as the columns of the log hold it. */
export function searchable(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '\uFFFD') : text;
}

/** Reads an entry from its row. */
export function toEntry(row: NewRow): LogEntry {
  const { seq, at, lag, reached, shown } = row;
  const place = { seq, at, lag, reached, shown };
  const automationId = row.automation_id ?? '';
  const said = asString(row.body ?? 'null');
  switch (row.kind) {
    case 'event':
      return toEventEntry(row);
    case 'control':
      return { kind: 'control', ...place, automationId, control: JSON.parse(said) as AutomationControl };
    case 'barrier': {
      const { partition } = (JSON.parse(said) as { partition: number } | null) ?? { partition: 0 };
      return { kind: 'barrier', ...place, automationId, partition };
    }
    case 'online':
      return { kind: 'online', ...place, downSince: (JSON.parse(said) as { downSince: number }).downSince };
  }
}

/** Reads an event's entry from its row. */
export function toEventEntry(row: NewRow): EventEntry {
  return eventEntry(row, JSON.parse(asString(row.body ?? '')) as Event);
}

/** The entry of a row that has just been written. */
export function writtenEntry(row: NewRow, draft: Draft): LogEntry {
  if (draft.kind !== 'event') return toEntry(row);
  return 'event' in draft.source ? eventEntry(row, draft.source) : new UnparsedEntry(row, draft.source);
}

/**
 * An entry whose event is parsed when somebody asks for it: of most nobody does. A class, since thousands a second of
 * objects with a getter of their own are slow to make.
 */
class UnparsedEntry implements EventEntry {
  readonly kind = 'event';
  readonly seq: number;
  readonly at: number;
  readonly lag: number;
  readonly reached: number;
  readonly shown: number;
  readonly occurred: number;
  readonly received: number;
  readonly origin: string | null;
  readonly depth: number;
  readonly brief: EventBrief;
  readonly #row: NewRow;
  #event: ReceivedEvent | undefined;

  constructor(row: NewRow, brief: EventBrief) {
    this.seq = row.seq;
    this.at = row.at;
    this.lag = row.lag;
    this.reached = row.reached;
    this.shown = row.shown;
    this.occurred = row.occurred ?? row.received;
    this.received = row.received;
    this.origin = row.origin;
    this.depth = row.depth;
    this.brief = brief;
    this.#row = row;
  }

  get event(): ReceivedEvent {
    return (this.#event ??= toEventEntry(this.#row).event);
  }
}

function eventEntry(
  row: NewRow,
  { occurred, event, resource, related, payload, id, follows }: Event,
): EventEntry {
  return {
    kind: 'event',
    seq: row.seq,
    at: row.at,
    lag: row.lag,
    reached: row.reached,
    shown: row.shown,
    event: { occurred, event, resource, related, payload, id, follows, received: formatTime(row.received) },
    occurred: row.occurred ?? row.received,
    received: row.received,
    origin: row.origin,
    depth: row.depth,
  };
}
