import { Text } from '@mantine/core';
import { Link } from 'wouter';
import { answer, api } from '../api/client.ts';
import type { WorkPool } from '../api/types.ts';
import { Answer } from '../components/answer.tsx';
import { Copy } from '../components/copy.tsx';
import { Fact, Facts } from '../components/fact.tsx';
import { Page } from '../components/page.tsx';
import { Section } from '../components/section.tsx';
import { Time } from '../components/time.tsx';
import { useObject } from '../components/use-object.ts';
import { EventList } from '../events/event-list.tsx';
import { PoolStatus } from './status.tsx';
import { WorkPoolSwitch, WorkQueueSwitch } from './switches.tsx';
import { Workers } from './workers.tsx';

/** One work pool with its queues. */
export function WorkPoolDetails({ name }: { name: string }) {
  const query = useObject(['work-pools', 'one', name], () =>
    answer(api.GET('/work_pools/{pool}', { params: { path: { pool: name } } })),
  );
  return (
    <Page
      title={name}
      above={[{ href: '/work-pools', title: 'Work pools' }]}
      mark={query.data && <PoolStatus status={query.data.status} />}
      tools={query.data && <WorkPoolSwitch pool={query.data} />}
    >
      <Answer query={query}>{(pool) => <Details pool={pool} />}</Answer>
    </Page>
  );
}

function Details({ pool }: { pool: WorkPool }) {
  const queues = useObject(['work-pools', 'queues', pool.name], () =>
    answer(
      api.POST('/work_pools/{pool}/queues/filter', {
        params: { path: { pool: pool.name } },
        body: { limit: 200 },
      }),
    ),
  );
  return (
    <>
      <Section title="About">
        <Facts>
          <Fact name="Type">{pool.type}</Fact>
          <Fact name="Concurrency">{pool.concurrency_limit ?? 'no limit'}</Fact>
          <Fact name="Created">
            <Time value={pool.created} />
          </Fact>
          <Fact name="Id">
            {pool.id.slice(0, 8)} <Copy value={pool.id} label="Copy the id" />
          </Fact>
        </Facts>
      </Section>
      <Section title="Work queues" padded={false}>
        <Answer query={queues} rows={2}>
          {(list) => (
            <ul className="rows">
              {list.map((queue) => (
                <li className="row" key={queue.id}>
                  <div className="row-main">
                    <Link href={`/work-queues/${queue.id}`} className="row-title">
                      {queue.name}
                    </Link>
                    <Text fz="sm" c="dimmed">
                      {queue.description ?? ''}
                    </Text>
                  </div>
                  <dl className="row-facts" style={{ margin: 0 }}>
                    <Fact name="Status">
                      <PoolStatus status={queue.status} />
                    </Fact>
                    <Fact name="Priority">{queue.priority}</Fact>
                    <Fact name="Concurrency">{queue.concurrency_limit ?? 'no limit'}</Fact>
                    <Fact name="Last polled">
                      <Time value={queue.last_polled} />
                    </Fact>
                  </dl>
                  <div className="row-tools">
                    <WorkQueueSwitch queue={queue} />
                  </div>
                </li>
              ))}
            </ul>
          )}
        </Answer>
      </Section>
      <Workers pool={pool} />
      <Section title="Events" padded={false}>
        <EventList resource={`prefect.work-pool.${pool.id}`} />
      </Section>
    </>
  );
}
