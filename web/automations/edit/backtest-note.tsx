import { List, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import { ApiError } from '../../api/errors.ts';
import { Time } from '../../components/time.tsx';
import type { Json } from '../../editor/paths.ts';

/** How often the trigger, as it stands, would have fired in the past day. */
export function BacktestNote({ trigger, automationId }: { trigger: unknown; automationId: string | null }) {
  const [settled] = useDebouncedValue(trigger, 800);
  const { data, error, isFetching } = useQuery({
    queryKey: ['backtest', settled, automationId],
    queryFn: ({ signal }) =>
      answer(
        api.POST('/automations/backtest', {
          body: {
            automation: {
              name: 'draft',
              trigger: settled as Json,
              actions: [{ type: 'do-nothing' }],
            } as never,
            automation_id: automationId,
            limit: 5,
          },
          signal,
        }),
      ),
    retry: false,
    placeholderData: (before) => before,
  });
  if (error !== null) {
    return (
      <Text fz="sm" c="dimmed" role="status">
        {error instanceof ApiError && error.status === 422
          ? 'As it stands, the trigger is not complete.'
          : `How often it would have fired is not known: ${error.message}`}
      </Text>
    );
  }
  if (data === undefined) {
    return (
      <Text fz="sm" c="dimmed" role="status">
        Looking at the events of the past 24 hours …
      </Text>
    );
  }
  const { count, cut, events, firings, recorded_since: first } = data;
  return (
    <div aria-busy={isFetching}>
      <Text fw={600} role="status">
        Would have fired {count === 1 ? 'once' : `${count.toLocaleString()} times`}
        {cut === null ? ' in the past 24 hours' : ' in the part of the past 24 hours that was looked at'}
      </Text>
      <Text fz="sm" c="dimmed">
        {events === 0 ? (
          'No events were recorded in that time.'
        ) : (
          <>
            {events === 1 ? 'One event was' : `${events.toLocaleString()} events were`} looked at
            {first !== null && (
              <>
                , the first from <Time value={first} />
              </>
            )}
            .
          </>
        )}
      </Text>
      {firings.length > 0 && (
        <List fz="sm" mt="xs" spacing={2}>
          {firings.map(({ triggered, reason }, at) => (
            <List.Item key={at}>
              <Time value={triggered} />: {reason}
            </List.Item>
          ))}
        </List>
      )}
    </div>
  );
}
