import { useState } from 'react';
import { MultiSelect } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { answer, api } from '../api/client.ts';

/** Picks tags that automations have, with how many have each; it has the focus from the beginning. */
export function TagPicker({
  value,
  onChange,
  begun,
}: {
  value: readonly string[];
  onChange: (tags: string[]) => void;
  /** What has been written before it was there. */
  begun: string;
}) {
  const [search, setSearch] = useState(begun);
  const [settled] = useDebouncedValue(search.trim(), 200);
  const [open, setOpen] = useState(false);
  const { data: found = [] } = useQuery({
    queryKey: ['automations', 'tags', settled],
    queryFn: () => answer(api.POST('/automations/tags', { body: { search: settled, limit: 50 } })),
    // Nobody asks which tags there are before the field is used.
    enabled: open,
    placeholderData: keepPreviousData,
  });
  const counts = new Map(found.map(({ tag, count }) => [tag, count]));
  return (
    <MultiSelect
      aria-label="Tags"
      placeholder={value.length === 0 ? 'Any tag' : ''}
      data={[...new Set([...value, ...counts.keys()])]}
      value={[...value]}
      onChange={onChange}
      searchable
      autoFocus
      searchValue={search}
      onSearchChange={setSearch}
      onFocus={() => setOpen(true)}
      clearable
      clearButtonProps={{ 'aria-label': 'Any tag' }}
      hidePickedOptions
      nothingFoundMessage={search === '' ? 'No automation has tags yet' : 'No tag fits'}
      renderOption={({ option }) => (
        <>
          <span style={{ flex: 1, overflowWrap: 'anywhere' }}>{option.value}</span>
          <span style={{ color: 'var(--mantine-color-dimmed)' }}>{counts.get(option.value)}</span>
        </>
      )}
      flex="0 1 230px"
    />
  );
}
