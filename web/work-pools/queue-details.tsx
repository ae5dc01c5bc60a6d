import { Anchor } from '@mantine/core';
import { Link } from 'wouter';
import { answer, api } from '../api/client.ts';
import type { WorkQueue } from '../api/types.ts';
import { Answer } from '../components/answer.tsx';
import { Copy } from '../components/copy.tsx';
import { Fact, Facts } from '../components/fact.tsx';
import { Page } from '../components/page.tsx';
import { Section } from '../components/section.tsx';
import { State } from '../components/state.tsx';
import { Time } from '../components/time.tsx';
import { useAddress } from '../components/use-address.ts';
import { useObject } from '../components/use-object.ts';
import { EventList } from '../events/event-list.tsx';
import { FlowRuns } from '../flow-runs/list.tsx';
import { PoolStatus } from './status.tsx';
import { WorkQueueSwitch } from './switches.tsx';

/** One work queue: how it is, its runs and its events. */
export function WorkQueueDetails({ id }: { id: string }) {
  const query = useObject(['work-pools', 'queue', id], () =>
    answer(api.GET('/work_queues/{id}', { params: { path: { id } } })),
  );
  const queue = query.data;
  const pool = queue?.work_pool_name;
  return (
    <Page
      title={queue?.name ?? 'Work queue'}
      above={[
        { href: '/work-pools', title: 'Work pools' },
        ...(pool == null ? [] : [{ href: `/work-pools/${encodeURIComponent(pool)}`, title: pool }]),
      ]}
      {...(queue?.description ? { lead: queue.description } : {})}
      mark={queue && <PoolStatus status={queue.status} />}
      tools={queue && <WorkQueueSwitch queue={queue} />}
    >
      <Answer query={query}>{(one) => <Details queue={one} />}</Answer>
    </Page>
  );
}

function Details({ queue }: { queue: WorkQueue }) {
  const { id, work_pool_name: pool } = queue;
  const address = useAddress();
  const health = useObject(['work-pools', 'queue', id, 'status'], () =>
    answer(api.GET('/work_queues/{id}/status', { params: { path: { id } } })),
  ).data;
  return (
    <>
      <Section title="About">
        <Facts>
          {pool != null && (
            <Fact name="Work pool">
              <Anchor component={Link} href={`/work-pools/${encodeURIComponent(pool)}`} fz="inherit">
                {pool}
              </Anchor>
            </Fact>
          )}
          <Fact name="Priority">{queue.priority}</Fact>
          <Fact name="Concurrency">{queue.concurrency_limit ?? 'no limit'}</Fact>
          <Fact name="Late runs">
            {health === undefined ? (
              '…'
            ) : health.late_runs_count === 0 ? (
              '0'
            ) : (
              <State tone="bad">{health.late_runs_count.toLocaleString()}</State>
            )}
          </Fact>
          <Fact name="Last polled">
            {queue.last_polled == null ? 'never' : <Time value={queue.last_polled} />}
          </Fact>
          <Fact name="Created">
            <Time value={queue.created} />
          </Fact>
          <Fact name="Id">
            {id.slice(0, 8)} <Copy value={id} label="Copy the id" />
          </Fact>
        </Facts>
      </Section>
      <Section title="Runs" padded={false}>
        <FlowRuns address={address} queue={id} />
      </Section>
      <Section title="Events" padded={false}>
        <EventList resource={`prefect.work-queue.${id}`} />
      </Section>
    </>
  );
}
