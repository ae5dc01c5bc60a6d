import type { AutomationControl, EventEntry, LogEntry, NewEvent } from '../log.ts';
import type { LogTable } from '../schema.ts';
import type { Event } from '../../schemas/events.ts';
import { formatTime } from '../../schemas/times.ts';
import { readTime } from '../time.ts';
import type { Draft, EventDraft } from './draft.ts';

/** Makes an event ready for the log, once, whatever happens to the commit. */
export function toDraft({ event, text, origin, depth }: NewEvent): EventDraft {
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
export function toEntry(row: LogTable): LogEntry {
  const { seq, at, lag, reached, shown } = row;
  const place = { seq, at, lag, reached, shown };
  const automationId = row.automation_id ?? '';
  const said = row.body ?? 'null';
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
export function toEventEntry(row: LogTable): EventEntry {
  return eventEntry(row, JSON.parse(row.body ?? '') as Event);
}

/** The entry of a row that has just been written. */
export function writtenEntry(row: LogTable, draft: Draft): LogEntry {
  return draft.kind === 'event' ? eventEntry(row, draft.source) : toEntry(row);
}

function eventEntry(
  row: LogTable,
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
