import { useEffect, useState, type ReactNode } from 'react';
import { Alert, Button, SegmentedControl, Stack, Switch, TagsInput, Tabs } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import { describeAutomation, type WordedAutomation } from '../../../src/wording/index.ts';
import { ApiError } from '../../api/errors.ts';
import { IconAlertTriangle } from '../../components/icons.ts';
import { Page } from '../../components/page.tsx';
import { Section } from '../../components/section.tsx';
import { Sentence } from '../../components/sentence.tsx';
import { told } from '../../components/told.ts';
import { Code } from '../../editor/code.tsx';
import { isObject, type Json } from '../../editor/paths.ts';
import { useUnsaved } from '../../editor/unsaved.ts';
import { useDocument } from '../../editor/use-document.ts';
import type { Language } from '../../editor/text.ts';
import { ActionsForm } from './actions-form.tsx';
import { BacktestNote } from './backtest-note.tsx';
import { EventChoice, useRecorded } from './event-choice.tsx';
import { listOf } from './labels-field.tsx';
import { useNames } from '../use-names.ts';
import { AboutFields, TriggerForm } from './trigger-form.tsx';

/** What is edited, and what becomes of it. */
export interface EditorProps {
  readonly title: string;
  readonly initial: Json;
  /** Null for a new one. */
  readonly automationId: string | null;
  /** The event to preview templates with, to begin with. */
  readonly eventId: string | null;
  readonly above: readonly { readonly href: string; readonly title: string }[];
  /** Saves; answers the id. @throws ApiError */
  readonly save: (document: Json) => Promise<string>;
}

/** The form of an automation and its text, side by side. */
export function AutomationEditor({ title, initial, automationId, eventId: first, above, save }: EditorProps) {
  const draft = useDocument(initial);
  const [chosen, setChosen] = useState<string | null | undefined>(first ?? undefined);
  const [failure, setFailure] = useState<string | null>(null);
  const [saved, setSaved] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  useUnsaved(draft.isDirty && saved === null);
  // Only once nothing asks any more whether to leave.
  useEffect(() => {
    if (saved !== null) navigate(`/automations/${saved}`);
  }, [saved, navigate]);

  const submit = async (): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      const id = await save(draft.document);
      await queries.invalidateQueries({ queryKey: ['automations'] });
      told(automationId === null ? 'The automation is there' : 'The automation is saved, and starts afresh');
      setSaved(id);
    } catch (error) {
      if (error instanceof ApiError) draft.refuse(error.fields);
      setFailure((error as Error).message);
      setBusy(false);
    }
  };
  const trigger = draft.document['trigger'];
  const expected = isObject(trigger) ? listOf(trigger['expect']) : [];
  const recorded = useRecorded(expected);
  // Until one is chosen, or none on purpose: what the trigger would have seen last.
  const latest = recorded.expected ? recorded.events[0]?.id : undefined;
  const eventId = chosen === undefined ? (latest ?? null) : chosen;
  return (
    <Page
      title={title}
      above={above}
      lead={<InWords document={draft.document} />}
      tools={
        <>
          <Button
            component={Link}
            href={automationId === null ? '/automations' : `/automations/${automationId}`}
            variant="default"
          >
            Cancel
          </Button>
          <Button onClick={() => void submit()} loading={busy} disabled={draft.broken !== null}>
            {automationId === null ? 'Create' : 'Save'}
          </Button>
        </>
      }
    >
      {failure !== null && (
        <Alert
          color="red"
          icon={<IconAlertTriangle />}
          title="This was not saved"
          role="alert"
          mb="md"
          style={{ whiteSpace: 'pre-line' }}
        >
          {failure}
        </Alert>
      )}
      <div className="editor">
        <div>
          <Section title="About">
            <Stack gap="sm">
              <AboutFields draft={draft} />
              <TagsInput
                label="Tags"
                value={listOf(draft.document['tags'])}
                onChange={(tags) => draft.set(['tags'], tags)}
                error={draft.problemAt(['tags'])}
              />
              <Switch
                label="On"
                checked={draft.document['enabled'] !== false}
                onChange={({ currentTarget }) => draft.set(['enabled'], currentTarget.checked)}
              />
            </Stack>
          </Section>
          <Section title="Trigger">
            <TriggerForm draft={draft} path={['trigger']} />
          </Section>
          <Section title="Actions">
            <Stack gap="md">
              <EventChoice recorded={recorded} value={eventId} onChange={setChosen} />
              <ActionTabs>
                {(field) => <ActionsForm draft={draft} field={field} eventId={eventId} />}
              </ActionTabs>
            </Stack>
          </Section>
        </div>
        <div className="editor-side">
          <Section title="On what was recorded">
            <BacktestNote trigger={trigger} automationId={automationId} />
          </Section>
          <Section
            title="As text"
            padded={false}
            tools={
              <SegmentedControl
                size="xs"
                aria-label="Language of the text"
                data={[
                  { value: 'yaml', label: 'YAML' },
                  { value: 'json', label: 'JSON' },
                ]}
                value={draft.language}
                onChange={(language) => draft.speak(language as Language)}
                disabled={draft.broken !== null}
              />
            }
          >
            <Code
              key={draft.language}
              label={`The automation as ${draft.language.toUpperCase()}`}
              value={draft.text}
              onChange={draft.write}
              language={draft.language}
              problems={draft.problems}
              minHeight={320}
            />
          </Section>
          {draft.broken !== null && (
            <Alert color="red" role="alert" title="The text cannot be read">
              {draft.broken.message}
            </Alert>
          )}
        </div>
      </div>
    </Page>
  );
}

const LISTS = [
  { field: 'actions', title: 'Always' },
  { field: 'actions_on_trigger', title: 'Once triggered' },
  { field: 'actions_on_resolve', title: 'Once resolved' },
] as const;

/** The lists of actions: those that are carried out whatever the trigger's state is, and those for one state. */
function ActionTabs({ children }: { children: (field: string) => ReactNode }) {
  return (
    <Tabs defaultValue="actions" keepMounted={false}>
      <Tabs.List mb="md">
        {LISTS.map(({ field, title }) => (
          <Tabs.Tab key={field} value={field}>
            {title}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {LISTS.map(({ field }) => (
        <Tabs.Panel key={field} value={field}>
          {children(field)}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

/** What it does in a sentence, as far as it makes one. */
function InWords({ document }: { document: Json }) {
  const nameOf = useNames([document as never]);
  let text = '';
  try {
    text = describeAutomation(document as unknown as WordedAutomation, nameOf);
  } catch {
    // Half of an automation has no words yet.
  }
  return <Sentence text={text} />;
}
