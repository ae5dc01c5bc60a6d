import { ActionIcon, Button, Group, Input, Stack, TagsInput, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '../../components/icons.ts';
import { isObject, type Json } from '../../editor/paths.ts';

/** Labels that a resource must have, each with the values that fit; `*` and `!` as the engine takes them. */
export function LabelsField({
  label,
  description,
  value,
  onChange,
  error,
}: {
  label: string;
  description: string;
  value: unknown;
  onChange: (labels: Json) => void;
  error?: string | undefined;
}) {
  const labels = value === undefined || value === null ? {} : value;
  if (!isObject(labels)) {
    return (
      <Input.Wrapper label={label} labelElement="div" error={error}>
        <Text fz="sm" c="dimmed">
          A list of sets of labels: it is kept, and can be changed in the text.
        </Text>
      </Input.Wrapper>
    );
  }
  const entries = Object.entries(labels);
  const change = (next: readonly (readonly [string, unknown])[]): void => onChange(Object.fromEntries(next));
  return (
    <Input.Wrapper label={label} description={description} error={error} labelElement="div">
      <Stack gap="xs" mt={6}>
        {entries.map(([name, wanted], at) => (
          <Group key={at} gap="xs" wrap="nowrap" align="flex-start">
            <TextInput
              aria-label={`${label}: name ${at + 1}`}
              placeholder="prefect.resource.id"
              value={name}
              onChange={({ currentTarget }) =>
                change(
                  entries.map((entry, other) => (other === at ? [currentTarget.value, entry[1]] : entry)),
                )
              }
              style={{ flex: '1 1 40%' }}
            />
            <TagsInput
              aria-label={`${label}: values ${at + 1}`}
              placeholder="value, prefix* or !value"
              value={listOf(wanted)}
              onChange={(values) =>
                change(entries.map((entry, other) => (other === at ? [entry[0], single(values)] : entry)))
              }
              style={{ flex: '1 1 60%' }}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={`Remove ${name}`}
              onClick={() => change(entries.filter((_, other) => other !== at))}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </Group>
        ))}
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={14} />}
          onClick={() => change([...entries, [freshName(labels), '*']])}
          style={{ alignSelf: 'flex-start' }}
        >
          Add a label
        </Button>
      </Stack>
    </Input.Wrapper>
  );
}

/** Texts, whether one stands there or a list of them. */
export function listOf(value: unknown): string[] {
  return [value].flat().filter((one) => typeof one === 'string');
}

function single(values: string[]): string | string[] {
  const [only] = values;
  return values.length === 1 && only !== undefined ? only : values;
}

function freshName(labels: Json): string {
  if (!('prefect.resource.id' in labels)) return 'prefect.resource.id';
  for (let n = 1; ; n += 1) if (!(`label-${n}` in labels)) return `label-${n}`;
}
