import type { EventPage } from '../../schemas/event-filters.ts';
import type { ReceivedEvent } from '../../schemas/events.ts';
import type { Column } from '../output/table.ts';
import { ago } from '../output/times.ts';
import type { Session } from '../session.ts';
import { eventFilter, type EventOptions } from './filter.ts';

const COLUMNS: readonly Column<ReceivedEvent>[] = [
  { header: 'OCCURRED', text: ({ occurred }) => ago(occurred) },
  { header: 'EVENT', text: ({ event }) => event, tone: () => 'strong', shrinks: true },
  { header: 'RESOURCE', text: ({ resource }) => resource['prefect.resource.id'] ?? '', shrinks: true },
  { header: 'ID', text: ({ id }) => id, tone: () => 'dim' },
];

const PAGE = 50;

/** `automations events ls`: the latest first. */
export async function listEvents(
  { api, out }: Session,
  options: EventOptions & { limit: number; text?: string },
): Promise<void> {
  const { limit, text } = options;
  const filter = { ...eventFilter(options), ...(text !== undefined && { text: { query: text } }) };
  const found: ReceivedEvent[] = [];
  let page = await api.post<EventPage>('/events/filter', { filter, limit: Math.min(PAGE, limit) });
  for (;;) {
    found.push(...page.events);
    if (found.length >= limit || page.next_page === null) break;
    // The address in the reply is the one that the server believes to have; only its token counts.
    page = await api.get<EventPage>(`/events/filter/next${new URL(page.next_page).search}`);
  }
  await out.list(found.slice(0, limit), COLUMNS, 'No events.');
}
