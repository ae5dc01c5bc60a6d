import { inParallel, sampleEvent } from '../events.ts';
import type { Measured } from '../figure.ts';
import { now } from '../sink.ts';
import { median } from '../statistics.ts';
import type { Scenario } from './scenario.ts';

const EVENTS = 3_000;
const EVENTS_A_POST = 100;
const POSTS_AT_ONCE = 4;
const REPETITIONS = 3;

/** Events that each call a webhook, as fast as they go: from the first post to the last call's arrival. */
export const burst: Scenario = {
  name: 'burst',
  figures: [
    { key: 'rate', what: 'actions in a burst of 3,000', unit: '1/s', expected: { atLeast: 1_000 } },
    { key: 'program', what: 'CPU time per action, our process', unit: 'ms' },
    { key: 'temporal', what: 'CPU time per action, Temporal', unit: 'ms' },
  ],

  async product(product, sink, short) {
    const { api } = product;
    const block = await api.webhookBlock('sink', sink.url);
    await api.automation('act', { expect: ['bench.burst'], threshold: 1 }, block, '{{ event.id }}');
    return repeat(product, short, async (batches, total) => {
      const posts = batches.map((count) => Array.from({ length: count }, () => sampleEvent('bench.burst')));
      sink.clear();
      const arrived = sink.waitFor(total, 120_000);
      await Promise.all([inParallel(posts, POSTS_AT_ONCE, (events) => api.post(events)), arrived]);
    });
  },

  async ceiling(ceiling, _sink, short) {
    return repeat(ceiling, short, async (batches, total) => {
      const handle = await ceiling.start('actOnEach', total);
      await inParallel(batches, POSTS_AT_ONCE, (count) =>
        handle.signal(
          'batch',
          Array.from({ length: count }, (_, index) => index),
        ),
      );
      await handle.result();
    });
  },
};

async function repeat(
  side: { cpu(): { program: number; temporal: number } },
  short: boolean,
  run: (batches: number[], total: number) => Promise<void>,
): Promise<Measured> {
  const total = short ? EVENTS / 5 : EVENTS;
  const batches = (count: number): number[] =>
    Array.from({ length: count / EVENTS_A_POST }, () => EVENTS_A_POST);
  await run(batches(EVENTS_A_POST * 3), EVENTS_A_POST * 3);
  const rates: number[] = [];
  const before = side.cpu();
  const repetitions = short ? 1 : REPETITIONS;
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    const start = now();
    await run(batches(total), total);
    rates.push((total * 1_000) / (now() - start));
  }
  const after = side.cpu();
  const actions = total * repetitions;
  return {
    rate: median(rates),
    program: (after.program - before.program) / actions,
    temporal: (after.temporal - before.temporal) / actions,
  };
}
