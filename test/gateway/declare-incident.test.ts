import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Incident } from '../../src/schemas/incidents.ts';
import { startSink, type HttpSink } from '../support/http-sink.ts';
import { LiveServer } from '../support/live-server.ts';
import { clientEvent, createAutomation, postEvents, untilFired, webhookAction } from '../support/product.ts';

let server: LiveServer;
let sink: HttpSink;

beforeAll(async () => {
  [server, sink] = await Promise.all([LiveServer.start(), startSink()]);
});
afterAll(async () => {
  await server.close();
  await sink.close();
});

const incidents = async (): Promise<Incident[]> =>
  (await server.api('POST', '/incidents/filter', {})) as Incident[];

test('an automation declares an incident, and another one acts on that', async () => {
  const declaring = await createAutomation(server, 'declares', { expect: ['disk.full'] }, [
    {
      type: 'declare-incident',
      name: 'Disk {{ event.payload.disk }} is full',
      summary: '{{ automation.name }}: {{ event.resource.id }}',
      severity: '{{ event.payload.level }}',
      tags: ['disk'],
    },
  ]);
  const acting = await createAutomation(
    server,
    'acts',
    {
      expect: ['prefect-cloud.incident.declared'],
      match: {
        'prefect.resource.id': 'prefect-cloud.incident.*',
        'prefect-cloud.incident.severity': 'critical',
      },
    },
    [
      await webhookAction(
        server,
        `${sink.url}/critical`,
        '{{ event.payload.name }} ({{ event.payload.status }})',
      ),
    ],
  );
  await postEvents(server, [
    clientEvent('disk.full', 'sda', { payload: { disk: 'sda', level: 'critical' } }),
  ]);
  const [firing] = await untilFired(server, declaring, 1);
  const [incident] = await incidents();
  expect(incident).toMatchObject({
    name: 'Disk sda is full',
    summary: 'declares: test.sda',
    severity: 'critical',
    status: 'active',
    tags: ['disk'],
    declared_by: `prefect.automation.${declaring}`,
    start_time: firing!.triggered,
  });
  expect(
    incident!.related_resources.map((one) => [one['prefect.resource.role'], one['prefect.resource.id']]),
  ).toEqual([
    ['automation', `prefect.automation.${declaring}`],
    ['triggering-event', `prefect.event.${firing!.triggering_event!.id}`],
    ['affected', 'test.sda'],
  ]);
  expect(firing!.actions).toMatchObject([{ state: 'executed', details: { incident_id: incident!.id } }]);
  await untilFired(server, acting, 1);
  expect(sink.at('/critical').map(({ body }) => body)).toEqual(['Disk sda is full (active)']);
});

test('what has no text of its own speaks for itself, as Prefect writes the action', async () => {
  const id = await createAutomation(server, 'plain', { expect: ['plain.event'] }, [
    { type: 'declare-incident' },
  ]);
  await postEvents(server, [clientEvent('plain.event')]);
  await untilFired(server, id, 1);
  const incident = (await incidents()).find(({ name }) => name === 'plain');
  expect(incident).toMatchObject({
    severity: 'moderate',
    summary: 'The automation "plain" fired: the expected event came.',
  });
});

test('a severity that is none fails with a reason', async () => {
  const id = await createAutomation(server, 'bad severity', { expect: ['bad.severity'] }, [
    { type: 'declare-incident', severity: '{{ event.payload.level }}' },
  ]);
  await postEvents(server, [clientEvent('bad.severity', 'one', { payload: { level: 'awful' } })]);
  const [firing] = await untilFired(server, id, 1);
  expect(firing!.actions).toMatchObject([
    { state: 'failed', reason: expect.stringContaining("'awful' is no severity of an incident") },
  ]);
  await expect(
    createAutomation(server, 'refused', { expect: ['x'] }, [{ type: 'declare-incident', severity: 'awful' }]),
  ).rejects.toThrow(/severity/);
});

test('what becomes of an incident triggers as well: its changes, and that nobody acknowledges it', async () => {
  const changes = await createAutomation(
    server,
    'changes',
    {
      expect: ['acknowledged', 'updated.severity', 'resolved', 'reopened'].map(
        (kind) => `prefect-cloud.incident.${kind}`,
      ),
      match: { 'prefect.resource.name': 'seen to' },
    },
    [await webhookAction(server, `${sink.url}/changes`, '{{ event.event }} {{ event.payload.status }}')],
  );
  const escalates = await createAutomation(
    server,
    'escalates',
    {
      ...{ posture: 'Proactive', within: 10, for_each: ['prefect.resource.id'] },
      match: { 'prefect.resource.id': 'prefect-cloud.incident.*' },
      after: ['prefect-cloud.incident.declared'],
      expect: ['prefect-cloud.incident.acknowledged'],
    },
    [{ type: 'declare-incident', name: 'nobody sees to {{ event.resource.name }}', severity: 'critical' }],
  );
  const declare = async (name: string): Promise<string> =>
    ((await server.api('POST', '/incidents/', { name })) as Incident).id;
  const [seenTo, left] = [await declare('seen to'), await declare('left alone')];
  await server.api('POST', `/incidents/${seenTo}/acknowledge`);
  await server.api('PATCH', `/incidents/${seenTo}`, { severity: 'low' });
  await server.api('POST', `/incidents/${seenTo}/resolve`);
  await server.api('POST', `/incidents/${seenTo}/reopen`);
  await untilFired(server, changes, 4);
  expect(sink.at('/changes').map(({ body }) => body)).toEqual([
    'prefect-cloud.incident.acknowledged acknowledged',
    'prefect-cloud.incident.updated.severity acknowledged',
    'prefect-cloud.incident.resolved resolved',
    'prefect-cloud.incident.reopened active',
  ]);
  const [firing, ...more] = await untilFired(server, escalates, 1);
  expect(more).toEqual([]);
  expect(firing!.triggering_labels).toEqual({ 'prefect.resource.id': `prefect-cloud.incident.${left}` });
  expect((await incidents()).map(({ name }) => name)).toContain('nobody sees to left alone');
});
