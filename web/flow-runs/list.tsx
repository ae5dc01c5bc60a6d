import { Button, NativeSelect } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../api/client.ts';
import type { FlowRun } from '../api/types.ts';
import { Empty } from '../components/empty.tsx';
import { FilterBar } from '../components/filter-bar.tsx';
import { IconInbox, IconSearch } from '../components/icons.ts';
import { Page } from '../components/page.tsx';
import { PagedList } from '../components/paged-list.tsx';
import { SearchInput } from '../components/search-input.tsx';
import { useAddress, type Address } from '../components/use-address.ts';
import { useFlowNames } from './flows.ts';
import { FlowRunRow } from './row.tsx';
import { stateOptions } from './states.ts';

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
  queue,
  filters = false,
}: {
  address: Address;
  /** Only those of the deployment with this id. */
  deployment?: string;
  /** Only those of the work queue with this id. */
  queue?: string;
  filters?: boolean;
}) {
  const search = filters ? address.get('q') : '';
  const state = stateOptions.find(({ value }) => value === address.get('state'))?.value;
  const flow = filters ? address.get('flow') : '';
  const narrowed = search !== '' || state !== undefined || flow !== '';
  const flow_runs = {
    ...(search !== '' && { name: { like_: search } }),
    ...(state !== undefined && filters && { state: { type: { any_: [state] } } }),
    ...(deployment !== undefined && { deployment_id: { any_: [deployment] } }),
  };
  const which = {
    flow_runs,
    ...(flow !== '' && { flows: { id: { any_: [flow] } } }),
    ...(queue !== undefined && { work_pool_queues: { id: { any_: [queue] } } }),
  };
  return (
    <PagedList
      queryKey={['flow-runs', which]}
      address={address}
      list={(page) => answer(api.POST('/flow_runs/filter', { body: { ...which, sort: 'ID_DESC', ...page } }))}
      count={() => answer(api.POST('/flow_runs/count', { body: which }))}
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
              data={[{ value: '', label: 'Any state' }, ...stateOptions]}
            />
          </FilterBar>
        )
      }
      empty={
        narrowed ? (
          <Empty icon={IconSearch} title="No run fits">
            <Button variant="default" onClick={() => address.set({ q: '', state: '', flow: '' })}>
              Show all
            </Button>
          </Empty>
        ) : (
          <Empty icon={IconInbox} title="Nothing has run yet">
            {deployment !== undefined
              ? 'Run it, or give it a schedule.'
              : queue !== undefined
                ? 'Runs of the deployments that name this queue are listed here.'
                : 'Run a deployment. Workflows that others start are listed as well.'}
          </Empty>
        )
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
