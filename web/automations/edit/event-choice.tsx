import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import { exactTime } from '../../components/times.ts';

/** The recorded event that templates are shown with: one of the latest, those that the trigger expects first. */
export function EventChoice({
  names,
  value,
  onChange,
}: {
  /** Names of events that the trigger expects; patterns count as what they begin with. */
  names: readonly string[];
  value: string | null;
  onChange: (id: string | null) => void;
}) {
  const prefix = names.map((name) => name.split('*')[0] ?? '').filter((part) => part !== '');
  const { data = [] } = useQuery({
    queryKey: ['events', 'choice', prefix],
    queryFn: async () => {
      const find = async (event: object) =>
        (
          await answer(
            api.POST('/events/filter', { body: { filter: { ...event, order: 'DESC' } as never, limit: 20 } }),
          )
        ).events;
      const wanted = prefix.length === 0 ? [] : await find({ event: { prefix } });
      return wanted.length > 0 ? wanted : find({});
    },
    staleTime: 10_000,
  });
  const options = data.map(({ id, event, occurred, resource }) => ({
    value: id,
    label: `${event} · ${resource['prefect.resource.name'] ?? resource['prefect.resource.id'] ?? ''} · ${exactTime(Date.parse(occurred))}`,
  }));
  const isListed = value === null || options.some((one) => one.value === value);
  return (
    <Select
      label="Preview templates with"
      data={isListed ? options : [{ value, label: `event ${value}` }, ...options]}
      value={value}
      onChange={onChange}
      clearable
      searchable
      placeholder={data.length === 0 ? 'No events have been recorded yet' : 'Choose a recorded event'}
    />
  );
}
