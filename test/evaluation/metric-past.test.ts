import { randomUUID } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import { readMetricPast } from '../../src/evaluation/metric-past.ts';
import { isToldBy } from '../../src/evaluation/told-by.ts';
import type { Store } from '../../src/store/index.ts';
import type { LeafPast, MetricDefinition } from '../../src/triggers/index.ts';
import { automationBody, newEvent } from '../support/store-fixtures.ts';
import { describeStores } from '../support/stores.ts';

const minute = 60_000;
const hour = 60 * minute;
const self = randomUUID();

const trigger = (name: MetricDefinition['name'], range = 3_600) => ({
  type: 'metric' as const,
  posture: 'Metric' as const,
  match: { 'prefect.resource.id': 'prefect.flow-run.*' },
  match_related: {},
  metric: { name, threshold: 0.9, operator: '<' as const, range, firing_for: 0 },
});

/** Samples in the range, their sum, and the runs under way. */
const summary = ({ state }: LeafPast) => ({
  runs: state.cells.reduce((sum, [, count]) => sum + count, 0),
  sum: state.cells.reduce((sum, [, , value]) => sum + value, 0),
  open: Object.keys(state.open).length,
});

describeStores('what the log has for a metric', ({ clock, open }) => {
  let store: Store;
  let start: number;
  beforeEach(async () => {
    store = await open();
    start = clock.now;
  });

  const step = async (run: string, state: string, more: object = {}): Promise<void> => {
    const resource = { 'prefect.resource.id': `prefect.flow-run.${run}` };
    const event = newEvent({ event: `prefect.flow-run.${state}`, occurred: clock.now, resource });
    await store.log.append([{ ...event, ...more }]);
  };
  const read = async (
    name: MetricDefinition['name'],
    { range = 3_600, seq }: { range?: number; seq?: number } = {},
  ): Promise<LeafPast> =>
    readMetricPast(
      store.events,
      {
        ...{ trigger: trigger(name, range), leaf: 0, now: clock.now },
        ...{ seq: seq ?? (await store.log.head()), isExcluded: (entry) => isToldBy(entry, self) },
      },
      () => Promise.resolve(true),
    );

  it('counts the runs of the range, and those only', async () => {
    await step('old', 'Pending');
    await step('old', 'Failed');
    clock.advance(hour + minute);
    for (const [run, end] of [
      ['a', 'Failed'],
      ['b', 'Completed'],
      ['c', 'Crashed'],
    ] as const) {
      await step(run, 'Pending');
      await step(run, end);
    }
    await store.log.append([newEvent({ event: 'other.Pending', occurred: clock.now })]);
    expect(summary(await read('successes'))).toEqual({ runs: 3, sum: 1, open: 0 });
    expect(summary(await read('successes', { range: 3 * 3_600 }))).toEqual({ runs: 4, sum: 1, open: 0 });
    expect((await read('successes')).from).toBeNull();
  });

  it('ends at the place asked for, whatever has come since', async () => {
    await step('a', 'Pending');
    await step('a', 'Failed');
    const seq = await store.log.head();
    const then = await read('successes');
    await step('b', 'Pending');
    expect(await read('successes', { seq })).toEqual(then);
    expect(summary(await read('successes')).runs).toBe(2);
  });

  it('leaves out what the automation has caused itself, as its trigger does', async () => {
    await step('a', 'Pending', { origin: self, depth: 1 });
    await step('b', 'Pending', { origin: randomUUID(), depth: 1 });
    expect(summary(await read('successes')).runs).toBe(1);
  });

  it('knows runs that began up to an hour before a short range', async () => {
    for (const run of ['ended', 'under way']) await step(run, 'Running');
    clock.advance(40 * minute);
    await step('ended', 'Completed');
    expect(summary(await read('duration', { range: 300 }))).toEqual({ runs: 1, sum: 40 * minute, open: 1 });
    await step('late', 'Late');
    clock.advance(30_000);
    await step('late', 'Running');
    expect(summary(await read('lateness', { range: 300 }))).toEqual({ runs: 1, sum: 30_000, open: 0 });
  });

  it('goes over more of the log than one reading takes', async () => {
    const events = (from: number) =>
      Array.from({ length: 1_200 }, (_none, n) =>
        newEvent({
          event: 'prefect.flow-run.Pending',
          occurred: clock.now,
          resource: { 'prefect.resource.id': `prefect.flow-run.${from + n}` },
        }),
      );
    await store.log.append(events(0));
    await store.log.append(events(1_200));
    expect(summary(await read('successes'))).toEqual({ runs: 2_400, sum: 2_400, open: 2_400 });
  });

  it('fits into a payload: of too many runs under way the latest are known', async () => {
    const long = 'x'.repeat(900);
    for (let run = 0; run < 1_000; run += 1) await step(`${String(run).padStart(4, '0')}${long}`, 'Pending');
    const past = await read('successes');
    expect(JSON.stringify(past).length).toBeLessThan(700_000);
    expect(summary(past)).toMatchObject({ runs: 1_000, sum: 1_000, open: 500 });
    expect(Object.keys(past.state.open).at(-1)).toContain('0999');
  });

  it('tells since when the log has everything, if retention has taken some of the range', async () => {
    await step('gone', 'Pending');
    clock.advance(2 * hour);
    await store.meta.setDispatcherPosition(await store.log.head());
    await store.retention.run({ olderThanMs: hour });
    await step('there', 'Pending');
    expect(await read('successes')).toMatchObject({ from: null });
    const past = await read('successes', { range: 3 * 3_600 });
    expect(past.from).toBe(start);
    expect(summary(past).runs).toBe(1);
  });

  it('keeps the log for as long as a metric looks back', async () => {
    await store.automations.create(automationBody({ trigger: trigger('successes', 6 * 3_600) }));
    await step('there', 'Pending');
    clock.advance(5 * hour);
    await store.meta.setDispatcherPosition(await store.log.head());
    await store.retention.run({ olderThanMs: hour });
    expect(await read('successes', { range: 6 * 3_600 })).toMatchObject({ from: null });
    expect(summary(await read('successes', { range: 6 * 3_600 })).runs).toBe(1);
  });
});
