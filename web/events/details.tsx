import { Anchor, Button, Text } from '@mantine/core';
import { Link } from 'wouter';
import { answer, api } from '../api/client.ts';
import type { ReceivedEvent } from '../api/types.ts';
import { Answer } from '../components/answer.tsx';
import { Copy } from '../components/copy.tsx';
import { Fact, Facts } from '../components/fact.tsx';
import { IconBolt } from '../components/icons.ts';
import { Json } from '../components/json.tsx';
import { Page } from '../components/page.tsx';
import { Section } from '../components/section.tsx';
import { Time } from '../components/time.tsx';
import { useQuery } from '@tanstack/react-query';
import { resourcePage } from './resource-page.ts';

/** One event: its resources, its payload, and the way to an automation on it. */
export function EventDetails({ id }: { id: string }) {
  const query = useQuery({
    queryKey: ['events', 'one', id],
    queryFn: () => answer(api.GET('/events/{id}', { params: { path: { id } } })),
    staleTime: Infinity,
  });
  return (
    <Page
      title={query.data?.event ?? 'Event'}
      above={[{ href: '/events', title: 'Events' }]}
      tools={
        <Button component={Link} href={`/automations/new?event=${id}`} leftSection={<IconBolt size={16} />}>
          Automate this
        </Button>
      }
    >
      <Answer query={query}>{(event) => <Details event={event} />}</Answer>
    </Page>
  );
}

function Details({ event }: { event: ReceivedEvent }) {
  return (
    <>
      <Section title="About">
        <Facts>
          <Fact name="Resource">
            <ResourceLink labels={event.resource} />
          </Fact>
          <Fact name="Occurred">
            <Time value={event.occurred} />
          </Fact>
          <Fact name="Received">
            <Time value={event.received} />
          </Fact>
          {event.follows !== null && (
            <Fact name="Follows">
              <Anchor component={Link} href={`/events/${event.follows}`} fz="inherit">
                {event.follows.slice(0, 8)}
              </Anchor>
            </Fact>
          )}
          <Fact name="Id">
            {event.id.slice(0, 8)} <Copy value={event.id} label="Copy the id" />
          </Fact>
          <Fact name="More like this">
            <Anchor
              component={Link}
              href={`/events?event=${encodeURIComponent(event.event)}&span=7d`}
              fz="inherit"
            >
              Events of this name
            </Anchor>
          </Fact>
        </Facts>
      </Section>
      <Section title="Related resources" padded={false}>
        {event.related.length === 0 ? (
          <Text p="md" fz="sm" c="dimmed">
            None.
          </Text>
        ) : (
          <ul className="rows">
            {event.related.map((labels, index) => (
              <li className="row" key={index} style={{ paddingBlock: 8 }}>
                <span className="tag">{labels['prefect.resource.role']}</span>
                <div className="row-main">
                  <ResourceLink labels={labels} />
                </div>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title="JSON" padded={false}>
        <Json value={event} label="The event" />
      </Section>
    </>
  );
}

function ResourceLink({ labels }: { labels: Readonly<Record<string, string>> }) {
  const id = labels['prefect.resource.id'] ?? '';
  const name = labels['prefect.resource.name'];
  const page = resourcePage(id);
  return (
    <>
      <Anchor
        component={Link}
        href={page ?? `/events?resource=${encodeURIComponent(id)}`}
        fz="inherit"
        style={{ overflowWrap: 'anywhere' }}
      >
        {name ?? id}
      </Anchor>
      {name !== undefined && name !== id && (
        <Text fz="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {id}
        </Text>
      )}
    </>
  );
}
