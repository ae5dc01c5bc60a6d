import { defaultClient, type AutomationsClient } from '../client/client.ts';
import { pause, waitBefore } from '../client/retry.ts';
import type { ReceivedEvent } from './event.ts';
import type { EventStreamSocket } from './event-socket.ts';
import type { EventFilter } from './filter.ts';

/** What {@link subscribe} may be told besides which events. */
export interface SubscribeOptions {
  /** Also the events that occurred since then, first; only what comes from now on when absent. */
  readonly since?: Date | string;
  readonly client?: AutomationsClient;
  /** Ends the subscription: the loop over it is left without an error. */
  readonly signal?: AbortSignal;
  /** Is called when the stream stands, also again after a break: of what is emitted from the first time on, nothing is missed. */
  readonly onOpen?: () => void;
  /** Is told when the connection broke; it is made again. */
  readonly onBreak?: (error: Error) => void;
  /**
   * Is told when it was away for longer than the server keeps events (`AUTOMATIONS_RETENTION_DAYS`): some may be missing before
   * what comes next. Without it, that is an error.
   */
  readonly onGap?: () => void;
}

const BEGINNING = '0001-01-02T00:00:00Z';
const NO_END = '9999-12-30T00:00:00Z';

/**
 * The events as they come, one by one. After a break it goes on where it was: nothing is missed and nothing comes twice, whatever
 * the time at which an event occurred. Leave the loop to end it.
 *
 * @throws ApiError what trying again cannot mend: a wrong key, a filter that is refused, a server with other data, or one that
 *   does not keep any more what came during the break (`events_removed`; see `onGap`)
 * @example
 * for await (const { event, resource } of subscribe({ event: { prefix: ['order.'] } })) {
 *   console.log(event, resource['prefect.resource.id']);
 * }
 */
export async function* subscribe(
  filter: EventFilter = {},
  { since, client = defaultClient(), signal, onOpen, onBreak, onGap }: SubscribeOptions = {},
): AsyncGenerator<ReceivedEvent, void, undefined> {
  // Loaded when it is needed: importing the package stays light.
  const { EventStreamSocket } = await import('./event-socket.ts');
  const start = since === undefined ? BEGINNING : new Date(since).toISOString();
  const occurred = { since: start, until: NO_END, ...filter.occurred };
  const course: Course = { position: undefined, told: new Set(), isOpen: false };
  for (let tries = 1; !isAborted(signal);) {
    const socket = new EventStreamSocket(client.connection, {
      filter: { ...filter, occurred },
      backfill: since !== undefined,
      ...(course.position !== undefined && { after: course.position }),
    });
    const stop = (): void => socket.close();
    signal?.addEventListener('abort', stop, { once: true });
    try {
      for await (const event of read(socket, course, {
        ...(onOpen && { onOpen }),
        ...(onGap && { onGap }),
      })) {
        yield event;
        if (isAborted(signal)) return;
      }
    } finally {
      signal?.removeEventListener('abort', stop);
      socket.close();
    }
    if (course.isOpen) tries = 1;
    course.isOpen = false;
    const error = socket.end;
    if (isAborted(signal) || error === null) return;
    if (!error.retryable) throw error;
    // Before the first connection there is nothing to go on with: whoever gave a wrong address should hear of it.
    if (course.position === undefined && tries > client.connection.retries) throw error;
    onBreak?.(error);
    await pause(waitBefore(tries, error) ?? 0, signal).catch(() => undefined);
    tries += 1;
  }
}

/** How far a subscription is. */
interface Course {
  /** Behind which it goes on; undefined while the past is told. */
  position: string | undefined;
  /** What was told of the past: it is told anew when the connection breaks before it is over. */
  readonly told: Set<string>;
  /** Whether this connection has come as far as the present. */
  isOpen: boolean;
}

async function* read(
  socket: EventStreamSocket,
  course: Course,
  { onOpen, onGap }: Pick<SubscribeOptions, 'onOpen' | 'onGap'>,
): AsyncGenerator<ReceivedEvent, void, undefined> {
  for (let message = await socket.next(); message !== null; message = await socket.next()) {
    const { type, event, position } = message;
    if (type === 'gap') {
      if (onGap === undefined) throw socket.gap();
      onGap();
      continue;
    }
    if (position !== undefined) {
      course.position = position;
      course.told.clear();
      if (!course.isOpen) onOpen?.();
      course.isOpen = true;
    }
    if (event === undefined) continue;
    if (position === undefined) {
      if (course.told.has(event.id)) continue;
      course.told.add(event.id);
    }
    yield event;
  }
}

function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}
