import { Anchor, Stack } from '@mantine/core';
import { Link } from 'wouter';
import { answer, api } from '../api/client.ts';
import { useServer, useWorkflowUrl, type Workflow } from '../api/server.ts';
import type { FlowRun } from '../api/types.ts';
import { Answer } from '../components/answer.tsx';
import { Copy } from '../components/copy.tsx';
import { Fact, Facts } from '../components/fact.tsx';
import { Json } from '../components/json.tsx';
import { Page } from '../components/page.tsx';
import { Section } from '../components/section.tsx';
import { State, toneOf } from '../components/state.tsx';
import { Tags } from '../components/tags.tsx';
import { Time } from '../components/time.tsx';
import { useObject } from '../components/use-object.ts';
import { EventList } from '../events/event-list.tsx';
import { FlowRunActions } from './actions.tsx';
import { useFlowNames } from './flows.ts';
import { spent } from './spent.ts';

/** One flow run: its state, what it runs, its events. */
export function FlowRunDetails({ id }: { id: string }) {
  const query = useObject(['flow-runs', 'one', id], () =>
    answer(api.GET('/flow_runs/{id}', { params: { path: { id } } })),
  );
  const above = [{ href: '/runs', title: 'Flow runs' }];
  return (
    <Page
      title={query.data?.name ?? 'Flow run'}
      above={above}
      mark={
        query.data && <State tone={toneOf(query.data.state_type)}>{query.data.state_name ?? 'None'}</State>
      }
      tools={query.data && <FlowRunActions run={query.data} />}
    >
      <Answer query={query}>{(run) => <Details run={run} />}</Answer>
    </Page>
  );
}

function Details({ run }: { run: FlowRun }) {
  const flow = useFlowNames([run.flow_id])(run.flow_id);
  const workflowUrl = useWorkflowUrl();
  const { data: server } = useServer();
  const workflow = workflowOf(run);
  const url = server?.upstream === false && workflow !== null ? workflowUrl(workflow) : undefined;
  return (
    <Stack gap={0}>
      <Section title="About">
        <Facts>
          <Fact name="Flow">{flow ?? run.flow_id}</Fact>
          <Fact name="Deployment">
            {run.deployment_id === null ? (
              'none'
            ) : (
              <Anchor component={Link} href={`/deployments/${run.deployment_id}`} fz="inherit">
                {run.deployment_id.slice(0, 8)}
              </Anchor>
            )}
          </Fact>
          <Fact name="Work pool">{run.work_pool_name ?? 'none'}</Fact>
          <Fact name="Started">
            <Time value={run.start_time} />
          </Fact>
          <Fact name="Ended">
            <Time value={run.end_time} />
          </Fact>
          <Fact name="Took">{spent(run)}</Fact>
          <Fact name="Id">
            {run.id.slice(0, 8)} <Copy value={run.id} label="Copy the id" />
          </Fact>
          {url !== undefined && (
            <Fact name="Workflow">
              <Anchor href={url} target="_blank" rel="noreferrer" fz="inherit">
                In Temporal
              </Anchor>
            </Fact>
          )}
          {run.tags.length > 0 && (
            <Fact name="Tags">
              <Tags tags={run.tags} />
            </Fact>
          )}
          {run.state?.message != null && run.state.message !== '' && (
            <Fact name="Message">{run.state.message}</Fact>
          )}
        </Facts>
      </Section>
      <Section title="Parameters" padded={false}>
        <Json value={run.parameters} label="Parameters" />
      </Section>
      <Section title="Events" padded={false}>
        <EventList resource={`prefect.flow-run.${run.id}`} />
      </Section>
    </Stack>
  );
}

/** The workflow that does the work, as the run's labels tell; null when Temporal knows of none. */
function workflowOf({ labels }: FlowRun): Workflow | null {
  const text = (name: string): string | undefined => {
    const label = labels[`temporal.${name}`];
    return typeof label === 'string' ? label : undefined;
  };
  const workflowId = text('workflow-id');
  if (workflowId === undefined) return null;
  return { workflowId, runId: text('run-id'), namespace: text('namespace') };
}
