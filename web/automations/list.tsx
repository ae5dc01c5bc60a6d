import { Button } from '@mantine/core';
import { Link } from 'wouter';
import type { Automation } from '../api/types.ts';
import { Answer } from '../components/answer.tsx';
import { Empty } from '../components/empty.tsx';
import { IconBolt, IconPlus, IconSearch } from '../components/icons.ts';
import { Page } from '../components/page.tsx';
import { Pager } from '../components/pager.tsx';
import { useAddress } from '../components/use-address.ts';
import { useDeletions } from './deletion.tsx';
import { AutomationFilters } from './filters.tsx';
import { listFilter, PAGE_SIZE, useActivity, useAutomations } from './list-query.ts';
import { AutomationRow } from './row.tsx';
import { useNames } from './use-names.ts';

/** All automations: search, tags, order, and what each does. */
export function AutomationList() {
  const address = useAddress();
  const filter = listFilter(address);
  const query = useAutomations(filter);
  const deletions = useDeletions();
  const isFiltered = filter.search !== '' || filter.tags.length > 0 || filter.enabled !== '';
  return (
    <Page
      title="Automations"
      lead="Each watches events and acts when they come, or when they stay away."
      tools={
        <Button component={Link} href="/automations/new" leftSection={<IconPlus size={16} />}>
          New automation
        </Button>
      }
    >
      <div className="surface">
        <AutomationFilters filter={filter} address={address} />
        <Answer query={query}>
          {({ list, total }) => {
            const shown = list.filter(({ id }) => !deletions.has(id));
            if (total === 0) return isFiltered ? <NoneFits onClear={() => address.set(CLEAR)} /> : <None />;
            return (
              <>
                <Rows list={shown} />
                <Pager
                  page={filter.page}
                  size={PAGE_SIZE}
                  total={total - (list.length - shown.length)}
                  onPage={(page) => address.set({ page: page === 1 ? '' : String(page) })}
                />
              </>
            );
          }}
        </Answer>
      </div>
    </Page>
  );
}

const CLEAR = { q: '', tag: '', enabled: '' };

function Rows({ list }: { list: readonly Automation[] }) {
  const { data: activity } = useActivity(list.map(({ id }) => id));
  const nameOf = useNames(list);
  return (
    <ul className="rows">
      {list.map((automation) => (
        <AutomationRow
          key={automation.id}
          automation={automation}
          activity={activity?.get(automation.id)}
          nameOf={nameOf}
        />
      ))}
    </ul>
  );
}

function None() {
  return (
    <Empty icon={IconBolt} title="There are no automations yet">
      An automation says: when this happens, or does not happen in time, do that.
      <div style={{ marginTop: 14 }}>
        <Button component={Link} href="/automations/new">
          Create the first one
        </Button>
      </div>
    </Empty>
  );
}

function NoneFits({ onClear }: { onClear: () => void }) {
  return (
    <Empty icon={IconSearch} title="No automation fits">
      <Button variant="default" onClick={onClear}>
        Show all
      </Button>
    </Empty>
  );
}
