import { afterAll, beforeAll, expect, test } from 'vitest';
import { actionEventId, triggeredEventId } from '../../activities/firing-ids.ts';
import { testFire } from '../../src/gateway/test-fire.ts';
import { firingReplies } from '../../src/gateway/firings/reply.ts';
import type { TestFire } from '../../src/schemas/test-fires.ts';
import { newEvent } from '../support/store-fixtures.ts';
import { WorkflowHarness } from './harness.ts';

let harness: WorkflowHarness;
beforeAll(async () => {
  harness = await WorkflowHarness.start();
});
afterAll(() => harness.stop());

const trigger = {
  type: 'event',
  posture: 'Reactive',
  match: {},
  match_related: {},
  after: [],
  expect: ['a'],
  for_each: ['prefect.resource.id'],
  threshold: 2,
  within: 3_600,
};
const nothing: TestFire = { event_id: null, event: null, key: null };
const ask = (id: string, body: Partial<TestFire>, key: string | null = null) =>
  testFire(harness.store, id, { ...nothing, ...body }, key, Date.now());
const about = (resource: string) =>
  newEvent({ event: 'a', occurred: Date.now(), resource: { 'prefect.resource.id': resource } });

test('a test fires once, for real, and the windows know nothing of it', async () => {
  const { store } = harness;
  const id = await harness.create(trigger);
  const [first, second] = [about('r1'), about('r1')];
  await store.log.append([first]);
  const recorded = await ask(id, { event_id: first.event.id }, 'once');
  expect(await ask(id, { event_id: first.event.id }, 'once')).toEqual(recorded);
  const made = about('made-up').event;
  const given = await ask(id, { event: made });
  const bare = await ask(id, {});
  await store.log.append([second]);
  const items = await harness.itemsFor(id);
  // Told twice, as after a crash of the dispatcher.
  await harness.deliver(id, [items, items]);
  const view = await harness.settled(id, lastSeq(items));

  const { firings } = await store.firings.list({ automationId: id, limit: 10, offset: 0 });
  expect(firings).toHaveLength(4);
  const replies = await firingReplies(store, firings);
  const byId = new Map(replies.map((reply) => [reply.id, reply]));
  expect(byId.get(recorded.firing_id)).toMatchObject({
    test: true,
    reason: 'somebody asked for a test',
    triggering_labels: { 'prefect.resource.id': 'r1' },
    triggering_event: { id: first.event.id },
    actions: [{ state: 'executed' }],
  });
  expect(byId.get(given.firing_id)).toMatchObject({
    test: true,
    triggering_labels: { 'prefect.resource.id': 'made-up' },
    triggering_event: { id: made.id, event: 'a' },
  });
  expect(byId.get(bare.firing_id)).toMatchObject({
    test: true,
    triggering_event: null,
    triggering_labels: {},
  });
  // The genuine one: two events, whatever was tested between them.
  const genuine = replies.filter((reply) => !reply.test);
  expect(genuine).toMatchObject([{ triggering_event: { id: second.event.id } }]);
  expect(view.events).toBe(2);
  expect(await store.log.eventsById([made.id])).toEqual([]);
  const told = await eventsAbout(recorded.firing_id);
  expect(told.map(({ event }) => event).sort()).toEqual([
    'prefect.automation.action.executed',
    'prefect.automation.action.triggered',
    'prefect.automation.triggered',
  ]);
  for (const event of told) {
    expect(event.payload['test']).toBe(true);
    expect(event.resource['prefect.automation.test']).toBe('true');
  }
});

test('a paused automation can be tested, and stays paused', async () => {
  const { store } = harness;
  const id = await harness.create({ ...trigger, threshold: 1 });
  await store.automations.setEnabled(id, false);
  await store.log.append([about('r1')]);
  const { firing_id } = await ask(id, {});
  const items = await harness.itemsFor(id);
  await harness.deliver(id, [items]);
  const view = await harness.settled(id, lastSeq(items));
  expect(view.enabled).toBe(false);
  const { firings } = await store.firings.list({ automationId: id, limit: 10, offset: 0 });
  expect(firings.map(({ firing }) => firing.id)).toEqual([firing_id]);
});

function lastSeq(items: readonly { seq: number }[]): number {
  return items.at(-1)?.seq ?? 0;
}

/** What the automation told of a firing. */
async function eventsAbout(firing: string) {
  const recorded = await harness.store.firings.get(firing);
  const place = { index: 0, round: 0 };
  const ids = [
    triggeredEventId(recorded!.firing),
    actionEventId(recorded!.firing, place, 'triggered'),
    actionEventId(recorded!.firing, place, 'executed'),
  ];
  return (await harness.store.log.eventsById(ids)).map(({ event }) => event);
}
