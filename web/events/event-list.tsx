import { Anchor, Text } from '@mantine/core';
import { Link } from 'wouter';
import { answer, api } from '../api/client.ts';
import { Answer } from '../components/answer.tsx';
import { useObject } from '../components/use-object.ts';
import { EventRow } from './event-row.tsx';

const SHOWN = 12;

/** The latest events that a resource has to do with, as their own or a related one. */
export function EventList({ resource }: { resource: string }) {
  const query = useObject(['events', 'about', resource], () =>
    answer(
      api.POST('/events/filter', { body: { filter: { any_resource: { id: [resource] } }, limit: SHOWN } }),
    ),
  );
  return (
    <Answer query={query} rows={3}>
      {({ events, total }) =>
        events.length === 0 ? (
          <Text p="md" fz="sm" c="dimmed">
            No events so far.
          </Text>
        ) : (
          <>
            <ul className="rows">
              {events.map((event) => (
                <li className="row" key={event.id} style={{ paddingBlock: 8 }}>
                  <EventRow event={event} />
                </li>
              ))}
            </ul>
            {total > events.length && (
              <Text p="md" fz="sm" style={{ borderTop: '1px solid var(--app-line)' }}>
                <Anchor
                  component={Link}
                  href={`/events?resource=${encodeURIComponent(resource)}&span=7d`}
                  fz="sm"
                >
                  All its own events
                </Anchor>
              </Text>
            )}
          </>
        )
      }
    </Answer>
  );
}
