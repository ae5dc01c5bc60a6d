import { setTimeout as sleep } from 'node:timers/promises';
import { sampleEvent } from '../events.ts';
import type { Measured } from '../figure.ts';
import { now, type Sink } from '../sink.ts';
import { percentile } from '../statistics.ts';
import type { Scenario } from './scenario.ts';

/** Windows of one automation, and automations with one window each. All end 10 to 15 s after the start. */
const WINDOWS = 100;
const SINGLE = 10;
const SPREAD_MS = 5_000;
const WITHIN_S = 10;

/** A window that nothing will close: its opening event's id by its deadline (epoch ms). */
type Deadlines = Map<string, number>;

/** Something began and did not go on: how late that is told. */
export const deadlines: Scenario = {
  name: 'deadlines',
  figures: [
    { key: 'many50', what: 'webhook after deadline, 100 windows, p50', unit: 'ms' },
    {
      key: 'many99',
      what: 'webhook after deadline, 100 windows, p99',
      unit: 'ms',
      expected: { atMost: 250 },
    },
    { key: 'stamp99', what: "firing's stamp after deadline, 100 windows, p99", unit: 'ms' },
    { key: 'single50', what: 'webhook after deadline, 10 single ones, p50', unit: 'ms' },
    {
      key: 'single99',
      what: 'webhook after deadline, 10 single ones, p99',
      unit: 'ms',
      expected: { atMost: 250 },
    },
    { key: 'early', what: 'calls before their deadline', unit: 'calls', expected: { atMost: 0 } },
  ],

  async product({ api }, sink, short) {
    const windows = short ? WINDOWS / 5 : WINDOWS;
    const block = await api.webhookBlock('sink', sink.url);
    const absence = (name: string) => ({
      posture: 'Proactive',
      after: [`${name}.began`],
      expect: [`${name}.ended`],
      for_each: ['prefect.resource.id'],
      threshold: 1,
      within: WITHIN_S,
    });
    const payload = '{{ event.id }} {{ firing.triggered }}';
    await api.automation('many', absence('bench.many'), block, payload);
    for (let number = 0; number < SINGLE; number += 1) {
      await api.automation(`single ${number}`, absence(`bench.single.${number}`), block, payload);
    }
    sink.clear();
    const many: Deadlines = new Map();
    const single: Deadlines = new Map();
    const open = async (name: string, resource: string, into: Deadlines): Promise<void> => {
      const event = sampleEvent(`${name}.began`, resource);
      into.set(event.id, Date.parse(event.occurred) + WITHIN_S * 1_000);
      await api.post([event]);
    };
    await Promise.all([
      evenly(windows, (index) => open('bench.many', `bench.resource.${index}`, many)),
      evenly(SINGLE, (index) => open(`bench.single.${index}`, 'bench.resource.0', single)),
    ]);
    await sink.waitFor(windows + SINGLE, 60_000);
    return lateness(sink, many, single);
  },

  async ceiling(ceiling, sink, short) {
    const windows = short ? WINDOWS / 5 : WINDOWS;
    const workflow = await ceiling.start('callAtDeadlines', sink.url, windows);
    const singles = await Promise.all(
      Array.from({ length: SINGLE }, () => ceiling.start('callAtDeadlines', sink.url, 1)),
    );
    sink.clear();
    const many: Deadlines = new Map();
    const single: Deadlines = new Map();
    const open = async (handle: typeof workflow, into: Deadlines): Promise<void> => {
      const { id, occurred } = sampleEvent('bench.many');
      const deadline = Date.parse(occurred) + WITHIN_S * 1_000;
      into.set(id, deadline);
      await handle.signal('batch', [{ text: id, deadline }]);
    };
    await Promise.all([
      evenly(windows, () => open(workflow, many)),
      evenly(SINGLE, (index) => open(singles[index]!, single)),
    ]);
    await sink.waitFor(windows + SINGLE, 60_000);
    return lateness(sink, many, single);
  },
};

/** Does something `count` times, evenly spread over the time in which windows open. */
async function evenly(count: number, task: (index: number) => Promise<void>): Promise<void> {
  const start = now();
  const tasks: Promise<void>[] = [];
  for (let index = 0; index < count; index += 1) {
    await sleep(Math.max(0, start + (index * SPREAD_MS) / count - now()));
    tasks.push(task(index));
  }
  await Promise.all(tasks);
}

function lateness(sink: Sink, many: Deadlines, single: Deadlines): Measured {
  const late = (of: Deadlines): number[] => samples(sink, of, ({ at }) => at);
  const stamps = samples(sink, many, ({ body }) => Date.parse(body.split(' ')[1] ?? ''));
  const all = [...late(many), ...late(single)];
  return {
    many50: percentile(late(many), 50),
    many99: percentile(late(many), 99),
    ...(!stamps.some(Number.isNaN) && { stamp99: percentile(stamps, 99) }),
    single50: percentile(late(single), 50),
    single99: percentile(late(single), 99),
    early: all.filter((ms) => ms < 0).length,
  };
}

function samples(
  sink: Sink,
  deadlines: Deadlines,
  when: (arrival: Sink['arrivals'][number]) => number,
): number[] {
  return sink.arrivals.flatMap((arrival) => {
    const deadline = deadlines.get(arrival.body.split(' ')[0]!);
    return deadline === undefined ? [] : [when(arrival) - deadline];
  });
}
