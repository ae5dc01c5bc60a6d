import { Button, Code, Group, Stack, Switch, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { answer, api } from '../api/client.ts';
import { Answer } from '../components/answer.tsx';
import { Copy } from '../components/copy.tsx';
import { IconRefresh, IconTrash } from '../components/icons.ts';
import { Page } from '../components/page.tsx';
import { Section } from '../components/section.tsx';
import { told, toldFailure } from '../components/told.ts';
import { WebhookForm } from './form.tsx';
import { WebhookRequests } from './requests.tsx';
import { curlOf, hookUrl } from './webhooks.ts';

/** `/webhooks/<id>`: its address, its template, and the latest calls. */
export function WebhookDetails({ id }: { id: string }) {
  const params = { path: { id } };
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const query = useQuery({
    queryKey: ['webhooks', id],
    queryFn: () => answer(api.GET('/webhooks/{id}', { params })),
  });
  const onError = toldFailure;
  const onSuccess = () => queries.invalidateQueries({ queryKey: ['webhooks'] });
  const pause = useMutation({
    mutationFn: (enabled: boolean) => answer(api.PATCH('/webhooks/{id}', { params, body: { enabled } })),
    onError,
    onSuccess,
  });
  const rotate = useMutation({
    mutationFn: () => answer(api.POST('/webhooks/{id}/rotate', { params })),
    onError,
    onSuccess: async () => {
      await onSuccess();
      told('The webhook has a new address; the old one no longer works');
    },
  });
  const remove = useMutation({
    mutationFn: () => answer(api.DELETE('/webhooks/{id}', { params })),
    onError,
    onSuccess: async () => {
      navigate('/webhooks');
      await onSuccess();
      told('The webhook is deleted');
    },
  });
  return (
    <Answer query={query}>
      {({ name, description, template, enabled, slug }) => (
        <Page
          title={name}
          above={[{ href: '/webhooks', title: 'Webhooks' }]}
          tools={
            <>
              <Switch
                label={enabled ? 'On' : 'Paused'}
                checked={enabled}
                onChange={({ currentTarget }) => pause.mutate(currentTarget.checked)}
              />
              <Button
                variant="default"
                leftSection={<IconRefresh size={15} />}
                onClick={() => {
                  if (window.confirm(`Give “${name}” a new address? Calls to the old one will be refused.`))
                    rotate.mutate();
                }}
              >
                New address
              </Button>
              <Button
                variant="default"
                color="red"
                leftSection={<IconTrash size={15} />}
                onClick={() => {
                  if (window.confirm(`Delete “${name}”? Calls to its address will be refused.`))
                    remove.mutate();
                }}
              >
                Delete
              </Button>
            </>
          }
        >
          <Section title="Address">
            <Stack gap="xs">
              <Line text={hookUrl(slug)} label="Copy the address" />
              <Line text={curlOf(slug)} label="Copy the command" />
              <Text fz="sm" c="dimmed">
                Whoever knows the address may call it.
              </Text>
            </Stack>
          </Section>
          <WebhookForm key={id} id={id} initial={{ name, description, template }} />
          <WebhookRequests id={id} />
        </Page>
      )}
    </Answer>
  );
}

function Line({ text, label }: { text: string; label: string }) {
  return (
    <Group gap="xs" wrap="nowrap">
      <Code style={{ overflowWrap: 'anywhere', fontSize: 13 }}>{text}</Code>
      <Copy value={text} label={label} />
    </Group>
  );
}
