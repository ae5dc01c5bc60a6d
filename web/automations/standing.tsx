import { Anchor, Text } from '@mantine/core';
import { useWorkflowUrl } from '../api/server.ts';
import type { Automation, AutomationStatus } from '../api/types.ts';
import { Fact, Facts } from '../components/fact.tsx';
import { State } from '../components/state.tsx';
import { Countdown, Time } from '../components/time.tsx';
import { LastFiring } from './last-firing.tsx';
import { useActivity } from './list-query.ts';

/** What an automation has done, and what comes next. */
export function Standing({ status, automation }: { status: AutomationStatus; automation: Automation }) {
  const { data } = useActivity([automation.id]);
  const activity = data?.get(automation.id);
  const url = useWorkflowUrl()({ workflowId: status.workflow_id });
  return (
    <Facts>
      <Fact name="Last firing">
        <LastFiring activity={activity} />
      </Fact>
      <Fact name="Next deadline">
        {status.next_deadline === null || !automation.enabled ? (
          '–'
        ) : (
          <Countdown value={status.next_deadline} />
        )}
      </Fact>
      <Fact name="Firings">{status.firings.toLocaleString()}</Fact>
      <Fact name="Failed actions">
        {activity !== undefined && activity.failed_actions > 0 ? (
          <State tone="bad">{activity.failed_actions.toLocaleString()}</State>
        ) : (
          '0'
        )}
      </Fact>
      <Fact name="Events evaluated">{status.events.toLocaleString()}</Fact>
      <Fact name="Waiting">{status.waiting.toLocaleString()}</Fact>
      <Fact name="Version">{status.version}</Fact>
      <Fact name="Changed">
        <Time value={automation.updated} />
      </Fact>
      {url !== undefined && (
        <Fact name={status.partitions > 1 ? `Workflow, one of ${status.partitions}` : 'Workflow'}>
          <Anchor href={url} target="_blank" rel="noreferrer" fz="inherit">
            In Temporal
          </Anchor>
        </Fact>
      )}
    </Facts>
  );
}

/** Why it fired, or did not, the last one first. */
export function Decisions({ status }: { status: AutomationStatus }) {
  if (status.latest_reasons.length === 0) {
    return (
      <Text p="md" fz="sm" c="dimmed">
        Nothing has been decided yet.
      </Text>
    );
  }
  return (
    <ul className="rows">
      {status.latest_reasons.toReversed().map(({ code, text }, index) => (
        <li className="row" key={index} style={{ paddingBlock: 7 }}>
          <Text fz="sm" className="row-main">
            {text}
          </Text>
          <span className="tag">{code}</span>
        </li>
      ))}
    </ul>
  );
}
