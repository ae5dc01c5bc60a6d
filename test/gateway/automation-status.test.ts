import { afterAll, beforeAll, expect, test } from 'vitest';
import { AutomationError } from '../../src/errors.ts';
import type { AutomationView } from '../../workflows/messages.ts';
import { automationBody, startGateway, type TestGateway } from '../support/gateway.ts';

let gateway: TestGateway;
let views: readonly AutomationView[] | Error = [];
beforeAll(async () => {
  gateway = await startGateway({
    views: () => (views instanceof Error ? Promise.reject(views) : Promise.resolve(views)),
  });
});
afterAll(() => gateway?.close());

const noon = Date.parse('2026-03-01T12:00:00Z');

function view(more: Partial<AutomationView> = {}): AutomationView {
  return {
    name: 'a',
    version: 3,
    enabled: true,
    lastSeq: 9,
    events: 4,
    firings: 1,
    inbox: 2,
    nextDeadline: null,
    partitions: 1,
    openWindows: { count: 0, first: [] },
    latestReasons: [],
    decisions: { 'event-seen': 2 },
    ...more,
  };
}

/** A window that would fire so many minutes past noon. */
function window(key: string, minutes: number): AutomationView['openWindows']['first'][number] {
  const end = noon + minutes * 60_000;
  return {
    ...{ leaf: 0, trigger: '0', labels: { key }, start: noon, end, deadline: end },
    ...{ count: 0, threshold: 1, last: null },
  };
}

async function create(name: string): Promise<string> {
  const { body } = await gateway.call('POST', '/automations/', automationBody(name));
  return body.id as string;
}

test('before its first event an automation has no windows', async () => {
  const id = await create('fresh');
  views = [];
  const { status, body } = await gateway.call('GET', `/automations/${id}/status`);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    automation_id: id,
    workflow_id: `automation/${id}`,
    partitions: 1,
    events: 0,
    next_deadline: null,
    open_windows: { count: 0, first: [] },
  });
});

test('what several workflows say is one status, the windows in the order in which they end', async () => {
  const id = await create('spread');
  views = [
    view({
      partitions: 2,
      nextDeadline: '2026-03-01T12:30:00.000Z',
      openWindows: { count: 2, first: [window('late', 30), window('missed', 5)] },
    }),
    view({
      nextDeadline: '2026-03-01T12:10:00.000Z',
      openWindows: { count: 1, first: [window('early', 10)] },
    }),
  ];
  const { body } = await gateway.call('GET', `/automations/${id}/status`);
  expect(body).toMatchObject({ events: 8, firings: 2, waiting: 4, decisions: { 'event-seen': 4 } });
  expect(body.next_deadline).toBe('2026-03-01T12:10:00.000Z');
  expect(body.open_windows.count).toBe(3);
  const shown = (body.open_windows.first as { labels: { key: string }; deadline: string }[]).map(
    ({ labels, deadline }) => [labels.key, Date.parse(deadline) - noon],
  );
  // Nothing fires before its workflow's next pass, whatever the times of its events say.
  expect(shown[0]).toEqual(['early', 600_000]);
  expect(new Map(shown as [string, number][]).get('missed')).toBe(1_800_000);
});

test('workflows that do not answer make a 503 of the status, but not of the list', async () => {
  const id = await create('silent');
  views = new AutomationError('temporal_unavailable', 'no answer', { httpStatus: 503, retryable: true });
  expect((await gateway.call('GET', `/automations/${id}/status`)).status).toBe(503);
  const { status, body } = await gateway.call('POST', '/automations/activity', { ids: [id, id] });
  expect(status).toBe(200);
  expect(body).toEqual([
    { automation_id: id, firings: 0, last_firing: null, failed_actions: 0, next_deadline: null },
  ]);
});

test('there is no status of what is not there, and no list without ids', async () => {
  const nobody = '00000000-0000-4000-8000-000000000000';
  expect((await gateway.call('GET', `/automations/${nobody}/status`)).status).toBe(404);
  expect((await gateway.call('POST', '/automations/activity', { ids: ['x'] })).status).toBe(422);
});

test('automations are found by part of their name and by their switch', async () => {
  await gateway.call('POST', '/automations/', automationBody('Nightly REPORT', { enabled: false }));
  await create('weekly report');
  const found = async (automations: unknown) =>
    ((await gateway.call('POST', '/automations/filter', { automations })).body as { name: string }[]).map(
      ({ name }) => name,
    );
  expect(await found({ name: { like_: 'report' } })).toEqual(['Nightly REPORT', 'weekly report']);
  expect(await found({ name: { like_: 'report' }, enabled: { eq_: false } })).toEqual(['Nightly REPORT']);
  const count = await gateway.call('POST', '/automations/count', {
    automations: { name: { like_: 'REPORT' } },
  });
  expect(count.body).toBe(2);
});
