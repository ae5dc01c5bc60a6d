import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import type { ReceivedEvent } from '../../api/types.ts';
import { exactTime } from '../../components/times.ts';

interface Recorded {
  readonly events: readonly ReceivedEvent[];
  /** Whether the trigger expects them; otherwise they are just the latest. */
  readonly expected: boolean;
}

/**
 * The latest recorded events that a trigger expects; where there are none, the latest of all.
 *
 * @param names of the events that the trigger expects; patterns count as what they begin with
 */
export function useRecorded(names: readonly string[]): Recorded {
  const prefix = names.map((name) => name.split('*')[0] ?? '').filter((part) => part !== '');
  const { data = NOTHING } = useQuery({
    queryKey: ['events', 'choice', prefix],
    queryFn: async (): Promise<Recorded> => {
      const find = async (event: object) =>
        (
          await answer(
            api.POST('/events/filter', { body: { filter: { ...event, order: 'DESC' } as never, limit: 20 } }),
          )
        ).events;
      const wanted = prefix.length === 0 ? [] : await find({ event: { prefix } });
      return wanted.length > 0
        ? { events: wanted, expected: true }
        : { events: await find({}), expected: false };
    },
    staleTime: 10_000,
  });
  return data;
}

const NOTHING: Recorded = { events: [], expected: false };

/** Picks the recorded event that templates are shown with. */
export function EventChoice({
  recorded: { events },
  value,
  onChange,
}: {
  recorded: Recorded;
  value: string | null;
  onChange: (id: string | null) => void;
}) {
  const options = events.map(({ id, event, occurred, resource }) => ({
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
      placeholder={events.length === 0 ? 'No events have been recorded yet' : 'Choose a recorded event'}
    />
  );
}
