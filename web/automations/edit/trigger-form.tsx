import { Button, Fieldset, Group, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '../../components/icons.ts';
import { getIn, isObject, type Path } from '../../editor/paths.ts';
import type { Draft } from '../../editor/use-document.ts';
import { EventFields } from './event-fields.tsx';
import { LabelsField } from './labels-field.tsx';
import { SpanField } from './span-field.tsx';
import { eventKinds, kindOf, startOf, triggerKinds, type TriggerKind } from './trigger-kinds.ts';

/** A trigger, and those that are in it. What the form has no field for stays as it is. */
export function TriggerForm({ draft, path }: { draft: Draft; path: Path }) {
  const trigger = getIn(draft.document, path);
  const kind = kindOf(trigger);
  return (
    <Stack gap="md">
      <Select
        label="When"
        data={[...triggerKinds]}
        value={kind}
        allowDeselect={false}
        onChange={(next) => draft.set(path, startOf((next ?? 'custom') as TriggerKind))}
        error={draft.problemAt(path) ?? draft.problemAt([...path, 'type'])}
      />
      {kind === 'compound' || kind === 'sequence' ? (
        <CompositeFields draft={draft} path={path} isCompound={kind === 'compound'} />
      ) : kind === 'metric' ? (
        <MetricFields draft={draft} path={path} />
      ) : (
        <EventFields draft={draft} path={path} kind={eventKinds[kind]} />
      )}
    </Stack>
  );
}

function CompositeFields({ draft, path, isCompound }: { draft: Draft; path: Path; isCompound: boolean }) {
  const trigger = getIn(draft.document, path);
  const found = isObject(trigger) ? trigger['triggers'] : undefined;
  const children: readonly unknown[] = Array.isArray(found) ? (found as unknown[]) : [];
  const required = getIn(trigger, ['require']);
  return (
    <>
      <Group grow align="flex-start">
        {isCompound && (
          <Select
            label="Fires when this many of them have fired"
            data={[
              { value: 'all', label: 'all' },
              { value: 'any', label: 'any one' },
              ...children.slice(1).map((_, at) => ({ value: String(at + 1), label: `at least ${at + 1}` })),
            ]}
            value={required === undefined ? null : String(required as string)}
            allowDeselect={false}
            onChange={(next) =>
              draft.set([...path, 'require'], next === 'all' || next === 'any' ? next : Number(next))
            }
            error={draft.problemAt([...path, 'require'])}
          />
        )}
        <SpanField
          label="Within"
          description="Empty: however far apart"
          optional
          value={getIn(trigger, ['within'])}
          onChange={(seconds) => draft.set([...path, 'within'], seconds)}
          error={draft.problemAt([...path, 'within'])}
        />
      </Group>
      {children.map((_, at) => (
        <Fieldset key={at} legend={isCompound ? `Trigger ${at + 1}` : `Step ${at + 1}`}>
          <TriggerForm draft={draft} path={[...path, 'triggers', at]} />
          <Button
            mt="sm"
            size="compact-sm"
            variant="subtle"
            color="red"
            leftSection={<IconTrash size={14} />}
            onClick={() => draft.set([...path, 'triggers', at], undefined)}
          >
            Remove this trigger
          </Button>
        </Fieldset>
      ))}
      <Button
        variant="default"
        leftSection={<IconPlus size={15} />}
        style={{ alignSelf: 'flex-start' }}
        onClick={() => draft.set([...path, 'triggers'], [...children, startOf('custom')])}
      >
        Add a trigger
      </Button>
    </>
  );
}

const METRICS = [
  { value: 'successes', label: 'Share of runs that succeed' },
  { value: 'duration', label: 'Average duration (seconds)' },
  { value: 'lateness', label: 'Average lateness (seconds)' },
];

function MetricFields({ draft, path }: { draft: Draft; path: Path }) {
  const at = (field: string): Path => [...path, 'metric', field];
  const value = (field: string): unknown => getIn(draft.document, at(field));
  const threshold = value('threshold');
  return (
    <>
      <Select
        label="Metric"
        data={METRICS}
        value={typeof value('name') === 'string' ? (value('name') as string) : null}
        allowDeselect={false}
        onChange={(next) => draft.set(at('name'), next)}
        error={draft.problemAt(at('name'))}
      />
      <Group grow align="flex-start">
        <Select
          label="Is"
          data={[
            { value: '<', label: 'less than' },
            { value: '<=', label: 'at most' },
            { value: '>', label: 'more than' },
            { value: '>=', label: 'at least' },
          ]}
          value={typeof value('operator') === 'string' ? (value('operator') as string) : null}
          allowDeselect={false}
          onChange={(next) => draft.set(at('operator'), next)}
          error={draft.problemAt(at('operator'))}
        />
        <NumberInput
          label="Threshold"
          description={value('name') === 'successes' ? '0.9 is 90 percent' : undefined}
          value={typeof threshold === 'number' ? threshold : ''}
          onChange={(next) => draft.set(at('threshold'), typeof next === 'number' ? next : 0)}
          error={draft.problemAt(at('threshold'))}
        />
      </Group>
      <Group grow align="flex-start">
        <SpanField
          label="Over the runs of the last"
          value={value('range')}
          onChange={(seconds) => draft.set(at('range'), seconds)}
          error={draft.problemAt(at('range'))}
        />
        <SpanField
          label="For at least"
          value={value('firing_for')}
          onChange={(seconds) => draft.set(at('firing_for'), seconds)}
          error={draft.problemAt(at('firing_for'))}
        />
      </Group>
      <MatchFields draft={draft} path={path} />
    </>
  );
}

/** Which resources count. */
export function MatchFields({ draft, path }: { draft: Draft; path: Path }) {
  return (
    <>
      {(['match', 'match_related'] as const).map((field) => (
        <LabelsField
          key={field}
          label={field === 'match' ? 'Labels of the resource' : 'Labels of a related resource'}
          description="All of these labels, each with one of its values. Empty: any."
          value={getIn(draft.document, [...path, field])}
          onChange={(labels) => draft.set([...path, field], labels)}
          error={draft.problemAt([...path, field])}
        />
      ))}
    </>
  );
}

/** The name and what else is said about an automation. */
export function AboutFields({ draft }: { draft: Draft }) {
  const text = (field: string): string => {
    const value = draft.document[field];
    return typeof value === 'string' ? value : '';
  };
  return (
    <Stack gap="sm">
      <TextInput
        label="Name"
        required
        data-autofocus
        value={text('name')}
        onChange={({ currentTarget }) => draft.set(['name'], currentTarget.value)}
        error={draft.problemAt(['name'])}
      />
      <TextInput
        label="Description"
        value={text('description')}
        onChange={({ currentTarget }) => draft.set(['description'], currentTarget.value)}
        error={draft.problemAt(['description'])}
      />
    </Stack>
  );
}
