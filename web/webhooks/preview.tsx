import { useState } from 'react';
import { Alert, Group, Select, Stack, Text, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../api/client.ts';
import { Json } from '../components/json.tsx';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** What a template makes of a call that one pastes, while one writes. */
export function WebhookPreview({ template, webhookId }: { template: string; webhookId: string | null }) {
  const [method, setMethod] = useState('POST');
  const [headers, setHeaders] = useState('Content-Type: application/json');
  const [body, setBody] = useState('{\n  "event": "model.refreshed",\n  "id": "7"\n}');
  const [call] = useDebouncedValue({ template, method, headers: readHeaders(headers), body }, 400);
  const { data, error } = useQuery({
    queryKey: ['webhook-preview', call, webhookId],
    queryFn: () => answer(api.POST('/webhooks/preview', { body: { ...call, webhook_id: webhookId } })),
    retry: false,
    placeholderData: (before) => before,
  });
  const mono = { input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 13 } };
  const problem = error?.message ?? data?.error ?? null;
  return (
    <Stack gap="sm">
      <Group grow align="flex-start">
        <Select
          label="Method"
          data={METHODS}
          value={method}
          allowDeselect={false}
          onChange={(next) => setMethod(next ?? 'POST')}
        />
      </Group>
      <Textarea
        label="Headers"
        description="One a line, as name: value"
        autosize
        minRows={1}
        maxRows={6}
        value={headers}
        onChange={({ currentTarget }) => setHeaders(currentTarget.value)}
        styles={mono}
      />
      <Textarea
        label="Body"
        autosize
        minRows={4}
        maxRows={16}
        value={body}
        onChange={({ currentTarget }) => setBody(currentTarget.value)}
        styles={mono}
      />
      <div role="status" aria-label="What the call comes to">
        {problem !== null ? (
          <Alert
            color="red"
            title={data?.line == null ? 'The call would be refused' : `Line ${data.line} of the template`}
          >
            {problem}
            {data?.rendered != null && (
              <Text
                component="pre"
                fz="xs"
                mt="xs"
                style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
              >
                {data.rendered}
              </Text>
            )}
          </Alert>
        ) : (
          data?.event != null && (
            <>
              <Text fz="sm" fw={600} mb={4}>
                The event that it makes
              </Text>
              <div className="surface">
                <Json value={data.event} label="the event" />
              </div>
            </>
          )
        )}
      </div>
    </Stack>
  );
}

function readHeaders(text: string): Record<string, string> {
  const lines = text.split('\n').map((line) => /^\s*([^:\s]+)\s*:\s*(.*)$/.exec(line));
  return Object.fromEntries(
    lines.flatMap((match) => (match === null ? [] : [[match[1] as string, match[2] as string]])),
  );
}
