import { Text } from '@mantine/core';
import { Link } from 'wouter';
import type { FlowRun } from '../api/types.ts';
import { Fact } from '../components/fact.tsx';
import { State, toneOf } from '../components/state.tsx';
import { Tags } from '../components/tags.tsx';
import { Time } from '../components/time.tsx';
import { FlowRunActions } from './actions.tsx';
import { spent } from './spent.ts';

/** One flow run of a list; goes into a list item. */
export function FlowRunRow({ run, flow }: { run: FlowRun; flow: string | undefined }) {
  return (
    <>
      <div className="row-main">
        <Link href={`/runs/${run.id}`} className="row-title">
          {run.name}
        </Link>{' '}
        <Tags tags={run.tags} />
        <Text fz="sm" c="dimmed">
          {[flow, run.work_pool_name].filter((part) => part != null).join(' · ') || 'No flow'}
        </Text>
      </div>
      <dl className="row-facts" style={{ margin: 0 }}>
        <Fact name="State">
          <State tone={toneOf(run.state_type)}>{run.state_name ?? 'None'}</State>
        </Fact>
        <Fact name={run.start_time === null ? 'Expected' : 'Started'}>
          <Time value={run.start_time ?? run.expected_start_time} />
        </Fact>
        <Fact name="Took">{run.start_time === null ? '–' : spent(run)}</Fact>
      </dl>
      <div className="row-tools" style={{ minWidth: 68, justifyContent: 'flex-end' }}>
        <FlowRunActions run={run} small />
      </div>
    </>
  );
}
