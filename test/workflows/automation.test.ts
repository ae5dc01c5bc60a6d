import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newEvent } from '../support/store-fixtures.ts';
import { until } from '../support/until.ts';
import type { CarriedState } from '../../workflows/messages.ts';
import { automationWorkflowId } from '../../workflows/names.ts';
import { chunks, WorkflowHarness } from './harness.ts';

let harness: WorkflowHarness;

beforeAll(async () => {
  harness = await WorkflowHarness.start();
});
afterAll(() => harness.stop());

const leaf = { type: 'event', posture: 'Reactive', match: {}, match_related: {}, after: [], for_each: [] };
const hour = 3_600;

/** A reactive trigger for each way in which state is kept from one event to the next. */
const triggers: Record<string, object> = {
  counting: { ...leaf, expect: ['a'], threshold: 2, within: 10, for_each: ['prefect.resource.id'] },
  after: { ...leaf, after: ['b'], expect: ['a'], threshold: 2, within: 30 },
  sequence: {
    type: 'sequence',
    within: hour,
    triggers: ['a', 'b', 'c'].map((name) => ({ ...leaf, expect: [name], threshold: 1, within: 0 })),
  },
  compound: {
    type: 'compound',
    require: 2,
    within: 20,
    triggers: ['a', 'b', 'c'].map((name) => ({ ...leaf, expect: [name], threshold: 2, within: 15 })),
  },
  metric: {
    type: 'metric',
    posture: 'Metric',
    match: { 'prefect.resource.id': 'r*' },
    match_related: {},
    metric: { name: 'successes', operator: '<', threshold: 0.7, range: 300, firing_for: 0 },
  },
};

/** The kinds of events that the triggers are about. */
const NAMES = ['a', 'b', 'c'];
const RUN_STATES = ['Pending', 'Failed', 'Completed'].map((state) => `prefect.flow-run.${state}`);

/** Events of three kinds about four resources, mostly in order of time; the same ones each time. */
function stream(count: number, names: readonly string[]) {
  let seed = 7;
  const random = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  const start = Date.now() - count * 1_500;
  return Array.from({ length: count }, (_none, index) =>
    newEvent({
      event: names[random(3)]!,
      occurred: start + index * 1_000 + random(3_000),
      resource: { 'prefect.resource.id': `r${random(4)}` },
    }),
  );
}

describe('how the entries of the log are bundled makes no difference', () => {
  test.each(Object.keys(triggers))('%s', async (name) => {
    const ids = await Promise.all(Array.from({ length: 5 }, () => harness.create(triggers[name]!)));
    await harness.store.log.append(stream(80, name === 'metric' ? RUN_STATES : NAMES));
    const [atOnce, single, overlapping, handedOver, repeated] = ids as [
      string,
      string,
      string,
      string,
      string,
    ];
    const items = await Promise.all(ids.map((id) => harness.itemsFor(id)));
    const last = items[0]!.at(-1)!.seq;

    await harness.deliver(atOnce, [items[0]!]);
    await harness.deliver(single, chunks(items[1]!, 1));
    // As after a crash of the dispatcher: each batch begins in the middle of the one before.
    const windows = chunks(items[2]!, 7).map((_part, n) =>
      items[2]!.slice(Math.max(0, n * 7 - 4), n * 7 + 7),
    );
    await harness.deliver(overlapping, windows);
    for (const part of chunks(items[3]!, 9)) {
      await harness.deliver(handedOver, [part], 1);
      await harness.settled(handedOver, part.at(-1)!.seq);
    }
    const thrice = chunks(items[4]!, 10).flatMap((part) => [part, part, part.slice(3)]);
    await harness.deliver(repeated, thrice);

    const views = await Promise.all(ids.map((id) => harness.settled(id, last)));
    const expected = await harness.firingsOf(atOnce);
    expect(expected.length).toBeGreaterThan(1);
    for (const id of ids) expect(await harness.firingsOf(id)).toEqual(expected);
    for (const { events, decisions, openWindows } of views) {
      expect({ events, decisions, openWindows }).toEqual({
        events: views[0]!.events,
        decisions: views[0]!.decisions,
        openWindows: views[0]!.openWindows,
      });
    }
    expect(await harness.runs(handedOver)).toBeGreaterThan(1);
  });
});

test('what the log had before the creation counts once, however often that is delivered', async () => {
  const { store } = harness;
  const step = (run: string, state: string) =>
    newEvent({
      event: `prefect.flow-run.${state}`,
      occurred: Date.now(),
      resource: { 'prefect.resource.id': `past.${run}` },
    });
  await store.log.append([step('a', 'Pending'), step('a', 'Failed'), step('b', 'Pending')]);
  const metric = triggers['metric'] as { metric: object };
  const id = await harness.create({ ...metric, match: { 'prefect.resource.id': 'past.*' } });
  // Behind the creation: not part of what it begins with, though the log has them by then.
  await store.log.append([step('b', 'Failed'), step('c', 'Pending')]);
  const items = await harness.itemsFor(id);
  await harness.deliver(id, [items, items, items.slice(0, 1), items]);
  const view = await harness.settled(id, items.at(-1)!.seq);
  expect(view.metrics).toMatchObject([{ runs: 3, state: 'Triggered' }]);
  expect(view.metrics![0]!.value).toBeCloseTo(1 / 3);
  expect(view.decisions).toEqual({
    'metric-filled': 1,
    'metric-measured': 2,
    'metric-breached': 1,
  });
  const [first, ...more] = await harness.firingsOf(id);
  expect(more).toEqual([]);
  expect(first!.reason).toMatchObject({ code: 'metric-breached', value: 0.5, runs: 2 });
});

describe('continue-as-new', () => {
  test('a state too large for a payload goes through the store', async () => {
    const trigger = {
      ...leaf,
      expect: ['large'],
      threshold: 2,
      within: hour,
      for_each: ['prefect.resource.id'],
    };
    const id = await harness.create(trigger);
    const resource = (n: number) => ({
      'prefect.resource.id': `${String(n).padStart(6, '0')}-${'x'.repeat(300)}`,
    });
    const first = Array.from({ length: 4_000 }, (_none, n) =>
      newEvent({ event: 'large', occurred: Date.now(), resource: resource(n) }),
    );
    await harness.store.log.append(first);
    const items = await harness.itemsFor(id);
    await harness.deliver(id, chunks(items, 500), 9);
    await harness.settled(id, items.at(-1)!.seq);
    await until('the next run', async () => (await harness.runs(id)) === 2);

    const handle = harness.env.client.workflow.getHandle(automationWorkflowId(id));
    const { events } = await handle.fetchHistory();
    const [payload] = events![0]!.workflowExecutionStartedEventAttributes!.input!.payloads!;
    const { state } = JSON.parse(Buffer.from(payload!.data!).toString()) as { state: CarriedState };
    expect(state).toMatchObject({ chunks: expect.any(Number) as number });
    expect((state as { chunks: number }).chunks).toBeGreaterThan(1);

    const second = [0, 1_999, 3_999].map((n) =>
      newEvent({ event: 'large', occurred: Date.now(), resource: resource(n) }),
    );
    await harness.store.log.append(second);
    const more = await harness.itemsFor(id, items.at(-1)!.seq);
    await harness.deliver(id, [more]);
    const view = await harness.settled(id, more.at(-1)!.seq);
    expect(view.events).toBe(4_003);
    const firings = await harness.firingsOf(id);
    expect(firings.map(({ event }) => event?.id)).toEqual(second.map(({ event }) => event.id));
  });

  test('a run hands over when it is told that nothing comes until then', async () => {
    const id = await harness.create({ ...leaf, expect: ['last'], threshold: 1, within: 0 });
    const events = Array.from({ length: 6 }, () => newEvent({ event: 'last', occurred: Date.now() }));
    await harness.store.log.append(events);
    const items = await harness.itemsFor(id);
    const send = harness.sender();
    await send(id, items.slice(0, 3));
    await harness.settled(id, items[2]!.seq);
    expect(await harness.runs(id)).toBe(1);
    await send(id, items.slice(3, 5), { last: true });
    await until('the next run', async () => (await harness.runs(id)) === 2);
    await send(id, items.slice(5));
    await harness.settled(id, items.at(-1)!.seq);
    expect(await harness.runs(id)).toBe(2);
    const firings = await harness.firingsOf(id);
    expect(firings.map(({ event }) => event?.id)).toEqual(events.map(({ event }) => event.id));
  });

  test('signals that arrive while a run hands over are not lost', async () => {
    const id = await harness.create({ ...leaf, expect: ['rush'], threshold: 1, within: 0 });
    const events = Array.from({ length: 60 }, () => newEvent({ event: 'rush', occurred: Date.now() }));
    await harness.store.log.append(events);
    const [created, ...items] = await harness.itemsFor(id);
    // Two signals a run: nearly each of them finds a run that is about to end.
    await harness.deliver(id, [[created!], ...chunks(items, 1)], 2);
    await harness.settled(id, items.at(-1)!.seq);
    const firings = await harness.firingsOf(id);
    expect(firings.map(({ event }) => event?.id)).toEqual(events.map(({ event }) => event.id));
    expect(await harness.runs(id)).toBeGreaterThan(1);
  });
});

test('no stacks are taken of what a workflow waits for: that would be a third of its time', async () => {
  const id = await harness.create(triggers['counting']!);
  const [created] = await harness.itemsFor(id);
  await harness.deliver(id, [[created!]]);
  await harness.settled(id, created!.seq);
  const stack = await harness.env.client.workflow
    .getHandle(automationWorkflowId(id))
    .query<string>('__stack_trace');
  expect(stack).not.toContain('automation-run');
});

describe('passes that decide nothing', () => {
  const absence = {
    ...leaf,
    posture: 'Proactive',
    after: ['began'],
    expect: ['ended'],
    threshold: 1,
    within: 60,
  };

  /** Seconds of the timers that an automation's workflow has started, in order. */
  const timersOf = async (id: string): Promise<number[]> => {
    const handle = harness.env.client.workflow.getHandle(automationWorkflowId(id));
    const { events } = await handle.fetchHistory();
    return (events ?? []).flatMap(({ timerStartedEventAttributes: timer }) =>
      timer?.startToFireTimeout ? [Number(timer.startToFireTimeout.seconds)] : [],
    );
  };

  test('are put off as long as there is no window, and made up for when something arrives', async () => {
    const id = await harness.create({ ...absence, for_each: ['prefect.resource.id'] });
    const [created] = await harness.itemsFor(id);
    await harness.deliver(id, [[created!]]);
    const view = await harness.settled(id, created!.seq);
    expect(view.nextDeadline).toBeNull();
    await until('its timer', async () => (await timersOf(id)).length > 0);
    expect((await timersOf(id))[0]).toBeGreaterThan(60 * 16);

    const occurred = Date.now();
    await harness.store.log.append([newEvent({ event: 'began', occurred })]);
    const items = await harness.itemsFor(id, created!.seq);
    await harness.deliver(id, [items]);
    const after = await harness.settled(id, items.at(-1)!.seq);
    expect(after.openWindows.count).toBe(1);
    expect(Date.parse(after.nextDeadline!)).toBeLessThanOrEqual(occurred + 60_000);
    await until('a timer for the window', async () => (await timersOf(id)).length > 1);
    expect((await timersOf(id)).at(-1)).toBeLessThanOrEqual(60);
  });

  test('are made at their time where they watch something', async () => {
    const id = await harness.create({ ...absence, after: [] });
    const [created] = await harness.itemsFor(id);
    await harness.deliver(id, [[created!]]);
    expect((await harness.settled(id, created!.seq)).nextDeadline).not.toBeNull();
    await until('its timer', async () => (await timersOf(id)).length > 0);
    expect((await timersOf(id))[0]).toBeLessThanOrEqual(60);
  });

  test('are asked for soon after an event that was late by an hour', async () => {
    const id = await harness.create({ ...absence, for_each: ['prefect.resource.id'] });
    // By what it says of the events' clock the next pass is due in an hour; an event of somebody else can change that.
    await harness.store.log.append([newEvent({ event: 'began', occurred: Date.now() - 3_600_000 })]);
    const items = await harness.itemsFor(id);
    await harness.deliver(id, [items]);
    expect((await harness.settled(id, items.at(-1)!.seq)).openWindows.count).toBe(1);
    await until('its timer', async () => (await timersOf(id)).length > 0);
    expect((await timersOf(id))[0]).toBeLessThanOrEqual(60 + 5);
  });

  test('are asked for in time after an event that was late by seconds', async () => {
    await harness.store.log.append([newEvent({ event: 'other', occurred: Date.now() })]);
    const id = await harness.create({ ...absence, for_each: ['prefect.resource.id'] });
    const [created] = await harness.itemsFor(id);
    await harness.deliver(id, [[created!]]);
    await until('its timer', async () => (await timersOf(id)).length > 0);
    await sleep(4_000);
    await harness.store.log.append([newEvent({ event: 'began', occurred: Date.now() - 4_000 })]);
    await harness.deliver(id, [await harness.itemsFor(id, created!.seq)]);
    await until('a timer for the window', async () => (await timersOf(id)).length > 1);
    // The events' clock comes to the pass in 60 s, but in 56 if an event of somebody else has set it right.
    expect((await timersOf(id)).at(-1)).toBeLessThan(58);
  });
});

describe('timers', () => {
  test('go off in time, also those that are started at the end of a long task', async () => {
    const trigger = { ...leaf, posture: 'Proactive', after: ['began'], expect: ['ended'], threshold: 1 };
    const id = await harness.create({ ...trigger, within: 4, for_each: ['prefect.resource.id'] });
    const began = Date.now();
    const opening = (resource: string, occurred: number) =>
      newEvent({ event: 'began', occurred, resource: { 'prefect.resource.id': resource } });
    await harness.store.log.append([opening('a', began - 2_000), opening('b', began + 3_000)]);
    harness.actMs = 1_500;
    try {
      await harness.deliver(id, [await harness.itemsFor(id)]);
      await until('the first absence', async () => {
        // What the dispatcher would tell: that everything before the deadline has arrived.
        await harness.deliver(id, [await harness.itemsFor(id)]);
        return (await harness.firingsOf(id)).length > 0;
      });
      const handle = harness.env.client.workflow.getHandle(automationWorkflowId(id));
      const dues = async (): Promise<number[]> => {
        const { events } = await handle.fetchHistory();
        return (events ?? []).flatMap(({ eventTime, timerStartedEventAttributes: timer }) =>
          timer ? [msOf(eventTime) + msOf(timer.startToFireTimeout) - began] : [],
        );
      };
      // After 4 s the first one's end has passed, and is acted on for 1.5 s; the second one's end comes after 7.
      await until('a timer for the second one', async () => (await dues()).some((due) => due > 5_000));
      expect(Math.max(...(await dues()))).toBeGreaterThan(6_900);
      expect(Math.max(...(await dues()))).toBeLessThan(8_000);
    } finally {
      harness.actMs = 0;
    }
  });
});

/** A time or a duration of Temporal's, in ms. */
function msOf(time: { seconds?: unknown; nanos?: number | null } | null | undefined): number {
  return Number(time?.seconds ?? 0) * 1_000 + (time?.nanos ?? 0) / 1e6;
}
