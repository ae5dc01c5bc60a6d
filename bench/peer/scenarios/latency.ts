import { sampleEvent } from '../../events.ts';
import type { Measured } from '../../figure.ts';
import { sendSteadily } from '../../latencies.ts';
import { now, type Sink } from '../../sink.ts';
import { percentile } from '../../statistics.ts';
import type { System } from '../system.ts';
import { arrivedWithin } from './arrived.ts';
import type { PeerScenario } from './scenario.ts';

/** Events per second, and how many. */
const SLOW = { rate: 2, count: 32 };
const BRISK = { rate: 10, count: 100 };

/** Longest wait after the last event. */
const LIMIT_MS = 30_000;

/** From posting an event to the webhook's arrival: at a rate that both can bear, and at one that shows who falls behind. */
export const latency: PeerScenario = {
  name: 'latency',
  figures: [
    { key: 'slow50', what: 'event -> webhook, 2 events/s, p50', unit: 'ms', better: 'less' },
    { key: 'slow99', what: 'event -> webhook, 2 events/s, p99', unit: 'ms', better: 'less' },
    { key: 'slowMissing', what: '… not arrived 30 s after the last event', unit: '%' },
    { key: 'brisk50', what: 'event -> webhook, 10 events/s, p50', unit: 'ms', better: 'less' },
    { key: 'brisk99', what: 'event -> webhook, 10 events/s, p99', unit: 'ms', better: 'less' },
    { key: 'briskMissing', what: '… not arrived 30 s after the last event', unit: '%' },
  ],

  async run(system, sink, short) {
    const block = await system.api.webhookBlock('sink', sink.url);
    await system.api.automation('echo', { expect: ['bench.tick'], threshold: 1 }, block, '{{ event.id }}');
    await send(system, sink, { rate: 2, count: 6 });
    const slow = await send(system, sink, short ? { ...SLOW, count: SLOW.count / 4 } : SLOW);
    const brisk = await send(system, sink, short ? { ...BRISK, count: BRISK.count / 4 } : BRISK);
    return { ...named('slow', slow), ...named('brisk', brisk) };
  },
};

/** Sends at a steady rate; answers the ms until each call's arrival, and how many did not come. */
async function send({ api }: System, sink: Sink, stream: typeof SLOW) {
  sink.clear();
  const sent = await sendSteadily(stream, (times) => {
    const event = sampleEvent('bench.tick');
    times.set(event.id, now());
    return api.post([event]);
  });
  const { count } = stream;
  const arrived = await arrivedWithin(sink, count, LIMIT_MS);
  const samples = sink.arrivals.flatMap(({ body, at }) => {
    const since = sent.get(body);
    return since === undefined ? [] : [at - since];
  });
  return { samples, missing: ((count - arrived) * 100) / count };
}

/** Of what has not arrived nobody knows how late it will be: then the percentiles are of what has, and the count says so. */
function named(name: string, { samples, missing }: { samples: number[]; missing: number }): Measured {
  return {
    ...(samples.length > 0 && {
      [`${name}50`]: percentile(samples, 50),
      [`${name}99`]: percentile(samples, 99),
    }),
    [`${name}Missing`]: missing,
  };
}
