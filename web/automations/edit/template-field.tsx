import { Textarea, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';

/** A template, and below it what it makes of an event that was recorded. */
export function TemplateField({
  label,
  value,
  onChange,
  error,
  long,
  eventId,
  name,
}: {
  label: string;
  value: string;
  onChange: (text: string) => void;
  error: string | undefined;
  long: boolean;
  /** The event to preview with; null for none. */
  eventId: string | null;
  /** The automation's name. */
  name: string;
}) {
  const [template] = useDebouncedValue(value, 400);
  const isTemplate = /\{[{%#]/.test(template);
  const { data, error: refused } = useQuery({
    queryKey: ['preview', template, eventId, name],
    queryFn: () =>
      answer(
        api.POST('/templates/preview', {
          body: {
            template,
            event_id: eventId,
            context: { automation: { name }, ...(eventId === null && { event: null }) },
          },
        }),
      ),
    enabled: isTemplate,
    retry: false,
    placeholderData: (before) => before,
  });
  return (
    <div>
      <Textarea
        label={label}
        value={value}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
        error={error ?? (isTemplate ? refused?.message : undefined)}
        autosize
        minRows={long ? 3 : 1}
        maxRows={16}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 13 } }}
      />
      {isTemplate && refused === null && data !== undefined && (
        <Text fz="xs" mt={4} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }} role="status">
          <Text span fz="xs" c="dimmed">
            {eventId === null ? 'Without an event: ' : 'With the event above: '}
          </Text>
          {data.rendered}
        </Text>
      )}
    </div>
  );
}
