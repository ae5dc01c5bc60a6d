import { useEffect, useState } from 'react';
import { Alert, Button, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { answer, api } from '../api/client.ts';
import { ApiError } from '../api/errors.ts';
import { Section } from '../components/section.tsx';
import { told } from '../components/told.ts';
import type { Json } from '../editor/paths.ts';
import { useUnsaved } from '../editor/unsaved.ts';
import { BlockFieldInput } from './field.tsx';
import { fieldsOf } from './schema.ts';

/** The form of a block, made from the schema of its type. What the schema does not name stays as it is. */
export function BlockForm({
  block,
  schema,
  initial,
}: {
  /** The id of the block; null for a new one. */
  block: string | null;
  schema: { readonly id: string; readonly typeId: string; readonly fields: Json };
  initial: { readonly name: string; readonly data: Json };
}) {
  const fields = fieldsOf(schema.fields);
  const [values, setValues] = useState(() => ({
    name: initial.name,
    data:
      block === null
        ? Object.fromEntries(fields.flatMap(({ name, start }) => (start == null ? [] : [[name, start]])))
        : initial.data,
  }));
  const [isDirty, setDirty] = useState(false);
  const [made, setMade] = useState<string | null>(null);
  const [failure, setFailure] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  useUnsaved(isDirty && made === null);
  useEffect(() => {
    if (made !== null) navigate(`/blocks/${made}`);
  }, [made, navigate]);
  const said = (field: string): string | undefined =>
    failure?.fields.find(({ path }) => path.includes(field))?.message;
  const change = (part: Partial<typeof values>): void => {
    setDirty(true);
    setValues({ ...values, ...part });
  };
  const save = async (): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      if (block === null) {
        const body = { ...values, block_schema_id: schema.id, block_type_id: schema.typeId };
        setMade((await answer(api.POST('/block_documents/', { body }))).id);
      } else {
        const body = { data: values.data, merge_existing_data: false };
        await answer(api.PATCH('/block_documents/{id}', { params: { path: { id: block } }, body }));
        setDirty(false);
      }
      told('The block is saved');
      await queries.invalidateQueries({ queryKey: ['blocks'] });
    } catch (error) {
      setFailure(error instanceof ApiError ? error : new ApiError(0, (error as Error).message));
    }
    setBusy(false);
  };
  return (
    <Section
      title="Settings"
      tools={
        <Button size="xs" onClick={() => void save()} loading={busy} disabled={block !== null && !isDirty}>
          {block === null ? 'Create' : 'Save'}
        </Button>
      }
    >
      <Stack gap="sm" maw={640}>
        {failure !== null && (
          <Alert color="red" role="alert" title="This was not saved" style={{ whiteSpace: 'pre-line' }}>
            {failure.message}
          </Alert>
        )}
        <TextInput
          label="Name"
          description="Small letters, digits and dashes"
          required
          readOnly={block !== null}
          value={values.name}
          onChange={({ currentTarget }) => change({ name: currentTarget.value })}
          error={said('name')}
        />
        {fields.map((field) => (
          <BlockFieldInput
            key={field.name}
            field={field}
            value={values.data[field.name]}
            onChange={(value) => {
              const { [field.name]: _old, ...rest } = values.data;
              change({ data: value === undefined ? rest : { ...rest, [field.name]: value } });
            }}
            error={said(field.name)}
          />
        ))}
      </Stack>
    </Section>
  );
}
