import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSink, type HttpSink } from '../support/http-sink.ts';
import { LiveServer } from '../support/live-server.ts';
import { clientEvent, postEvents, untilFired, viewOf, webhookAction } from '../support/product.ts';
import type { ClientEvent } from '../support/product.ts';

// Flow-run events as Prefect 3.8.8 emits them, through the running product.

let server: LiveServer;
let sink: HttpSink;

beforeAll(async () => {
  [server, sink] = await Promise.all([LiveServer.start(), startSink()]);
});
afterAll(async () => {
  await server.close();
  await sink.close();
});

const MINUTE = 60_000;

/** The events of a flow run's states, each following the one before. */
function flowRun(
  run: string,
  flow: string,
  states: readonly [name: string, type: string, occurred: number][],
): ClientEvent[] {
  let before: string | undefined;
  return states.map(([name, type, occurred]) => {
    const event = clientEvent(`prefect.flow-run.${name}`, run, {
      occurred: new Date(occurred).toISOString(),
      resource: {
        'prefect.resource.id': `prefect.flow-run.${run}`,
        'prefect.resource.name': 'wire-run',
        'prefect.run-count': '1',
        'prefect.state-message': '',
        'prefect.state-name': name,
        'prefect.state-timestamp': new Date(occurred).toISOString(),
        'prefect.state-type': type,
      },
      related: [{ 'prefect.resource.id': `prefect.flow.${flow}`, 'prefect.resource.role': 'flow' }],
      payload: { validated_state: { type, name } },
      ...(before !== undefined && { follows: before }),
    });
    before = event.id;
    return event;
  });
}

async function automationOn(flow: string, metric: object): Promise<string> {
  const text =
    '{"state": "{{ firing.trigger_states[0] }}", "value": {{ metric.value|tojson }}, "runs": {{ metric.runs }}, "same": {{ firing.triggering_value|tojson }}, "run": "{{ event.resource.id }}"}';
  const action = (when: string): Promise<Record<string, unknown>> =>
    webhookAction(server, `${sink.url}/${flow}/${when}`, text);
  const { id } = (await server.api('POST', '/automations/', {
    name: flow,
    trigger: {
      type: 'metric',
      match: { 'prefect.resource.id': 'prefect.flow-run.*' },
      match_related: { 'prefect.resource.id': `prefect.flow.${flow}`, 'prefect.resource.role': 'flow' },
      metric,
    },
    actions: [await action('always')],
    actions_on_trigger: [await action('trigger')],
    actions_on_resolve: [await action('resolve')],
  })) as { id: string };
  return id;
}

const bodies = (path: string): unknown[] => sink.at(path).map(({ body }) => JSON.parse(body) as unknown);

test('a share of successes below the threshold triggers, and resolves when a run is tried again', async () => {
  const metric = { name: 'successes', operator: '<', threshold: 0.9, range: 3600, firing_for: 0 };
  const id = await automationOn('etl', metric);
  const [good, bad] = [randomUUID(), randomUUID()];
  const now = Date.now();
  await postEvents(server, [
    ...flowRun(randomUUID(), 'other', [
      ['Pending', 'PENDING', now],
      ['Failed', 'FAILED', now],
    ]),
    ...flowRun(good, 'etl', [
      ['Pending', 'PENDING', now],
      ['Running', 'RUNNING', now],
      ['Completed', 'COMPLETED', now],
    ]),
    ...flowRun(bad, 'etl', [
      ['Pending', 'PENDING', now],
      ['Running', 'RUNNING', now],
      ['Failed', 'FAILED', now],
    ]),
  ]);
  const [first] = await untilFired(server, id, 1);
  expect(first).toMatchObject({
    trigger_state: 'Triggered',
    triggering_labels: {},
    reason: expect.stringMatching(/^successes: 0\.5 over 2 flow runs in the last 3600 s, < 0\.9 since/),
    triggering_event: { event: 'prefect.flow-run.Failed' },
    actions: [{ state: 'executed' }, { state: 'executed' }],
  });
  expect((await viewOf(server, id)).metrics).toEqual([
    { leaf: 0, trigger: '', state: 'Triggered', value: 0.5, runs: 2, ...metric },
  ]);

  await postEvents(server, flowRun(bad, 'etl', [['Retrying', 'RUNNING', Date.now()]]));
  const [, second] = await untilFired(server, id, 2);
  expect(second).toMatchObject({
    trigger_state: 'Resolved',
    actions: [{ state: 'executed' }, { state: 'executed' }],
  });

  const run = `prefect.flow-run.${bad}`;
  const triggered = { state: 'Triggered', value: 0.5, runs: 2, same: 0.5, run };
  const resolved = { state: 'Resolved', value: 1, runs: 2, same: 1, run };
  expect(bodies('/etl/always')).toEqual([triggered, resolved]);
  expect(bodies('/etl/trigger')).toEqual([triggered]);
  expect(bodies('/etl/resolve')).toEqual([resolved]);

  const { events } = (await server.api('POST', '/events/filter', {
    filter: {
      event: { name: ['prefect.automation.triggered', 'prefect.automation.resolved'] },
      order: 'ASC',
    },
  })) as { events: { event: string; resource: object }[] };
  expect(events.map(({ event, resource }) => [event, resource])).toEqual([
    ['prefect.automation.triggered', expect.objectContaining({ 'prefect.posture': 'Metric' })],
    [
      'prefect.automation.resolved',
      expect.objectContaining({ 'prefect.resource.id': `prefect.automation.${id}` }),
    ],
  ]);
});

test('runs leave the range without any further event, and that resolves', async () => {
  const id = await automationOn('slow', {
    name: 'duration',
    operator: '>',
    threshold: 60,
    range: 300,
    firing_for: 0,
  });
  // The run ended nearly five minutes ago: it is in the range for some seconds more.
  const ended = Date.now() - 5 * MINUTE + 4_000;
  await postEvents(
    server,
    flowRun(randomUUID(), 'slow', [
      ['Running', 'RUNNING', ended - 2 * MINUTE],
      ['Completed', 'COMPLETED', ended],
    ]),
  );
  // Another event that is on time: the events' clock would stand behind by as much as the last event was late.
  await postEvents(server, [clientEvent('on.time')]);
  const firings = await untilFired(server, id, 2);
  expect(firings.map(({ trigger_state }) => trigger_state)).toEqual(['Triggered', 'Resolved']);
  expect(bodies('/slow/trigger')).toMatchObject([{ value: 120, runs: 1 }]);
  expect(bodies('/slow/resolve')).toMatchObject([{ value: null, runs: 0 }]);
  expect(Math.abs(Date.parse(firings[1]!.triggered) - (ended + 5 * MINUTE))).toBeLessThan(2_000);
});

test('a new automation counts the flow runs that the log has, and would have done so in a backtest', async () => {
  const now = Date.now();
  const metric = { name: 'successes', operator: '<', threshold: 0.9, range: 3600, firing_for: 0 };
  const [good, bad] = [randomUUID(), randomUUID()];
  await postEvents(server, [
    ...flowRun(good, 'before', [
      ['Pending', 'PENDING', now],
      ['Running', 'RUNNING', now],
    ]),
    ...flowRun(bad, 'before', [
      ['Pending', 'PENDING', now],
      ['Failed', 'FAILED', now],
    ]),
  ]);
  const id = await automationOn('before', metric);
  const [first] = await untilFired(server, id, 1);
  expect(first).toMatchObject({
    trigger_state: 'Triggered',
    reason: expect.stringMatching(/^successes: 0\.5 over 2 flow runs in the last 3600 s/),
    triggering_event: { event: 'prefect.flow-run.Failed' },
  });
  // What comes later about the same runs: counted once, and known by what the log had of them.
  await postEvents(server, [
    ...flowRun(good, 'before', [['Completed', 'COMPLETED', Date.now()]]),
    ...flowRun(bad, 'before', [['Retrying', 'RUNNING', Date.now()]]),
  ]);
  await untilFired(server, id, 2);
  expect(bodies('/before/trigger')).toMatchObject([{ value: 0.5, runs: 2 }]);
  expect(bodies('/before/resolve')).toMatchObject([{ value: 1, runs: 2 }]);

  // Runs of the time of a pause count as well.
  await server.api('PATCH', `/automations/${id}`, { enabled: false });
  await postEvents(
    server,
    flowRun(randomUUID(), 'before', [
      ['Pending', 'PENDING', Date.now()],
      ['Crashed', 'CRASHED', Date.now()],
    ]),
  );
  await server.api('PATCH', `/automations/${id}`, { enabled: true });
  await untilFired(server, id, 3);
  expect(bodies('/before/trigger').at(-1)).toMatchObject({ runs: 3 });
  const { latestReasons } = await viewOf(server, id);
  expect(latestReasons.map(({ text }) => text)).toContainEqual(
    expect.stringMatching(/^begins with what the log has: successes: 0\.667 over 3 flow runs/),
  );

  const { trigger } = (await server.api('GET', `/automations/${id}`)) as { trigger: object };
  const draft = { name: 'draft', trigger, actions: [{ type: 'do-nothing' }] };
  const since = new Date(now).toISOString();
  const backtest = (await server.api('POST', '/automations/backtest', { automation: draft, since })) as {
    count: number;
  };
  expect(backtest.count).toBe(3);
  const later = new Date().toISOString();
  await postEvents(server, [clientEvent('after.all')]);
  const again = (await server.api('POST', '/automations/backtest', { automation: draft, since: later })) as {
    firings: { trigger_state: string }[];
  };
  // It begins within the time of the breach.
  expect(again.firings).toMatchObject([{ trigger_state: 'Triggered' }]);
});
