import { Accordion, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../api/client.ts';
import { POLL_MS } from '../api/query-client.ts';
import { Answer } from '../components/answer.tsx';
import { Json } from '../components/json.tsx';
import { Section } from '../components/section.tsx';
import { State } from '../components/state.tsx';
import { Time } from '../components/time.tsx';

/** The latest calls of a webhook, each with what it rendered. */
export function WebhookRequests({ id }: { id: string }) {
  const query = useQuery({
    queryKey: ['webhooks', id, 'requests'],
    queryFn: () => answer(api.GET('/webhooks/{id}/requests', { params: { path: { id } } })),
    refetchInterval: POLL_MS,
  });
  return (
    <Section title="Latest calls" padded={false}>
      <Answer query={query} rows={2}>
        {(calls) =>
          calls.length === 0 ? (
            <Text c="dimmed" fz="sm" p="md">
              Nobody has called it yet. The command above does.
            </Text>
          ) : (
            <Accordion chevronPosition="left">
              {calls.map(({ at, method, headers, body, rendered, status, error }, index) => (
                <Accordion.Item key={`${at} ${index}`} value={`${at} ${index}`}>
                  <Accordion.Control>
                    <Group gap="md">
                      <State tone={status < 300 ? 'ok' : 'bad'}>{`${method} ${status}`}</State>
                      <Text span fz="sm" c="dimmed">
                        <Time value={at} />
                      </Text>
                      {error !== null && (
                        <Text span fz="sm" lineClamp={1}>
                          {error}
                        </Text>
                      )}
                    </Group>
                  </Accordion.Control>
                  <Accordion.Panel>
                    <Json
                      label="the call"
                      value={{ method, headers, body, rendered: asJson(rendered), error }}
                    />
                  </Accordion.Panel>
                </Accordion.Item>
              ))}
            </Accordion>
          )
        }
      </Answer>
    </Section>
  );
}

/** What was rendered is JSON nearly always, and reads better as such. */
function asJson(rendered: string | null): unknown {
  if (rendered === null) return null;
  try {
    return JSON.parse(rendered) as unknown;
  } catch {
    return rendered;
  }
}
