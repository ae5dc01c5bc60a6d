import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../src/processes/free-port.ts';
import { startGateway } from '../support/gateway.ts';
import { LiveServer } from '../support/live-server.ts';
import { until } from '../support/until.ts';

let server: LiveServer;
let temporalMetrics: string;

beforeAll(async () => {
  temporalMetrics = `127.0.0.1:${await freePort('127.0.0.1', 0)}`;
  server = await LiveServer.start({ AUTOMATIONS_TEMPORAL_METRICS: temporalMetrics });
}, 300_000);
afterAll(async () => {
  await server?.close();
});

/** The numbers of a page of metrics, by name and labels as they are written there. */
async function numbers(url: string): Promise<Map<string, number>> {
  const reply = await fetch(url);
  expect(reply.status).toBe(200);
  const lines = (await reply.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]));
}

test('what came in, was told, fired and was done is counted; how things stand is looked up', async () => {
  const url = `${server.url}/metrics`;
  const before = await numbers(url);
  expect(before.get('automations_automations{state="enabled"}')).toBe(0);
  const trigger = { type: 'event', posture: 'Reactive', expect: ['counted'], threshold: 1, within: 0 };
  const actions = [
    { type: 'declare-incident', name: 'counted', severity: 'low' },
    { type: 'call-webhook', block_document_id: '6f1b2c3d-0000-4000-8000-000000000000' },
  ];
  await server.api('POST', '/automations/', { name: 'counts', trigger, actions });
  await server.api('POST', '/automations/', { name: 'paused', enabled: false, trigger, actions });
  const { slug } = await server.api('POST', '/webhooks/', {
    name: 'counted',
    template: '{"event": "counted", "resource": {"prefect.resource.id": "x"}}',
  });
  const event = { event: 'counted', resource: { 'prefect.resource.id': 'x' } };
  const occurred = new Date().toISOString();
  await server.api('POST', '/events/', [
    { ...event, occurred, id: crypto.randomUUID() },
    { ...event, occurred, id: crypto.randomUUID() },
  ]);
  expect((await fetch(`${server.url}/hooks/${slug}`, { method: 'POST' })).status).toBe(204);

  const after = await until('all that fired is counted', async () => {
    const all = await numbers(url);
    const ended = all.get('automations_actions_total{type="call-webhook",outcome="failed"}');
    return ended === 3 && all.get('automations_dispatcher_lag_entries') === 0 && all;
  });
  expect(Object.fromEntries(after)).toMatchObject({
    'automations_events_received_total{source="http"}': 2,
    'automations_events_received_total{source="webhook"}': 1,
    automations_firings_total: 3,
    'automations_actions_total{type="declare-incident",outcome="executed"}': 3,
    'automations_action_seconds_count{type="declare-incident"}': 3,
    'automations_automations{state="enabled"}': 1,
    'automations_automations{state="paused"}': 1,
    automations_failed_firings: 3,
    automations_dispatcher_waiting_items: 0,
    // One for the automation, and one that tells the paused one that it is there.
    automations_dispatcher_workflows: 2,
  });
  expect(after.get('automations_log_entries_total')).toBeGreaterThan(
    3 + (before.get('automations_log_entries_total') ?? 0),
  );
  expect(after.get('automations_log_entries_total')).toBe(after.get('automations_dispatcher_position'));
  expect(after.get('automations_signals_total{outcome="acknowledged"}')).toBeGreaterThanOrEqual(2);
  expect(after.get('automations_signal_items_total')).toBeGreaterThanOrEqual(5);
  expect(after.get('automations_http_requests_total{method="POST",status="204"}')).toBeGreaterThanOrEqual(2);
  expect(after.get('nodejs_eventloop_lag_seconds')).toBeDefined();
});

test('docs/operations.md names all of them, and none that is not there', async () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/operations.md'), 'utf8');
  const table = page.slice(page.indexOf('| metric |'), page.indexOf('Prometheus proves itself'));
  const named = [...table.matchAll(/`(automations_\w+)/g)].map(([, name]) => name);
  const text = await (await fetch(`${server.url}/metrics`)).text();
  const served = [...text.matchAll(/^# TYPE (automations_\w+) /gm)].map(([, name]) => name);
  expect(named.toSorted()).toEqual(served.toSorted());
});

test("Temporal's SDK tells its own numbers where it is asked to", async () => {
  const names = [...(await numbers(`http://${temporalMetrics}/metrics`)).keys()].join('\n');
  expect(names).toContain('temporal_workflow_task_execution_latency');
  expect(names).toContain('task_queue="automations"');
});

test('without a key they are for this machine, with one for those who have it', async () => {
  const gateway = await startGateway({ apiKeys: [{ name: 'prom', key: 'k3y' }] });
  try {
    const ask = async (authorization?: string): Promise<number> =>
      (
        await fetch(`${gateway.url}/metrics`, {
          headers: authorization === undefined ? {} : { authorization },
        })
      ).status;
    expect([await ask(), await ask('Bearer wrong'), await ask('Bearer k3y')]).toEqual([401, 401, 200]);
  } finally {
    await gateway.close();
  }
  const { status } = await fetch(`${server.url}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.9' } });
  expect(status).toBe(403);
});
