import { useEffect, useState } from 'react';
import { Alert, Button, Input, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { answer, api } from '../api/client.ts';
import { ApiError } from '../api/errors.ts';
import { Section } from '../components/section.tsx';
import { told } from '../components/told.ts';
import { Code } from '../editor/code.tsx';
import { useUnsaved } from '../editor/unsaved.ts';
import { WebhookPreview } from './preview.tsx';

/** What of a webhook is edited. */
export interface WebhookValues {
  readonly name: string;
  readonly description: string;
  readonly template: string;
}

/** Name and template of a webhook, new or not, with what the template makes of a call. */
export function WebhookForm({ id, initial }: { id: string | null; initial: WebhookValues }) {
  const [values, setValues] = useState(initial);
  const [base, setBase] = useState(initial);
  const [made, setMade] = useState<string | null>(null);
  const [failure, setFailure] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const isDirty = JSON.stringify(values) !== JSON.stringify(base);
  useUnsaved(isDirty && made === null);
  useEffect(() => {
    if (made !== null) navigate(`/webhooks/${made}`);
  }, [made, navigate]);
  const change = (part: Partial<WebhookValues>): void => setValues({ ...values, ...part });
  const said = (field: string): string | undefined =>
    failure?.fields.find(({ path }) => path[0] === field)?.message;
  const save = async (): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      if (id === null) {
        const webhook = await answer(api.POST('/webhooks/', { body: { ...values } }));
        setMade(webhook.id);
      } else {
        await answer(api.PATCH('/webhooks/{id}', { params: { path: { id } }, body: { ...values } }));
        setBase(values);
      }
      await queries.invalidateQueries({ queryKey: ['webhooks'] });
      told('The webhook is saved');
    } catch (error) {
      setFailure(error instanceof ApiError ? error : new ApiError(0, (error as Error).message));
    }
    setBusy(false);
  };
  return (
    <div className="editor">
      <Section
        title="Template"
        tools={
          <Button size="xs" onClick={() => void save()} loading={busy} disabled={id !== null && !isDirty}>
            {id === null ? 'Create' : 'Save'}
          </Button>
        }
      >
        <Stack gap="sm">
          {failure !== null && (
            <Alert color="red" role="alert" title="This was not saved" style={{ whiteSpace: 'pre-line' }}>
              {failure.message}
            </Alert>
          )}
          <TextInput
            label="Name"
            required
            value={values.name}
            onChange={({ currentTarget }) => change({ name: currentTarget.value })}
            error={said('name')}
          />
          <TextInput
            label="Description"
            value={values.description}
            onChange={({ currentTarget }) => change({ description: currentTarget.value })}
            error={said('description')}
          />
          <Input.Wrapper
            label="Template"
            labelElement="div"
            description="Makes an event, as JSON, of method, headers and body; it must name event and resource"
            error={said('template')}
          >
            <div className="surface" style={{ marginTop: 6 }}>
              <Code
                label="Template of the webhook"
                language="text"
                value={values.template}
                onChange={(template) => change({ template })}
                minHeight={200}
              />
            </div>
          </Input.Wrapper>
        </Stack>
      </Section>
      <Section title="Try it">
        <WebhookPreview template={values.template} webhookId={id} />
      </Section>
    </div>
  );
}
