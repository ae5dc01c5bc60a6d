import { defaultClient, type AutomationsClient } from '../client/client.ts';
import type { ReceivedEvent } from './event.ts';
import type { EventFilter } from './filter.ts';

/** How events are listed. */
export interface EventListOptions {
  /** `DESC` (the latest first) when absent; by the time at which they occurred. */
  readonly order?: 'ASC' | 'DESC';
  readonly client?: AutomationsClient;
  readonly signal?: AbortSignal;
}

interface EventPage {
  readonly events: readonly ReceivedEvent[];
  readonly next_page: string | null;
}

/**
 * The events that the server has on record, one by one; read page by page. Without `occurred` those of the last 180 days.
 *
 * @example for await (const { event } of listEvents({ event: { prefix: ['order.'] } })) console.log(event);
 */
export async function* listEvents(
  filter: EventFilter = {},
  { order = 'DESC', client = defaultClient(), ...options }: EventListOptions = {},
): AsyncGenerator<ReceivedEvent, void, undefined> {
  const body = { filter: { ...filter, order } };
  let page = await client.post<EventPage>('/events/filter', body, { ...options, isIdempotent: true });
  for (;;) {
    yield* page.events;
    // Only the token is taken from the address: behind proxies the server may not know its own name.
    const token = page.next_page === null ? null : new URL(page.next_page).searchParams.get('page-token');
    if (token === null) return;
    page = await client.get<EventPage>('/events/filter/next', { ...options, query: { 'page-token': token } });
  }
}
