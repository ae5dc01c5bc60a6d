import { useState } from 'react';
import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';

/** What can be picked. */
export type Pickable =
  'deployment' | 'work-pool' | 'work-queue' | 'automation' | 'block' | 'notification-block' | 'webhook-block';

interface Option {
  readonly value: string;
  readonly label: string;
}

const LABELS: Readonly<Record<Pickable, string>> = {
  deployment: 'Deployment',
  'work-pool': 'Work pool',
  'work-queue': 'Work queue',
  automation: 'Automation',
  block: 'Block',
  'notification-block': 'Block to send through',
  'webhook-block': 'Webhook block',
};

/** Picks an object by name; what is kept is its id. An id that is not in the list is shown as it is. */
export function Picker({
  kind,
  value,
  onPick,
  error,
  clearable = false,
  label = LABELS[kind],
}: {
  kind: Pickable;
  value: string | null;
  onPick: (id: string | null) => void;
  error?: string | undefined;
  clearable?: boolean;
  label?: string;
}) {
  const [search, setSearch] = useState('');
  const [settled] = useDebouncedValue(search, 250);
  const { data: list = [], isPending } = useQuery({
    queryKey: ['pick', kind, settled],
    queryFn: () => options(kind, settled),
    staleTime: 10_000,
    placeholderData: (before) => before,
  });
  const data =
    value === null || list.some((one) => one.value === value) ? list : [...list, { value, label: value }];
  return (
    <Select
      label={label}
      data={data}
      value={value}
      onChange={onPick}
      onSearchChange={(text) => setSearch(data.some((one) => one.label === text) ? '' : text)}
      searchable
      clearable={clearable}
      error={error}
      placeholder={isPending ? 'Loading …' : data.length === 0 ? `There is none yet` : 'Choose one'}
      nothingFoundMessage="None of this name"
      comboboxProps={{ withinPortal: true }}
    />
  );
}

async function options(kind: Pickable, search: string): Promise<Option[]> {
  const like = search === '' ? {} : { name: { like_: search } };
  const named = (list: readonly { id?: string | null; name?: string | null }[]): Option[] =>
    list.flatMap(({ id, name }) => (id == null ? [] : [{ value: id, label: name ?? id }]));
  switch (kind) {
    case 'deployment':
      return named(await answer(api.POST('/deployments/filter', { body: { deployments: like } })));
    case 'automation':
      return named(await answer(api.POST('/automations/filter', { body: { automations: like } })));
    case 'work-pool':
      return named(await answer(api.POST('/work_pools/filter', { body: {} })));
    case 'work-queue':
      return named(await answer(api.POST('/work_queues/filter', { body: {} })));
    case 'block':
    case 'notification-block':
    case 'webhook-block': {
      const list = await answer(api.POST('/block_documents/filter', { body: { block_documents: like } }));
      const fits = list.filter(({ block_type: type }) => {
        if (kind === 'block') return true;
        return (type?.slug === 'webhook') === (kind === 'webhook-block');
      });
      return fits.map(({ id, name, block_type_name: type }) => ({
        value: id,
        label: `${name ?? id} (${type ?? 'block'})`,
      }));
    }
  }
}
