import { Text } from '@mantine/core';
import { Link } from 'wouter';
import { answer, api } from '../api/client.ts';
import { Empty } from '../components/empty.tsx';
import { Fact } from '../components/fact.tsx';
import { IconServer } from '../components/icons.ts';
import { Page } from '../components/page.tsx';
import { PagedList } from '../components/paged-list.tsx';
import { useAddress } from '../components/use-address.ts';
import { PoolStatus } from './status.tsx';
import { WorkPoolSwitch } from './switches.tsx';

/** All work pools. */
export function WorkPoolList() {
  const address = useAddress();
  return (
    <Page title="Work pools" lead="Where runs are carried out. One that is paused starts nothing new.">
      <PagedList
        queryKey={['work-pools']}
        address={address}
        list={(page) => answer(api.POST('/work_pools/filter', { body: page }))}
        count={() => answer(api.POST('/work_pools/count', { body: {} }))}
        empty={
          <Empty icon={IconServer} title="There are no work pools yet">
            One comes with the first deployment that names it.
          </Empty>
        }
        row={(pool) => (
          <>
            <div className="row-main">
              <Link href={`/work-pools/${encodeURIComponent(pool.name)}`} className="row-title">
                {pool.name}
              </Link>
              <Text fz="sm" c="dimmed">
                {pool.description === null || pool.description === ''
                  ? pool.type
                  : `${pool.type} · ${pool.description}`}
              </Text>
            </div>
            <dl className="row-facts" style={{ margin: 0 }}>
              <Fact name="Status">
                <PoolStatus status={pool.status} />
              </Fact>
              <Fact name="Concurrency">{pool.concurrency_limit ?? 'no limit'}</Fact>
            </dl>
            <div className="row-tools">
              <WorkPoolSwitch pool={pool} />
            </div>
          </>
        )}
      />
    </Page>
  );
}
