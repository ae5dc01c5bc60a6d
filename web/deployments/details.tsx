import { Anchor, Text } from '@mantine/core';
import { Link } from 'wouter';
import { answer, api } from '../api/client.ts';
import type { Deployment } from '../api/types.ts';
import { Answer } from '../components/answer.tsx';
import { Copy } from '../components/copy.tsx';
import { Fact, Facts } from '../components/fact.tsx';
import { Json } from '../components/json.tsx';
import { Page } from '../components/page.tsx';
import { Section } from '../components/section.tsx';
import { State, toneOf } from '../components/state.tsx';
import { Tags } from '../components/tags.tsx';
import { Time } from '../components/time.tsx';
import { useAddress } from '../components/use-address.ts';
import { useObject } from '../components/use-object.ts';
import { useFlowNames } from '../flow-runs/flows.ts';
import { FlowRuns } from '../flow-runs/list.tsx';
import { DeploymentSwitch } from './pause-switch.tsx';
import { RunButton } from './run-button.tsx';
import { scheduleInWords } from './schedule-words.ts';

/** One deployment: what it runs and when, and its runs. */
export function DeploymentDetails({ id }: { id: string }) {
  const query = useObject(['deployments', 'one', id], () =>
    answer(api.GET('/deployments/{id}', { params: { path: { id } } })),
  );
  const deployment = query.data;
  return (
    <Page
      title={deployment?.name ?? 'Deployment'}
      above={[{ href: '/deployments', title: 'Deployments' }]}
      {...(deployment?.description != null && { lead: deployment.description })}
      mark={
        deployment && (
          <State tone={toneOf(deployment.status)}>
            {deployment.status === 'READY' ? 'Ready' : 'No workers'}
          </State>
        )
      }
      tools={deployment && <RunButton deployment={deployment} />}
    >
      <Answer query={query}>{(one) => <Details deployment={one} />}</Answer>
    </Page>
  );
}

function Details({ deployment }: { deployment: Deployment }) {
  const address = useAddress();
  const flow = useFlowNames([deployment.flow_id])(deployment.flow_id);
  const { schedules, work_pool_name } = deployment;
  return (
    <>
      <Section title="About">
        <Facts>
          <Fact name="Flow">{flow ?? deployment.flow_id}</Fact>
          <Fact name="Work pool">
            {work_pool_name === null ? (
              'none'
            ) : (
              <Anchor
                component={Link}
                href={`/work-pools/${encodeURIComponent(work_pool_name)}`}
                fz="inherit"
              >
                {work_pool_name}
              </Anchor>
            )}
          </Fact>
          <Fact name="Work queue">
            {deployment.work_queue_id == null ? (
              (deployment.work_queue_name ?? 'none')
            ) : (
              <Anchor component={Link} href={`/work-queues/${deployment.work_queue_id}`} fz="inherit">
                {deployment.work_queue_name ?? 'default'}
              </Anchor>
            )}
          </Fact>
          <Fact name="Concurrency">{deployment.concurrency_limit ?? 'no limit'}</Fact>
          <Fact name="Version">{deployment.version ?? '–'}</Fact>
          <Fact name="Changed">
            <Time value={deployment.updated} />
          </Fact>
          <Fact name="Id">
            {deployment.id.slice(0, 8)} <Copy value={deployment.id} label="Copy the id" />
          </Fact>
          {deployment.tags.length > 0 && (
            <Fact name="Tags">
              <Tags tags={deployment.tags} />
            </Fact>
          )}
        </Facts>
      </Section>
      <Section title="Schedules" tools={schedules.length > 0 && <DeploymentSwitch deployment={deployment} />}>
        {schedules.length === 0 ? (
          <Text fz="sm" c="dimmed">
            It runs when somebody, or an automation, runs it.
          </Text>
        ) : (
          <ul style={{ margin: 0, paddingLeft: 18 }}>
            {schedules.map((schedule) => (
              <li key={schedule.id}>
                {scheduleInWords(schedule)}
                {!schedule.active && ' (off)'}
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title="Parameters" padded={false}>
        <Json value={deployment.parameters} label="Parameters" />
      </Section>
      <Section title="Runs" padded={false}>
        <FlowRuns address={address} deployment={deployment.id} />
      </Section>
    </>
  );
}
