import { NativeSelect } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../api/client.ts';
import type { FlowRun } from '../api/types.ts';
import { Empty } from '../components/empty.tsx';
import { FilterBar } from '../components/filter-bar.tsx';
import { IconInbox } from '../components/icons.ts';
import { Page } from '../components/page.tsx';
import { PagedList } from '../components/paged-list.tsx';
import { SearchInput } from '../components/search-input.tsx';
import { useAddress, type Address } from '../components/use-address.ts';
import { useFlowNames } from './flows.ts';
import { FlowRunRow } from './row.tsx';

const STATES = [
  'SCHEDULED',
  'PENDING',
  'RUNNING',
  'PAUSED',
  'COMPLETED',
  'FAILED',
  'CRASHED',
  'CANCELLING',
  'CANCELLED',
] as const;

/** All flow runs, the latest first. */
export function FlowRunList() {
  const address = useAddress();
  return (
    <Page title="Flow runs" lead="What deployments have started, and workflows that others started.">
      <FlowRuns address={address} filters />
    </Page>
  );
}

/** Flow runs, as far as the address and `deployment` say which. */
export function FlowRuns({
  address,
  deployment,
  filters = false,
}: {
  address: Address;
  /** Only those of the deployment with this id. */
  deployment?: string;
  filters?: boolean;
}) {
  const search = filters ? address.get('q') : '';
  const state = STATES.find((one) => one === address.get('state'));
  const flow_runs = {
    ...(search !== '' && { name: { like_: search } }),
    ...(state !== undefined && filters && { state: { type: { any_: [state] } } }),
    ...(deployment !== undefined && { deployment_id: { any_: [deployment] } }),
  };
  return (
    <PagedList
      queryKey={['flow-runs', flow_runs]}
      address={address}
      list={(page) =>
        answer(api.POST('/flow_runs/filter', { body: { flow_runs, sort: 'ID_DESC', ...page } }))
      }
      count={() => answer(api.POST('/flow_runs/count', { body: { flow_runs } }))}
      filters={
        filters && (
          <FilterBar>
            <SearchInput
              value={search}
              onSearch={(q) => address.set({ q })}
              label="Search by name"
              first
              flex="1 1 200px"
            />
            <NativeSelect
              value={state ?? ''}
              onChange={(event) => address.set({ state: event.currentTarget.value })}
              aria-label="State"
              data={[
                { value: '', label: 'Any state' },
                ...STATES.map((value) => ({
                  value,
                  label: value.slice(0, 1) + value.slice(1).toLowerCase(),
                })),
              ]}
            />
          </FilterBar>
        )
      }
      empty={
        <Empty
          icon={IconInbox}
          title={search === '' && state === undefined ? 'Nothing has run yet' : 'No run fits'}
        >
          Run a deployment, or start a workflow in the namespace that is watched.
        </Empty>
      }
      row={(run) => <NamedRow run={run} />}
    />
  );
}

function NamedRow({ run }: { run: FlowRun }) {
  // One question for all rows on the page.
  const shown = useQueryClient()
    .getQueriesData<{ items: readonly FlowRun[] }>({ queryKey: ['flow-runs'] })
    .flatMap(([, data]) => (Array.isArray(data?.items) ? data.items.map(({ flow_id }) => flow_id) : []));
  const nameOf = useFlowNames([...shown, run.flow_id]);
  return <FlowRunRow run={run} flow={nameOf(run.flow_id)} />;
}
