import { useState } from 'react';
import {
  Button,
  NumberInput,
  PasswordInput,
  Select,
  Switch,
  TagsInput,
  TextInput,
  Group,
} from '@mantine/core';
import { JsonField } from '../automations/edit/json-field.tsx';
import { MASKED, type BlockField } from './schema.ts';

/** One field of a block. A secret that is kept is shown as kept, and never comes back from the server. */
export function BlockFieldInput({
  field,
  value,
  onChange,
  error,
}: {
  field: BlockField;
  value: unknown;
  onChange: (value: unknown) => void;
  error?: string | undefined;
}) {
  const { title: label, description, kind, required } = field;
  const shared = { label, description, required, error };
  switch (kind) {
    case 'secret':
      return <Secret {...shared} value={value} onChange={onChange} />;
    case 'flag':
      return (
        <Switch
          label={label}
          description={description}
          checked={value === true}
          onChange={({ currentTarget }) => onChange(currentTarget.checked)}
        />
      );
    case 'number':
      return (
        <NumberInput
          {...shared}
          value={typeof value === 'number' ? value : ''}
          onChange={(next) => onChange(typeof next === 'number' ? next : undefined)}
        />
      );
    case 'choice':
      return (
        <Select
          {...shared}
          data={[...field.choices]}
          value={typeof value === 'string' ? value : null}
          clearable={!required}
          onChange={(next) => onChange(next ?? undefined)}
        />
      );
    case 'list':
      return (
        <TagsInput {...shared} value={Array.isArray(value) ? value.map(String) : []} onChange={onChange} />
      );
    case 'json':
      return <JsonField label={label} value={value} onChange={onChange} error={error} />;
    case 'text':
      return (
        <TextInput
          {...shared}
          value={typeof value === 'string' ? value : ''}
          onChange={({ currentTarget }) => onChange(currentTarget.value || undefined)}
        />
      );
  }
}

function Secret({
  value,
  onChange,
  ...shared
}: {
  label: string;
  description: string | undefined;
  required: boolean;
  error: string | undefined;
  value: unknown;
  onChange: (value: unknown) => void;
}) {
  const [kept, setKept] = useState(value === MASKED);
  if (kept) {
    return (
      <Group align="flex-end" wrap="nowrap">
        <TextInput
          {...shared}
          required={false}
          description="Kept. It is not shown again."
          value={MASKED}
          readOnly
          style={{ flex: 1 }}
        />
        <Button
          variant="default"
          onClick={() => {
            setKept(false);
            onChange(undefined);
          }}
        >
          Replace
        </Button>
      </Group>
    );
  }
  return (
    <PasswordInput
      {...shared}
      autoComplete="new-password"
      visibilityToggleButtonProps={{ 'aria-label': `Show ${shared.label}` }}
      value={typeof value === 'string' ? value : ''}
      onChange={({ currentTarget }) => onChange(currentTarget.value || undefined)}
    />
  );
}
