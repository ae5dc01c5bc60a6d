import { inParallel, sampleEvent } from '../../events.ts';
import { now } from '../../sink.ts';
import { arrivedWithin, lastArrival } from './arrived.ts';
import type { PeerScenario } from './scenario.ts';

const AUTOMATIONS = 3;
const THRESHOLD = 1_000;
const EVENTS_A_POST = 500;
const POSTS_AT_ONCE = 2;
const LIMIT_MS = 120_000;

/**
 * Automations that count to 1,000. Each gets exactly as many events, so that its webhook call says: a thousand more have
 * been evaluated. Nothing less is counted.
 */
export const evaluation: PeerScenario = {
  name: 'evaluation',
  figures: [
    { key: 'rate', what: 'events evaluated, threshold 1,000', unit: '1/s', better: 'more' },
    { key: 'missing', what: '… not known to be evaluated after 120 s', unit: '%' },
    { key: 'cpu', what: 'CPU time per 1,000 events, all processes', unit: 'ms', better: 'less' },
  ],

  async run(system, sink, short) {
    const { api } = system;
    const automations = short ? 1 : AUTOMATIONS;
    const block = await api.webhookBlock('sink', sink.url);
    for (let number = 0; number < automations; number += 1) {
      const trigger = { expect: [`bench.count.${number}`], threshold: THRESHOLD, within: 3_600 };
      await api.automation(`count ${number}`, trigger, block, '{{ event.id }}');
    }
    await api.automation('warm-up', { expect: ['bench.warm-up'], threshold: 5, within: 60 }, block, 'warm');
    await api.post(Array.from({ length: 5 }, () => sampleEvent('bench.warm-up')));
    await arrivedWithin(sink, 1, LIMIT_MS);

    sink.clear();
    const posts = Array.from({ length: (automations * THRESHOLD) / EVENTS_A_POST }, (_, post) => {
      const name = `bench.count.${Math.floor((post * EVENTS_A_POST) / THRESHOLD)}`;
      return Array.from({ length: EVENTS_A_POST }, () => sampleEvent(name));
    });
    const before = system.cpu();
    const start = now();
    await inParallel(posts, POSTS_AT_ONCE, (events) => api.post(events));
    const fired = await arrivedWithin(sink, automations, LIMIT_MS);
    const last = lastArrival(sink);
    return {
      missing: ((automations - fired) * 100) / automations,
      ...(last !== undefined && {
        rate: (fired * THRESHOLD * 1_000) / (last - start),
        cpu: (system.cpu() - before) / fired,
      }),
    };
  },
};
