import { useState } from 'react';
import { Alert, Button, List, Modal, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import { answer, api } from '../api/client.ts';
import { Answer } from '../components/answer.tsx';
import { IconBolt, IconTrash } from '../components/icons.ts';
import { Json } from '../components/json.tsx';
import { Page } from '../components/page.tsx';
import { told, toldFailure } from '../components/told.ts';
import type { Json as JsonObject } from '../editor/paths.ts';
import { BlockForm } from './form.tsx';

/** `/blocks/<id>`: its settings, a test, and its end. */
export function BlockDetails({ id }: { id: string }) {
  const [asks, setAsks] = useState(false);
  const params = { path: { id } };
  const query = useQuery({
    queryKey: ['blocks', id],
    queryFn: () => answer(api.GET('/block_documents/{id}', { params })),
    refetchOnWindowFocus: false,
  });
  const test = useMutation({
    mutationFn: () => answer(api.POST('/block_documents/{id}/test', { params, body: {} })),
    onError: toldFailure,
  });
  return (
    <Answer query={query}>
      {({ name, data, block_schema: schema, block_type_id: typeId, block_type_name: type }) => (
        <Page
          title={name ?? 'Block'}
          lead={type}
          above={[{ href: '/blocks', title: 'Blocks' }]}
          tools={
            <>
              <Button
                variant="default"
                leftSection={<IconBolt size={15} />}
                loading={test.isPending}
                onClick={() => test.mutate()}
              >
                Send a test message
              </Button>
              <Button variant="default" leftSection={<IconTrash size={15} />} onClick={() => setAsks(true)}>
                Delete
              </Button>
            </>
          }
        >
          {test.data !== undefined && (
            <Alert
              role="status"
              mb="md"
              color={test.data.ok ? 'teal' : 'red'}
              title={test.data.ok ? 'The test message was taken' : 'The test message was not taken'}
              withCloseButton
              closeButtonLabel="Close"
              onClose={() => test.reset()}
            >
              {test.data.error !== null && <Text fz="sm">{test.data.error}</Text>}
              <Json value={test.data.details} label="the answer" />
            </Alert>
          )}
          <BlockForm
            key={id}
            block={id}
            schema={{ id: schema?.id ?? '', typeId, fields: (schema?.fields ?? {}) as JsonObject }}
            initial={{ name: name ?? '', data: data as JsonObject }}
          />
          <Deletion id={id} name={name ?? 'this block'} opened={asks} onClose={() => setAsks(false)} />
        </Page>
      )}
    </Answer>
  );
}

/** Asks before a block goes, and says which automations use it. */
function Deletion({
  id,
  name,
  opened,
  onClose,
}: {
  id: string;
  name: string;
  opened: boolean;
  onClose: () => void;
}) {
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const users = useQuery({
    queryKey: ['blocks', id, 'users'],
    queryFn: () =>
      answer(
        api.GET('/automations/related-to/{resource_id}', {
          params: { path: { resource_id: `prefect.block-document.${id}` } },
        }),
      ),
    enabled: opened,
    staleTime: 0,
  });
  const remove = useMutation({
    mutationFn: () => answer(api.DELETE('/block_documents/{id}', { params: { path: { id } } })),
    onError: toldFailure,
    onSuccess: async () => {
      navigate('/blocks');
      await queries.invalidateQueries({ queryKey: ['blocks'], exact: true });
      told('The block is deleted');
    },
  });
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={`Delete ${name}?`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Answer query={users} rows={1}>
        {(list) =>
          list.length === 0 ? (
            <Text fz="sm">No automation uses it.</Text>
          ) : (
            <Alert color="red" title="Automations use it" role="alert">
              What they send through it will fail:
              <List fz="sm" mt={4}>
                {list.map((automation) => (
                  <List.Item key={automation.id}>
                    <Link href={`/automations/${automation.id}`}>{automation.name}</Link>
                  </List.Item>
                ))}
              </List>
            </Alert>
          )
        }
      </Answer>
      <Button mt="md" color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
        Delete
      </Button>
    </Modal>
  );
}
