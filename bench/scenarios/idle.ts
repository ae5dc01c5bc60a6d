import type { Measured } from '../figure.ts';
import { sampleEvent } from '../events.ts';
import { latencies, type Send } from '../latencies.ts';
import { now, type Sink } from '../sink.ts';
import { median, percentile } from '../statistics.ts';
import type { Scenario } from './scenario.ts';

/** Events per second, how many of them are measured, and in how many parts. */
const SLOW = { rate: 2, count: 40, parts: 3 };
const FAST = { rate: 100, count: 300, parts: 3 };
/** Before these: both sides are as fast as they get after some hundred events, once their code is compiled. */
const WARM_UP = { rate: 100, count: 1_000 };

/** From posting an event to the webhook's arrival, with nothing else going on. */
export const idle: Scenario = {
  name: 'idle',
  figures: [
    { key: 'slow50', what: 'event -> webhook, 2 events/s, p50', unit: 'ms', expected: { atMost: 20 } },
    { key: 'slow99', what: 'event -> webhook, 2 events/s, p99', unit: 'ms', expected: { atMost: 60 } },
    { key: 'fast50', what: 'event -> webhook, 100 events/s, p50', unit: 'ms', expected: { atMost: 20 } },
    { key: 'fast99', what: 'event -> webhook, 100 events/s, p99', unit: 'ms', expected: { atMost: 60 } },
  ],

  async product({ api }, sink, short) {
    const block = await api.webhookBlock('sink', sink.url);
    await api.automation('echo', { expect: ['bench.tick'], threshold: 1 }, block, '{{ event.id }}');
    return measure(sink, short, async (sent) => {
      const event = sampleEvent('bench.tick');
      sent.set(event.id, now());
      await api.post([event]);
    });
  },

  async ceiling(ceiling, sink, short) {
    const handle = await ceiling.start('callEach', sink.url, 1_000_000);
    const measured = await measure(sink, short, async (sent) => {
      const event = sampleEvent('bench.tick');
      sent.set(event.id, now());
      await handle.signal('batch', [event.id]);
    });
    await handle.terminate();
    return measured;
  },
};

async function measure(sink: Sink, short: boolean, send: Send): Promise<Measured> {
  await latencies(sink, { rate: 20, count: 40 }, send);
  const slow = await parts(sink, SLOW, short, send);
  if (!short) await latencies(sink, WARM_UP, send);
  const fast = await parts(sink, FAST, short, send);
  return {
    slow50: slow.p50,
    slow99: slow.p99,
    fast50: fast.p50,
    fast99: fast.p99,
  };
}

/** Several parts: the median of their p50, and the p99 of all samples together. */
async function parts(sink: Sink, of: typeof SLOW, short: boolean, send: Send) {
  const samples: number[][] = [];
  for (let part = 0; part < (short ? 1 : of.parts); part += 1) {
    samples.push(await latencies(sink, { rate: of.rate, count: short ? of.count / 4 : of.count }, send));
  }
  return { p50: median(samples.map((part) => median(part))), p99: percentile(samples.flat(), 99) };
}
