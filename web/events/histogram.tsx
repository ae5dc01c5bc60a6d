import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Group, Skeleton, Text } from '@mantine/core';
import { answer, api } from '../api/client.ts';
import { criteria, occurred, spans, type FeedFilter } from './filter.ts';

const REFRESH_MS = 10_000;
const short = new Intl.DateTimeFormat(undefined, { dateStyle: 'short', timeStyle: 'short' });

/** How many events there were when; a bar narrows the feed to its time. */
export function Histogram({
  filter,
  onPick,
}: {
  filter: FeedFilter;
  onPick: (from: string, to: string) => void;
}) {
  const { unit, interval } = spans[filter.span];
  const { data } = useQuery({
    queryKey: ['events', 'histogram', filter],
    queryFn: () =>
      answer(
        api.POST('/events/count-by/{countable}', {
          params: { path: { countable: 'time' } },
          body: {
            filter: { ...criteria(filter), occurred: occurred(filter, Date.now()) },
            ...division(filter, unit, interval),
          },
        }),
      ),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
  if (data === undefined) return <Skeleton height={72} radius="sm" />;
  const most = Math.max(1, ...data.map(({ count }) => count));
  const total = data.reduce((sum, { count }) => sum + count, 0);
  return (
    <figure style={{ margin: 0 }} aria-label={`Histogram: ${total.toLocaleString()} events`}>
      <div className="histogram">
        {data.map(({ value, count, start_time, end_time }) => {
          const words = `${count.toLocaleString()} events, ${short.format(new Date(start_time))}`;
          return (
            <button
              key={value + start_time}
              type="button"
              className="histogram-bar"
              title={words}
              aria-label={words}
              tabIndex={count > 0 ? 0 : -1}
              onClick={() => onPick(start_time, end_time)}
            >
              <span style={{ height: count === 0 ? 1 : `${Math.max(4, (100 * count) / most)}%` }} />
            </button>
          );
        })}
      </div>
      <Group justify="space-between" mt={4}>
        <Text fz="xs" c="dimmed">
          {data[0] && short.format(new Date(data[0].start_time))}
        </Text>
        <Text fz="xs" c="dimmed">
          {total.toLocaleString()} events
        </Text>
      </Group>
    </figure>
  );
}

/** A picked part is divided as finely as the whole was. */
function division(filter: FeedFilter, unit: 'second' | 'minute' | 'hour', interval: number) {
  if (filter.from === '' || filter.to === '') return { time_unit: unit, time_interval: interval };
  const seconds = (Date.parse(filter.to) - Date.parse(filter.from)) / 1_000;
  return { time_unit: 'second' as const, time_interval: Math.max(1, Math.ceil(seconds / 60)) };
}
