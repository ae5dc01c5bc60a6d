import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { automationWorkflowId, firingWorkflowId } from '../../workflows/names.ts';
import { builtProgram } from '../support/built-program.ts';
import { startCluster, type Cluster } from '../support/cluster.ts';
import { startSink, type HttpSink } from '../support/http-sink.ts';
import {
  clientEvent,
  createAutomation,
  firingsOf,
  postEvents,
  untilFired,
  viewOf,
  webhookAction,
} from '../support/product.ts';
import { until } from '../support/until.ts';

// Everything of Temporal that the automations use, on a server as clusters run it: Postgres underneath instead of the
// development server's SQLite, no dynamic configuration.

const SIGNALS_PER_RUN = 5;

let cluster: Cluster;
let sink: HttpSink;
let client: Client;

beforeAll(async () => {
  const program = await builtProgram();
  sink = await startSink();
  const env = { AUTOMATIONS_SIGNALS_PER_RUN: String(SIGNALS_PER_RUN) };
  cluster = await startCluster({ program, gateways: 1, workers: 1, env });
  client = await cluster.temporal();
}, 900_000);

afterAll(async () => {
  await cluster?.close();
  await sink?.close();
});

test('runs continue as new, and each event fires once and in order', async () => {
  const action = await webhookAction(cluster, `${sink.url}/runs`, '{{ event.id }}');
  const id = await createAutomation(cluster, 'many runs', { expect: ['cluster.tick'] }, [action]);
  const workflow = client.workflow.getHandle(automationWorkflowId(id));
  const { runId: first } = await until('the workflow', () => workflow.describe());
  const sent: string[] = [];
  for (let index = 0; index < 4 * SIGNALS_PER_RUN; index += 1) {
    const event = clientEvent('cluster.tick');
    sent.push(event.id);
    await postEvents(cluster, [event]);
    await until('the webhook', () => sink.at('/runs').length > index);
  }
  const firings = await untilFired(cluster, id, sent.length);
  expect(firings.map(({ triggering_event }) => triggering_event?.id)).toEqual(sent);
  expect(sink.at('/runs').map(({ body }) => body)).toEqual(sent);
  expect((await workflow.describe()).runId).not.toBe(first);
  const { events } = await client.workflow.getHandle(automationWorkflowId(id), first).fetchHistory();
  expect(events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes).toBeTruthy();
});

test('search attributes follow the automation', async () => {
  const id = await createAutomation(cluster, 'findable', { expect: ['cluster.never'] });
  const found = async (enabled: boolean): Promise<boolean> => {
    const query = `AutomationName = 'findable' AND AutomationId = '${id}' AND AutomationEnabled = ${enabled}`;
    for await (const { workflowId } of client.workflow.list({ query })) {
      if (workflowId === automationWorkflowId(id)) return true;
    }
    return false;
  };
  await until('the automation in the list', () => found(true));
  await cluster.api('PATCH', `/automations/${id}`, { enabled: false });
  await until('the paused automation in the list', () => found(false));
});

test('a deadline that passes while the server is down fires once, stamped with the deadline', async () => {
  const id = await createAutomation(cluster, 'absent', {
    posture: 'Proactive',
    after: ['cluster.began'],
    expect: ['cluster.ended'],
    for_each: ['prefect.resource.id'],
    within: 10,
  });
  const began = clientEvent('cluster.began', 'one');
  const closed = clientEvent('cluster.began', 'two');
  await postEvents(cluster, [began, closed]);
  await postEvents(cluster, [clientEvent('cluster.ended', 'two')]);
  const workflow = client.workflow.getHandle(automationWorkflowId(id));
  // On record as a timer in Postgres before the server is killed.
  await until('a timer', async () => {
    const { events } = await workflow.fetchHistory();
    return events?.some(({ timerStartedEventAttributes }) => timerStartedEventAttributes);
  });
  const deadline = Date.parse(began.occurred) + 10_000;
  await cluster.server.crash(deadline + 2_000 - Date.now());
  const back = Date.now();
  const [firing] = await untilFired(cluster, id, 1, 60_000);
  // The events' clock is behind by as long as the latest event took to arrive.
  expect(Date.parse(firing!.triggered)).toBeGreaterThanOrEqual(deadline);
  expect(Date.parse(firing!.triggered)).toBeLessThan(back - 1_000);
  await sleep(1_000);
  expect(await firingsOf(cluster, id)).toHaveLength(1);
  expect((await viewOf(cluster, id)).openWindows.count).toBe(0);
});

test('an action that fails goes on in a workflow of its own until it succeeds', async () => {
  sink.answer('/flaky', (_, response, attempts) => {
    response.statusCode = attempts < 3 ? 503 : 200;
    response.end();
  });
  const action = await webhookAction(cluster, `${sink.url}/flaky`);
  const id = await createAutomation(cluster, 'patient', { expect: ['cluster.flaky'] }, [action]);
  await postEvents(cluster, [clientEvent('cluster.flaky')]);
  const [firing] = await untilFired(cluster, id, 1);
  expect(firing!.actions[0]!.state).toBe('executed');
  expect(new Set(sink.at('/flaky').map(({ key }) => key)).size).toBe(1);
  await client.workflow.getHandle(firingWorkflowId(firing!.id, 0)).result();
});
