import {
  ActionIcon,
  Button,
  Fieldset,
  Group,
  Select,
  Stack,
  Switch,
  TagsInput,
  TextInput,
} from '@mantine/core';
import { IconPlus, IconTrash } from '../../components/icons.ts';
import { getIn, type Path } from '../../editor/paths.ts';
import { stateOptions } from '../../flow-runs/states.ts';
import type { Draft } from '../../editor/use-document.ts';
import { actionKinds, type ActionKind } from './action-kinds.ts';
import { JsonField } from './json-field.tsx';
import { listOf } from './labels-field.tsx';
import { Picker } from './pickers.tsx';
import { SpanField } from './span-field.tsx';
import { TemplateField } from './template-field.tsx';

const TYPES = Object.entries(actionKinds).map(([value, { label }]) => ({ value, label }));

/** A list of actions: `actions`, or those for one state of the trigger. */
export function ActionsForm({
  draft,
  field,
  eventId,
}: {
  draft: Draft;
  field: string;
  eventId: string | null;
}) {
  const found = draft.document[field];
  const list: readonly unknown[] = Array.isArray(found) ? (found as unknown[]) : [];
  return (
    <Stack gap="sm">
      {list.map((_, at) => (
        <Fieldset key={at} legend={`Action ${at + 1}`}>
          <ActionFields draft={draft} path={[field, at]} eventId={eventId} />
        </Fieldset>
      ))}
      <Button
        variant="default"
        leftSection={<IconPlus size={15} />}
        style={{ alignSelf: 'flex-start' }}
        onClick={() => draft.set([field], [...list, actionKinds['send-notification']?.start])}
      >
        Add an action
      </Button>
    </Stack>
  );
}

function ActionFields({ draft, path, eventId }: { draft: Draft; path: Path; eventId: string | null }) {
  const action = getIn(draft.document, path);
  const type = textAt(action, 'type');
  const kind = actionKinds[type];
  const name = textAt(draft.document, 'name');
  const at = (field: string): Path => [...path, field];
  const value = (field: string): unknown => getIn(action, [field]);
  return (
    <Stack gap="sm">
      <Group wrap="nowrap" align="flex-end">
        <Select
          label="Do this"
          data={
            kind === undefined
              ? [...TYPES, { value: type, label: type || 'as it stands in the text' }]
              : TYPES
          }
          value={type}
          searchable
          allowDeselect={false}
          onChange={(next) => draft.set(path, actionKinds[next ?? '']?.start ?? { type: next })}
          error={draft.problemAt(path) ?? draft.problemAt(at('type'))}
          style={{ flex: 1 }}
        />
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={`Remove action ${Number(path.at(-1)) + 1}`}
          onClick={() => draft.set(path, undefined)}
        >
          <IconTrash size={16} />
        </ActionIcon>
      </Group>
      {kind?.target !== undefined && <TargetFields draft={draft} path={path} target={kind.target} />}
      {kind?.block !== undefined && (
        <Picker
          kind={kind.block.kind}
          {...(kind.block.optional && {
            label: 'E-mail server (empty: that of the installation)',
            clearable: true,
          })}
          value={textAt(action, 'block_document_id') || null}
          onPick={(id) => draft.set(at('block_document_id'), id ?? undefined)}
          error={draft.problemAt(at('block_document_id'))}
        />
      )}
      {type === 'send-email-notification' && (
        <TagsInput
          label="To"
          placeholder="name@example.com"
          value={listOf(value('emails'))}
          onChange={(emails) => draft.set(at('emails'), emails)}
          error={
            draft.problemAt(at('emails')) ??
            firstOf(listOf(value('emails')), (i) => draft.problemAt([...at('emails'), i]))
          }
        />
      )}
      {kind?.templates?.map(({ field, label, long }) => (
        <TemplateField
          key={field}
          label={label}
          long={long ?? false}
          value={textAt(action, field)}
          onChange={(text) =>
            draft.set(at(field), text === '' && type === 'declare-incident' ? undefined : text)
          }
          error={draft.problemAt(at(field))}
          eventId={eventId}
          name={name}
        />
      ))}
      {type === 'run-deployment' && (
        <>
          <JsonField
            label="Parameters"
            value={value('parameters')}
            onChange={(next) => draft.set(at('parameters'), next)}
            error={draft.problemAt(at('parameters'))}
          />
          <SpanField
            label="Start after"
            value={value('schedule_after') ?? 0}
            onChange={(seconds) => draft.set(at('schedule_after'), seconds ?? 0)}
            error={draft.problemAt(at('schedule_after'))}
          />
        </>
      )}
      {type === 'change-flow-run-state' && (
        <>
          <Group grow align="flex-start">
            <Select
              label="State"
              data={stateOptions}
              value={textAt(action, 'state')}
              allowDeselect={false}
              onChange={(state) => draft.set(at('state'), state)}
              error={draft.problemAt(at('state'))}
            />
            <TextInput
              label="Name of the state"
              value={textAt(action, 'name')}
              onChange={({ currentTarget }) => draft.set(at('name'), currentTarget.value || undefined)}
            />
          </Group>
          <TextInput
            label="Message"
            value={textAt(action, 'message')}
            onChange={({ currentTarget }) => draft.set(at('message'), currentTarget.value || undefined)}
          />
          <Switch
            label="Even if the orchestrator would refuse it"
            checked={value('force') === true}
            onChange={({ currentTarget }) => draft.set(at('force'), currentTarget.checked)}
          />
        </>
      )}
    </Stack>
  );
}

function TargetFields({
  draft,
  path,
  target,
}: {
  draft: Draft;
  path: Path;
  target: NonNullable<ActionKind['target']>;
}) {
  const action = getIn(draft.document, path);
  const inferred = textAt(action, 'source') === 'inferred';
  return (
    <>
      <Switch
        label="The one that the event is about"
        checked={inferred}
        onChange={({ currentTarget }) => {
          draft.set([...path, 'source'], currentTarget.checked ? 'inferred' : 'selected');
          if (currentTarget.checked) draft.set([...path, target.field], undefined);
        }}
      />
      {!inferred && (
        <Picker
          kind={target.kind}
          value={textAt(action, target.field) || null}
          onPick={(id) => draft.set([...path, target.field], id ?? undefined)}
          error={draft.problemAt([...path, target.field])}
        />
      )}
    </>
  );
}

function textAt(value: unknown, field: string): string {
  const found = getIn(value, [field]);
  return typeof found === 'string' ? found : '';
}

function firstOf(
  list: readonly unknown[],
  problem: (index: number) => string | undefined,
): string | undefined {
  return list.map((_, index) => problem(index)).find((one) => one !== undefined);
}
