import { Text } from '@mantine/core';
import { Link } from 'wouter';
import { answer, api } from '../api/client.ts';
import type { Deployment } from '../api/types.ts';
import { Empty } from '../components/empty.tsx';
import { Fact } from '../components/fact.tsx';
import { FilterBar } from '../components/filter-bar.tsx';
import { IconRocket } from '../components/icons.ts';
import { Page } from '../components/page.tsx';
import { PagedList } from '../components/paged-list.tsx';
import { SearchInput } from '../components/search-input.tsx';
import { State, toneOf } from '../components/state.tsx';
import { Tags } from '../components/tags.tsx';
import { useAddress } from '../components/use-address.ts';
import { useFlowNames } from '../flow-runs/flows.ts';
import { DeploymentSwitch } from './pause-switch.tsx';
import { RunButton } from './run-button.tsx';
import { scheduleInWords } from './schedule-words.ts';

/** All deployments: run them, switch their schedules. */
export function DeploymentList() {
  const address = useAddress();
  const search = address.get('q');
  const deployments = search === '' ? {} : { flow_or_deployment_name: { like_: search } };
  return (
    <Page title="Deployments" lead="Flows that can be run from here, by automations and by schedules.">
      <PagedList
        queryKey={['deployments', deployments]}
        address={address}
        list={(page) => answer(api.POST('/deployments/filter', { body: { deployments, ...page } }))}
        count={() => answer(api.POST('/deployments/count', { body: { deployments } }))}
        filters={
          <FilterBar>
            <SearchInput
              value={search}
              onSearch={(q) => address.set({ q })}
              label="Search by flow or deployment"
              first
              flex="1 1 200px"
            />
          </FilterBar>
        }
        empty={
          <Empty
            icon={IconRocket}
            title={search === '' ? 'There are no deployments yet' : 'No deployment fits'}
          >
            Deploy a flow with <code>automations deploy</code>, the SDK or Prefect’s client.
          </Empty>
        }
        row={(deployment) => <Row deployment={deployment} />}
      />
    </Page>
  );
}

function Row({ deployment }: { deployment: Deployment }) {
  const flow = useFlowNames([deployment.flow_id])(deployment.flow_id);
  const schedules = deployment.schedules.filter(({ active }) => active);
  return (
    <>
      <div className="row-main">
        <Link href={`/deployments/${deployment.id}`} className="row-title">
          {deployment.name}
        </Link>{' '}
        <Tags tags={deployment.tags} />
        <Text fz="sm" c="dimmed">
          {flow ?? ' '}
          {schedules.length > 0 && ` · ${schedules.map(scheduleInWords).join(', ')}`}
        </Text>
      </div>
      <dl className="row-facts" style={{ margin: 0 }}>
        <Fact name="Work pool">{deployment.work_pool_name ?? 'none'}</Fact>
        <Fact name="Workers">
          <State tone={toneOf(deployment.status)}>{deployment.status === 'READY' ? 'Ready' : 'None'}</State>
        </Fact>
      </dl>
      <div className="row-tools">
        {deployment.schedules.length > 0 && <DeploymentSwitch deployment={deployment} />}
        <RunButton deployment={deployment} small />
      </div>
    </>
  );
}
