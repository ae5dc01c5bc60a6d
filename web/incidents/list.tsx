import { NativeSelect, Text } from '@mantine/core';
import { Link } from 'wouter';
import { answer, api } from '../api/client.ts';
import { Empty } from '../components/empty.tsx';
import { Fact } from '../components/fact.tsx';
import { FilterBar } from '../components/filter-bar.tsx';
import { IconFlame } from '../components/icons.ts';
import { Page } from '../components/page.tsx';
import { PagedList } from '../components/paged-list.tsx';
import { Tags } from '../components/tags.tsx';
import { Time } from '../components/time.tsx';
import { useAddress } from '../components/use-address.ts';
import { IncidentActions } from './actions.tsx';
import { DeclareButton, severities } from './declare.tsx';
import { IncidentStatus } from './state.tsx';

const STATUSES = ['active', 'acknowledged', 'resolved'] as const;

/** All incidents, the latest first. */
export function IncidentList() {
  const address = useAddress();
  const status = STATUSES.find((one) => one === address.get('status'));
  const severity = severities.find((one) => one === address.get('severity'));
  const incidents = {
    ...(status !== undefined && { status: { any_: [status] } }),
    ...(severity !== undefined && { severity: { any_: [severity] } }),
  };
  return (
    <Page
      title="Incidents"
      lead="Declared by automations, through the API, or here."
      tools={<DeclareButton />}
    >
      <PagedList
        queryKey={['incidents', incidents]}
        address={address}
        list={(page) => answer(api.POST('/incidents/filter', { body: { incidents, ...page } }))}
        count={() => answer(api.POST('/incidents/count', { body: { incidents } }))}
        filters={
          <FilterBar>
            <NativeSelect
              value={status ?? ''}
              onChange={(event) => address.set({ status: event.currentTarget.value })}
              aria-label="Status"
              data={[
                { value: '', label: 'Any status' },
                ...STATUSES.map((value) => ({ value, label: capital(value) })),
              ]}
            />
            <NativeSelect
              value={severity ?? ''}
              onChange={(event) => address.set({ severity: event.currentTarget.value })}
              aria-label="Severity"
              data={[
                { value: '', label: 'Any severity' },
                ...severities.map((value) => ({ value, label: capital(value) })),
              ]}
            />
          </FilterBar>
        }
        empty={
          <Empty icon={IconFlame} title="No incidents">
            Let an automation declare one when something is wrong, or declare one here.
          </Empty>
        }
        row={(incident) => (
          <>
            <div className="row-main">
              <Link href={`/incidents/${incident.id}`} className="row-title">
                {incident.name}
              </Link>{' '}
              <Tags tags={incident.tags} />
              <Text fz="sm" c="dimmed" lineClamp={1}>
                {incident.summary}
              </Text>
            </div>
            <dl className="row-facts" style={{ margin: 0 }}>
              <Fact name="Status">
                <IncidentStatus status={incident.status} />
              </Fact>
              <Fact name="Severity">{capital(incident.severity)}</Fact>
              <Fact name="Began">
                <Time value={incident.start_time} />
              </Fact>
            </dl>
            <div className="row-tools">
              <IncidentActions incident={incident} small />
            </div>
          </>
        )}
      />
    </Page>
  );
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
