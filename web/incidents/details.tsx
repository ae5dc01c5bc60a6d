import { Text } from '@mantine/core';
import { answer, api } from '../api/client.ts';
import type { Incident } from '../api/types.ts';
import { Answer } from '../components/answer.tsx';
import { Copy } from '../components/copy.tsx';
import { Fact, Facts } from '../components/fact.tsx';
import { Page } from '../components/page.tsx';
import { Section } from '../components/section.tsx';
import { Tags } from '../components/tags.tsx';
import { Time } from '../components/time.tsx';
import { useObject } from '../components/use-object.ts';
import { EventList } from '../events/event-list.tsx';
import { IncidentActions } from './actions.tsx';
import { IncidentStatus } from './state.tsx';

/** One incident: what happened, and what has been done since. */
export function IncidentDetails({ id }: { id: string }) {
  const query = useObject(['incidents', 'one', id], () =>
    answer(api.GET('/incidents/{id}', { params: { path: { id } } })),
  );
  const incident = query.data;
  return (
    <Page
      title={incident?.name ?? 'Incident'}
      above={[{ href: '/incidents', title: 'Incidents' }]}
      mark={incident && <IncidentStatus status={incident.status} />}
      tools={incident && <IncidentActions incident={incident} />}
    >
      <Answer query={query}>{(one) => <Details incident={one} />}</Answer>
    </Page>
  );
}

function Details({ incident }: { incident: Incident }) {
  return (
    <>
      <Section title="About">
        <Text style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }} mb="md">
          {incident.summary === '' ? 'Nobody has said what happened.' : incident.summary}
        </Text>
        <Facts>
          <Fact name="Severity">{incident.severity}</Fact>
          <Fact name="Began">
            <Time value={incident.start_time} />
          </Fact>
          <Fact name="Acknowledged">
            <Time value={incident.acknowledged_time} />
          </Fact>
          <Fact name="Ended">
            <Time value={incident.end_time} />
          </Fact>
          <Fact name="Declared by">{incident.declared_by ?? 'somebody'}</Fact>
          <Fact name="Id">
            {incident.id.slice(0, 8)} <Copy value={incident.id} label="Copy the id" />
          </Fact>
          {incident.tags.length > 0 && (
            <Fact name="Tags">
              <Tags tags={incident.tags} />
            </Fact>
          )}
        </Facts>
      </Section>
      <Section title="Events" padded={false}>
        <EventList resource={`prefect-cloud.incident.${incident.id}`} />
      </Section>
    </>
  );
}
