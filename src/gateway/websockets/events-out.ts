import { eventFilterSchema, type EventFilter } from '../../schemas/event-filters.ts';
import { isObject } from '../../schemas/scalars.ts';
import { formatTime } from '../../schemas/times.ts';
import { parseBody, ValidationError } from '../../schemas/validation.ts';
import type { EventEntry, LogEntry } from '../../store/log.ts';
import type { Store } from '../../store/store.ts';
import { closeWith } from './close.ts';
import type { DrainingSocket } from './draining-socket.ts';
import { objectOf } from './handshake.ts';
import type { Inbox } from './inbox.ts';
import { OutStream } from './out-stream.ts';

/** How far back a stream goes when the filter does not say; Prefect's own limit. */
const DEFAULT_BACKFILL_MS = 15 * 60_000;
/** Far enough: a stream without `until` has no end. */
const NO_END = '9999-12-31T23:59:59Z';
const PAGE = 200;
/** After so many entries of which nothing was sent, the position is told. */
const TELL_AFTER = 1_000;

/**
 * Streams events to a client: after its filter message first the matching ones of the past, in order of
 * `occurred`, then live ones in the order of the log. None is sent twice and none between the two is missed:
 * the past is what had a place in the log when the filter came, the rest is read from that place on.
 *
 * Ours: with `"positions": true` in the message each live event comes with its `position`, and so does a message
 * `{"type": "position"}` when the past is over, and from time to time. A later stream with `"after"` goes on behind that position, so that a
 * client whose connection broke misses nothing and gets nothing twice. Where retention has removed entries behind that position
 * meanwhile, `{"type": "gap"}` comes first: some that match may be among them.
 */
export async function eventsOut(socket: DrainingSocket, inbox: Inbox, store: Store): Promise<void> {
  const text = await inbox.nextText();
  inbox.discard();
  if (text === null) return;
  const message = objectOf(text);
  if (message === null || message['type'] !== 'filter') {
    return closeWith(socket, 1002, "Expected 'filter' message");
  }
  const filter = readFilter(message['filter']);
  if (typeof filter === 'string') return closeWith(socket, 1002, `Invalid filter: ${filter}`);

  const stream = new OutStream(socket, message['positions'] === true);
  const head = await store.log.head();
  const after = readPosition(message['after'], head);
  if (typeof after === 'string') return closeWith(socket, 1008, after);
  if (after === undefined && message['backfill'] !== false) await backfill(stream, store, filter, head);
  await follow(stream, store, filter, { position: after ?? head, head });
}

/** The position that a stream goes on behind: undefined when there is none, or what is wrong with it. */
function readPosition(given: unknown, head: number): number | string | undefined {
  if (given === undefined || given === null) return undefined;
  const position = typeof given === 'string' && /^\d{1,15}$/.test(given) ? Number(given) : undefined;
  if (position !== undefined && position <= head) return position;
  // Of another installation, or of one whose data were put back to an earlier time.
  return 'Unknown position';
}

/** The filter with the defaults of a stream, or what is wrong with it. */
function readFilter(input: unknown): EventFilter | string {
  const given = isObject(input) ? input : {};
  const occurred = isObject(given['occurred']) ? given['occurred'] : {};
  const withDefaults = {
    ...given,
    occurred: { since: formatTime(Date.now() - DEFAULT_BACKFILL_MS), until: NO_END, ...occurred },
    order: 'ASC',
  };
  try {
    return parseBody(eventFilterSchema, isObject(input) ? withDefaults : input);
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    return error.detail.map(({ loc, msg }) => `${loc.slice(1).join('.')}: ${msg}`).join('; ');
  }
}

async function backfill(stream: OutStream, store: Store, filter: EventFilter, head: number): Promise<void> {
  let page = await store.events.filter(filter, { limit: PAGE });
  for (;;) {
    const entries = await store.log.eventsById(page.events.map((event) => event.id));
    // Later ones, and held ones that get their place later, come with the live part.
    for (const entry of entries) {
      if (entry.seq > 0 && entry.seq <= head && !(await stream.send(entry.event))) return;
    }
    if (page.nextPageToken === null) return;
    page = await store.events.nextPage(page.nextPageToken, { limit: PAGE });
  }
}

/** Sends what is behind a position. `head` is as far as the log went when the stream began. */
async function follow(
  stream: OutStream,
  store: Store,
  filter: EventFilter,
  from: { readonly position: number; readonly head: number },
): Promise<void> {
  let { position } = from;
  let told = position;
  let isWhole = true;
  if (!(await stream.tell(position))) return;
  const stop = store.log.onAppend(() => stream.wake());
  try {
    while (stream.isOpen) {
      const entries = await store.log.read(position, PAGE);
      // Places have no gaps: what is not there any more was removed.
      const next = entries.at(0)?.seq ?? Math.max(position, from.head) + 1;
      if (isWhole && (next > position + 1 || !isUnbroken(entries))) {
        isWhole = false;
        if (!(await stream.tellGap())) return;
      }
      if (entries.length === 0) position = next - 1;
      for (const entry of entries) {
        position = entry.seq;
        if (!isEvent(entry) || !store.events.matches(filter, entry.event)) continue;
        if (!(await stream.send(entry.event, position))) return;
        told = position;
      }
      if (position - told >= TELL_AFTER) {
        if (!(await stream.tell(position))) return;
        told = position;
      }
      if (entries.length === 0) await stream.idle();
    }
  } finally {
    stop();
  }
}

function isUnbroken(entries: readonly LogEntry[]): boolean {
  return entries.length === 0 || entries.at(-1)!.seq - entries[0]!.seq === entries.length - 1;
}

function isEvent(entry: { kind: string }): entry is EventEntry {
  return entry.kind === 'event';
}
