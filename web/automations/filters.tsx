import { NativeSelect } from '@mantine/core';
import { FilterBar } from '../components/filter-bar.tsx';
import { SearchInput } from '../components/search-input.tsx';
import type { Address } from '../components/use-address.ts';
import type { ListFilter } from './list-query.ts';
import { TagFilter } from './tag-filter.tsx';

/** Search, tags, state and order of the list; all of it in the address. */
export function AutomationFilters({ filter, address }: { filter: ListFilter; address: Address }) {
  return (
    <FilterBar>
      <SearchInput
        value={filter.search}
        onSearch={(q) => address.set({ q })}
        label="Search by name"
        first
        flex="1 1 200px"
      />
      <TagFilter value={filter.tags} onChange={(tag) => address.set({ tag })} />
      <NativeSelect
        value={filter.enabled}
        onChange={(event) => address.set({ enabled: event.currentTarget.value })}
        aria-label="State"
        data={[
          { value: '', label: 'On and paused' },
          { value: 'on', label: 'On' },
          { value: 'off', label: 'Paused' },
        ]}
      />
      <NativeSelect
        value={filter.sort}
        onChange={(event) => address.set({ sort: event.currentTarget.value })}
        aria-label="Order"
        data={[
          { value: 'NAME_ASC', label: 'Name, A to Z' },
          { value: 'NAME_DESC', label: 'Name, Z to A' },
          { value: 'CREATED_DESC', label: 'Newest first' },
          { value: 'UPDATED_DESC', label: 'Changed last first' },
        ]}
      />
    </FilterBar>
  );
}
