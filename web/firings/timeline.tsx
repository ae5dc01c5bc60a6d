import { Anchor, Group, Text } from '@mantine/core';
import { Link } from 'wouter';
import { actionInWords, type NameOf } from '../../src/wording/index.ts';
import { useWorkflowUrl } from '../api/server.ts';
import type { Automation, Firing } from '../api/types.ts';
import { Copy } from '../components/copy.tsx';
import { State } from '../components/state.tsx';
import { Time } from '../components/time.tsx';
import { ActionStep } from './action-step.tsx';

/** One firing: the event, the decision, and each action with what came of it. */
export function FiringTimeline({
  firing,
  automation,
  nameOf,
}: {
  firing: Firing;
  automation: Automation;
  nameOf: NameOf;
}) {
  const url = useWorkflowUrl()({ workflowId: `automation/${automation.id}` });
  const event = firing.triggering_event;
  const labels = Object.entries(firing.triggering_labels);
  return (
    <article
      aria-label={`Firing ${firing.ordinal}`}
      style={{ padding: '14px 16px', borderTop: '1px solid var(--app-line)' }}
    >
      <Group gap="sm" mb="xs">
        <Text fw={650}>#{firing.ordinal}</Text>
        <Text fz="sm" c="dimmed">
          <Time value={firing.triggered} />
        </Text>
        {firing.test && <State tone="busy">Test</State>}
        {firing.trigger_state === 'Resolved' && <State tone="ok">Resolved</State>}
        {labels.map(([name, value]) => (
          <span key={name} className="tag" title={name}>
            {value}
          </span>
        ))}
        <Copy value={firing.id} label="Copy the firing’s id" />
      </Group>
      <ol className="timeline">
        <li className="step">
          {event === null ? (
            <Text fz="sm">No event: time passed</Text>
          ) : (
            <Text fz="sm">
              Event{' '}
              <Anchor component={Link} href={`/events/${event.id}`} fz="inherit" underline="always">
                {event.event}
              </Anchor>{' '}
              of {event.resource['prefect.resource.name'] ?? event.resource['prefect.resource.id']}
            </Text>
          )}
        </li>
        <li className="step" data-tone="ok">
          <Text fz="sm">
            {firing.reason.slice(0, 1).toUpperCase() + firing.reason.slice(1)}{' '}
            {url !== undefined && (
              <Anchor href={url} target="_blank" rel="noreferrer" fz="xs">
                Workflow
              </Anchor>
            )}
          </Text>
        </li>
        {firing.actions.map((action) => (
          <ActionStep
            key={action.index}
            firing={firing}
            action={action}
            words={wordsOf(automation, firing, action.index, action.type, nameOf)}
          />
        ))}
      </ol>
    </article>
  );
}

/** What the action does in words, as long as the automation still has it at its place. */
function wordsOf(
  { actions, actions_on_trigger, actions_on_resolve }: Automation,
  { trigger_state }: Firing,
  index: number,
  type: string,
  nameOf: NameOf,
): string {
  const all = [...actions, ...(trigger_state === 'Triggered' ? actions_on_trigger : actions_on_resolve)];
  const action = all[index];
  const same = action !== undefined && action.type === type;
  const words = actionInWords(same ? action : { type }, nameOf, 'the flow run').replaceAll('`', '');
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
