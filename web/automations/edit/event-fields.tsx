import {
  Collapse,
  Group,
  NumberInput,
  Button,
  SegmentedControl,
  Stack,
  TagsInput,
  Text,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { getIn, isObject, type Path } from '../../editor/paths.ts';
import type { Draft } from '../../editor/use-document.ts';
import { listOf } from './labels-field.tsx';
import { Picker } from './pickers.tsx';
import { SpanField } from './span-field.tsx';
import { MatchFields } from './trigger-form.tsx';
import type { EventKind } from './trigger-kinds.ts';

const ID = 'prefect.resource.id';
const ROLE = 'prefect.resource.role';

/** A trigger on events that come, or that stay away. */
export function EventFields({ draft, path, kind }: { draft: Draft; path: Path; kind: EventKind }) {
  const [more, { toggle }] = useDisclosure(false);
  const field = (name: string): unknown => getIn(draft.document, [...path, name]);
  const at = (name: string): Path => [...path, name];
  const isAbsence = field('posture') === 'Proactive';
  const threshold = field('threshold');
  return (
    <>
      <SegmentedControl
        aria-label="Fires when the events come, or when they stay away"
        data={[
          { value: 'Reactive', label: 'It happens' },
          { value: 'Proactive', label: 'It does not happen in time' },
        ]}
        value={isAbsence ? 'Proactive' : 'Reactive'}
        onChange={(posture) => {
          draft.set(at('posture'), posture);
          if (posture === 'Proactive' && !(Number(field('within')) >= 10)) draft.set(at('within'), 1_800);
        }}
      />
      {isAbsence && (
        <TagsInput
          label="After one of these events"
          description="Empty: it is expected again and again, all the time"
          data={[...kind.events]}
          value={listOf(field('after'))}
          onChange={(names) => draft.set(at('after'), names)}
          error={draft.problemAt(at('after'))}
        />
      )}
      <TagsInput
        label={isAbsence ? 'None of these events comes' : 'One of these events comes'}
        description="A * stands for anything. Empty: any event"
        data={[...kind.events]}
        value={listOf(field('expect'))}
        onChange={(names) => draft.set(at('expect'), names)}
        error={draft.problemAt(at('expect'))}
      />
      <ResourceFields draft={draft} path={path} kind={kind} />
      <Group grow align="flex-start">
        <NumberInput
          label={isAbsence ? 'Fewer than this often' : 'This often'}
          min={isAbsence ? 1 : 0}
          value={typeof threshold === 'number' ? threshold : 1}
          onChange={(next) => draft.set(at('threshold'), typeof next === 'number' ? next : 1)}
          error={draft.problemAt(at('threshold'))}
        />
        <SpanField
          label="Within"
          value={field('within') ?? 0}
          onChange={(seconds) => draft.set(at('within'), seconds ?? 0)}
          error={draft.problemAt(at('within'))}
        />
      </Group>
      <TagsInput
        label="Counted for each"
        description="Values of these labels are counted by themselves. Empty: all together"
        data={[
          ID,
          'prefect.resource.name',
          'related:deployment:prefect.resource.id',
          'related:flow:prefect.resource.id',
        ]}
        value={listOf(field('for_each'))}
        onChange={(labels) => draft.set(at('for_each'), labels)}
        error={draft.problemAt(at('for_each'))}
      />
      <Button
        variant="subtle"
        size="compact-sm"
        onClick={toggle}
        aria-expanded={more}
        style={{ alignSelf: 'flex-start' }}
      >
        {more ? 'Hide the labels' : 'Choose by labels'}
      </Button>
      <Collapse expanded={more}>
        <Stack gap="md">
          <MatchFields draft={draft} path={path} />
        </Stack>
      </Collapse>
    </>
  );
}

/** The one object that it is about, where objects can be chosen and the labels say no more than that. */
function ResourceFields({ draft, path, kind }: { draft: Draft; path: Path; kind: EventKind }) {
  const related = kind.related === true;
  const what = related ? 'deployment' : kind.resource;
  if (what === undefined) return null;
  const field = [...path, related ? 'match_related' : 'match'];
  const labels = getIn(draft.document, field) ?? {};
  const chosen = isObject(labels) ? labels[ID] : undefined;
  const prefix = `prefect.${what}.`;
  const own = related ? [ID, ROLE] : [ID];
  const isSimple =
    isObject(labels) &&
    Object.keys(labels).every((name) => own.includes(name)) &&
    (chosen === undefined || (typeof chosen === 'string' && chosen.startsWith(prefix)));
  if (!isSimple) {
    return (
      <Text fz="sm" c="dimmed">
        Which ones it is about is said by labels: see “Choose by labels”.
      </Text>
    );
  }
  const id = typeof chosen === 'string' && chosen !== `${prefix}*` ? chosen.slice(prefix.length) : null;
  return (
    <Picker
      kind={what}
      label={related ? 'Of one deployment (empty: of any)' : 'Only this one (empty: any)'}
      clearable
      value={id}
      onPick={(next) => {
        if (next !== null)
          draft.set(field, { ...(related && { [ROLE]: 'deployment' }), [ID]: `${prefix}${next}` });
        else draft.set(field, related ? {} : { [ID]: `${prefix}*` });
      }}
    />
  );
}
