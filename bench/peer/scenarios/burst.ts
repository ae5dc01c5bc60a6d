import { inParallel, sampleEvent } from '../../events.ts';
import { now } from '../../sink.ts';
import { arrivedWithin, lastArrival } from './arrived.ts';
import type { PeerScenario } from './scenario.ts';

const EVENTS = 200;
const EVENTS_A_POST = 50;
const POSTS_AT_ONCE = 2;
const LIMIT_MS = 90_000;

/** Events that each call a webhook, all at once. */
export const burst: PeerScenario = {
  name: 'burst',
  figures: [
    { key: 'rate', what: 'webhook actions in a burst of 200', unit: '1/s', better: 'more' },
    { key: 'missing', what: '… not arrived after 90 s', unit: '%' },
    { key: 'cpu', what: 'CPU time per action, all processes', unit: 'ms', better: 'less' },
    { key: 'memory', what: 'memory after it, all processes', unit: 'MiB', better: 'less' },
  ],

  async run(system, sink, short) {
    const events = short ? EVENTS / 5 : EVENTS;
    const { api } = system;
    const block = await api.webhookBlock('sink', sink.url);
    await api.automation('act', { expect: ['bench.burst'], threshold: 1 }, block, '{{ event.id }}');
    const posts = (count: number) =>
      Array.from({ length: Math.ceil(count / EVENTS_A_POST) }, (_, post) =>
        Array.from({ length: Math.min(EVENTS_A_POST, count - post * EVENTS_A_POST) }, () =>
          sampleEvent('bench.burst'),
        ),
      );
    await api.post(posts(10)[0]!);
    await arrivedWithin(sink, 10, LIMIT_MS);

    sink.clear();
    const all = posts(events);
    const before = system.cpu();
    const start = now();
    await inParallel(all, POSTS_AT_ONCE, (some) => api.post(some));
    const arrived = await arrivedWithin(sink, events, LIMIT_MS);
    const last = lastArrival(sink);
    return {
      missing: ((events - arrived) * 100) / events,
      memory: system.memory(),
      ...(last !== undefined && {
        rate: (arrived * 1_000) / (last - start),
        cpu: (system.cpu() - before) / arrived,
      }),
    };
  },
};
