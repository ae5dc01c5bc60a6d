import { Anchor, Button, Code, Group, Text } from '@mantine/core';
import { answer, api } from '../api/client.ts';
import { useWorkflowUrl } from '../api/server.ts';
import type { ActionResult, Firing } from '../api/types.ts';
import { IconRefresh } from '../components/icons.ts';
import { State } from '../components/state.tsx';
import { Time } from '../components/time.tsx';
import { useChange } from '../components/use-change.ts';
import { actionTone, actionWord } from './tone.ts';

/** What came of one action; one that failed can be sent again. */
export function ActionStep({
  firing,
  action,
  words,
}: {
  firing: Firing;
  action: ActionResult;
  words: string;
}) {
  const workflowUrl = useWorkflowUrl();
  const retry = useChange(
    ['automations', 'firings'],
    () =>
      answer(
        api.POST('/firings/{id}/actions/{index}/retry', {
          params: { path: { id: firing.id, index: action.index } },
        }),
      ),
    'The action is sent again',
  );
  const url = workflowUrl({ workflowId: `firing/${firing.id}/${action.index}` });
  const own = action.state !== 'executed' || action.round > 0;
  const details = Object.entries(action.details).filter(([, value]) => value !== null);
  return (
    <li className="step" data-tone={actionTone[action.state]}>
      <Group gap="sm" wrap="wrap">
        <Text fw={550} fz="sm">
          {words}
        </Text>
        <State tone={actionTone[action.state]}>{actionWord[action.state]}</State>
        {action.finished !== null && (
          <Text fz="xs" c="dimmed">
            <Time value={action.finished} />
          </Text>
        )}
        {action.round > 0 && (
          <Text fz="xs" c="dimmed">
            sent again {action.round === 1 ? 'once' : `${action.round} times`}
          </Text>
        )}
        {own && url !== undefined && (
          <Anchor href={url} target="_blank" rel="noreferrer" fz="xs">
            Workflow
          </Anchor>
        )}
        {action.state === 'failed' && (
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<IconRefresh size={13} />}
            loading={retry.isPending}
            onClick={() => retry.mutate(undefined)}
            aria-label={`Send again: ${words}`}
          >
            Send again
          </Button>
        )}
      </Group>
      {action.reason !== null && (
        <Text
          fz="sm"
          c={action.state === 'failed' ? 'var(--app-bad)' : 'dimmed'}
          style={{ overflowWrap: 'anywhere' }}
        >
          {action.reason}
        </Text>
      )}
      {details.length > 0 && (
        <Text fz="xs" c="dimmed" component="div" lineClamp={3}>
          {details.map(([name, value]) => (
            <span key={name} style={{ marginRight: 12 }}>
              {name} <Code fz="xs">{typeof value === 'string' ? value : JSON.stringify(value)}</Code>
            </span>
          ))}
        </Text>
      )}
    </li>
  );
}
