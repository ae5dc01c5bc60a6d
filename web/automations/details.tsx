import { Anchor, Button } from '@mantine/core';
import { Link, useLocation } from 'wouter';
import { describeAutomation, type WordedTrigger } from '../../src/wording/index.ts';
import { answer, api } from '../api/client.ts';
import type { Automation } from '../api/types.ts';
import { Answer } from '../components/answer.tsx';
import { Copy } from '../components/copy.tsx';
import { IconPencil } from '../components/icons.ts';
import { Json } from '../components/json.tsx';
import { Page } from '../components/page.tsx';
import { Section } from '../components/section.tsx';
import { Sentence } from '../components/sentence.tsx';
import { State } from '../components/state.tsx';
import { Tags } from '../components/tags.tsx';
import { useObject } from '../components/use-object.ts';
import { EventList } from '../events/event-list.tsx';
import { Firings } from './firings.tsx';
import { AutomationMenu } from './menu.tsx';
import { Decisions, Standing } from './standing.tsx';
import { AutomationSwitch } from './switch.tsx';
import { TestFireButton } from './test-fire.tsx';
import { useNames } from './use-names.ts';
import { OpenWindows, useStatus } from './windows.tsx';

/** One automation: what it does, how it stands, what it has done. */
export function AutomationDetails({ id }: { id: string }) {
  const [, navigate] = useLocation();
  const query = useObject(['automations', 'one', id], () =>
    answer(api.GET('/automations/{id}', { params: { path: { id } } })),
  );
  const automation = query.data;
  const nameOf = useNames(automation === undefined ? [] : [automation]);
  return (
    <Page
      title={automation?.name ?? 'Automation'}
      above={[{ href: '/automations', title: 'Automations' }]}
      mark={
        automation && (
          <>
            <State tone={automation.enabled ? 'ok' : 'wait'}>{automation.enabled ? 'On' : 'Paused'}</State>
            <Tags tags={automation.tags} />
          </>
        )
      }
      {...(automation && { lead: <Sentence text={describeAutomation(automation, nameOf)} /> })}
      tools={
        automation && (
          <>
            <AutomationSwitch automation={automation} />
            <TestFireButton automation={automation} />
            <Button
              variant="default"
              component={Link}
              href={`/automations/${id}/edit`}
              leftSection={<IconPencil size={15} />}
            >
              Edit
            </Button>
            <AutomationMenu automation={automation} onDeleted={() => navigate('/automations')} />
          </>
        )
      }
    >
      <Answer query={query}>{(one) => <Details automation={one} />}</Answer>
    </Page>
  );
}

function Details({ automation }: { automation: Automation }) {
  const status = useStatus(automation.id);
  const nameOf = useNames([automation]);
  const { id, description, created: _created, updated: _updated, ...definition } = automation;
  const expected = [...new Set(namesIn(automation.trigger))];
  return (
    <>
      {description !== '' && <p style={{ marginTop: 0, maxWidth: 800 }}>{description}</p>}
      <Section title="How it stands" tools={<Copy value={id} label="Copy the automation’s id" />}>
        <Answer query={status} rows={1}>
          {(now) => <Standing status={now} automation={automation} />}
        </Answer>
      </Section>
      <Section title="Open windows" padded={false}>
        <Answer query={status} rows={2}>
          {(now) => <OpenWindows status={now} />}
        </Answer>
      </Section>
      <Section title="Firings" padded={false}>
        <Firings automation={automation} nameOf={nameOf} />
      </Section>
      <Section title="Latest decisions" padded={false}>
        <Answer query={status} rows={2}>
          {(now) => <Decisions status={now} />}
        </Answer>
      </Section>
      <Section
        title="Events about it"
        padded={false}
        tools={
          expected.length > 0 && (
            <Anchor component={Link} href={`/events?event=${encodeURIComponent(expected.join(','))}`} fz="sm">
              Events that it watches
            </Anchor>
          )
        }
      >
        <EventList resource={`prefect.automation.${id}`} />
      </Section>
      <Section title="Definition" padded={false}>
        <Json value={{ ...definition, description }} label="The definition" />
      </Section>
    </>
  );
}

/** Names of the events that a trigger and those below it look at. */
function namesIn(trigger: WordedTrigger): string[] {
  const { after = [], expect = [], triggers = [] } = trigger;
  return [...after, ...expect, ...triggers.flatMap(namesIn)];
}
