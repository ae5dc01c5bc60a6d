import { Text } from '@mantine/core';
import { Link } from 'wouter';
import { describeAutomation, type NameOf } from '../../src/wording/index.ts';
import type { Automation, AutomationActivity } from '../api/types.ts';
import { Fact } from '../components/fact.tsx';
import { Sentence } from '../components/sentence.tsx';
import { State } from '../components/state.tsx';
import { Tags } from '../components/tags.tsx';
import { Countdown } from '../components/time.tsx';
import { LastFiring } from './last-firing.tsx';
import { AutomationMenu } from './menu.tsx';
import { AutomationSwitch } from './switch.tsx';

/** One automation of the list. */
export function AutomationRow({
  automation,
  activity,
  nameOf,
}: {
  automation: Automation;
  activity: AutomationActivity | undefined;
  nameOf: NameOf;
}) {
  const { id, name, tags, enabled } = automation;
  return (
    <li className="row">
      <div className="row-main">
        <Link href={`/automations/${id}`} className="row-title">
          {name}
        </Link>{' '}
        <Tags tags={tags} />
        <Text fz="sm" c="dimmed" mt={2} lineClamp={4}>
          <Sentence text={describeAutomation(automation, nameOf)} />
        </Text>
      </div>
      <dl className="row-facts" style={{ margin: 0 }}>
        <Fact name="Last firing">
          <LastFiring activity={activity} />
        </Fact>
        <Fact name="Next deadline">
          {activity?.next_deadline == null || !enabled ? '–' : <Countdown value={activity.next_deadline} />}
        </Fact>
        <Fact name="Failures">
          {activity === undefined || activity.failed_actions === 0 ? (
            '0'
          ) : (
            <State tone="bad">{activity.failed_actions.toLocaleString()}</State>
          )}
        </Fact>
      </dl>
      <div className="row-tools">
        <AutomationSwitch automation={automation} />
        <AutomationMenu automation={automation} />
      </div>
    </li>
  );
}
