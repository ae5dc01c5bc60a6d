import type { Logger } from '../../logging.ts';
import type { Metrics } from '../../metrics/metrics.ts';
import { readEvent, type EventWithText } from '../../schemas/events.ts';
import { ValidationError } from '../../schemas/validation.ts';
import type { Log } from '../../store/log.ts';
import { JsonError, parseJson } from '../json.ts';
import { closeWith } from './close.ts';
import type { DrainingSocket } from './draining-socket.ts';
import type { Inbox } from './inbox.ts';

/** Where events go, and who hears of it. */
interface Receiver {
  readonly log: Pick<Log, 'append'>;
  readonly logger: Logger;
  readonly metrics: Pick<Metrics, 'received'>;
}

/** How many frames go into one commit. */
const BATCH = 500;

/**
 * Takes events from a client, one a message, until it leaves. A pong is sent only after everything that came
 * before its ping is durable: Prefect's client forgets its copies of those events then.
 *
 * A message that is no event ends the connection with 1007 and the reason, after what came before it is safe:
 * so the client keeps its unconfirmed events and nothing is dropped in silence.
 */
export async function eventsIn(socket: DrainingSocket, inbox: Inbox, receiver: Receiver): Promise<void> {
  const done = consume(socket, inbox, receiver);
  // The peer's close is answered when all it sent is stored.
  socket.drained = () => {
    inbox.end();
    return done;
  };
  await done;
}

async function consume(socket: DrainingSocket, inbox: Inbox, receiver: Receiver): Promise<void> {
  while (await inbox.waitFor()) {
    const bad = await store(socket, inbox, receiver);
    if (bad === null) continue;
    receiver.logger.warn({ reason: bad }, 'an event on the websocket was refused');
    socket.drained = () => Promise.resolve();
    inbox.discard();
    closeWith(socket, 1007, bad);
    return;
  }
}

/** Stores one batch; answers why a message of it was refused, or null. */
async function store(
  socket: DrainingSocket,
  inbox: Inbox,
  { log, metrics }: Receiver,
): Promise<string | null> {
  let events: EventWithText[] = [];
  const commit = async () => {
    if (events.length === 0) return;
    await log.append(events);
    metrics.received('websocket', events.length);
    events = [];
  };
  for (const frame of inbox.take(BATCH)) {
    if (frame.kind === 'ping') {
      await commit();
      if (socket.readyState === socket.OPEN) socket.pong(frame.data);
      continue;
    }
    try {
      events.push(readEvent(parseJson(frame.text)));
    } catch (error) {
      await commit();
      if (error instanceof ValidationError) return refusalOf(error);
      if (error instanceof JsonError) return `Invalid event: ${error.message}`;
      throw error;
    }
  }
  await commit();
  return null;
}

function refusalOf(error: ValidationError): string {
  const first = error.detail[0];
  return `Invalid event: ${first === undefined ? error.message : `${first.loc.slice(1).join('.')}: ${first.msg}`}`;
}
