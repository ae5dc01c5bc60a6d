import { setTimeout as sleep } from 'node:timers/promises';
import { absenceTrigger } from '../../absence-trigger.ts';
import { sampleEvent } from '../../events.ts';
import type { Measured } from '../../figure.ts';
import { now, type Sink } from '../../sink.ts';
import { percentile } from '../../statistics.ts';
import type { System } from '../system.ts';
import { arrivedWithin } from './arrived.ts';
import type { PeerScenario } from './scenario.ts';

/** Of this many windows half are closed in time, the others never. */
const WINDOWS = 60;
const WITHIN_S = 10;
/** They open over this time, and those that close do so this long before their deadline. */
const SPREAD_MS = 5_000;
const MARGIN_MS = 3_000;

/** Events that another automation counts meanwhile: posts of 20, so that taking in the posts is not what is measured. */
const LOAD_A_SECOND = 100;
const LOAD_A_POST = 20;

/** Longest wait after the last deadline; whatever has been alarmed until then counts. */
const LIMIT_MS = 45_000;

/** Something began and did not go on: how late that is told, how often wrongly, how often not at all. */
export const absence: PeerScenario = {
  name: 'absence',
  figures: [
    { key: 'calm50', what: 'absence alarm after its deadline, p50', unit: 'ms', better: 'less' },
    { key: 'calm99', what: 'absence alarm after its deadline, p99', unit: 'ms', better: 'less' },
    { key: 'calmFalse', what: '… false alarms', unit: '%' },
    { key: 'calmMissing', what: '… alarms missing 45 s after the last deadline', unit: '%' },
    { key: 'load50', what: 'the same beside 100 other events/s, p50', unit: 'ms', better: 'less' },
    { key: 'load99', what: 'the same beside 100 other events/s, p99', unit: 'ms', better: 'less' },
    { key: 'loadFalse', what: '… false alarms', unit: '%' },
    { key: 'loadMissing', what: '… alarms missing 45 s after the last deadline', unit: '%' },
  ],

  async run(system, sink, short) {
    const block = await system.api.webhookBlock('sink', sink.url);
    const trigger = absenceTrigger(WITHIN_S);
    const payload = "{{ firing.triggering_labels['prefect.resource.id'] }}";
    await system.api.automation('absence', trigger, block, payload);
    const busy = { expect: ['bench.other'], threshold: 1_000_000, within: 3_600 };
    await system.api.automation('busy', busy, block, 'busy');
    const windows = short ? WINDOWS / 5 : WINDOWS;
    const calm = await alarms(system, sink, 'calm', windows, 0);
    const load = await alarms(system, sink, 'load', windows, LOAD_A_SECOND);
    return { ...calm, ...load };
  },
};

async function alarms(
  { api }: System,
  sink: Sink,
  name: string,
  windows: number,
  load: number,
): Promise<Measured> {
  sink.clear();
  const open = new Map<string, number>();
  const closed = new Set<string>();
  const others = new AbortController();
  const loading = load > 0 ? keepPosting(api, load, others.signal) : Promise.resolve();
  const start = now();
  await Promise.all(
    Array.from({ length: windows }, async (_, index) => {
      await sleep((index * SPREAD_MS) / windows);
      const resource = `bench.${name}.${index}`;
      const began = sampleEvent('bench.began', resource);
      const deadline = Date.parse(began.occurred) + WITHIN_S * 1_000;
      await api.post([began]);
      if (index % 2 === 0) {
        open.set(resource, deadline);
        return;
      }
      closed.add(resource);
      await sleep(deadline - MARGIN_MS - now());
      await api.post([sampleEvent('bench.ended', resource)]);
    }),
  );
  await sleep(start + SPREAD_MS + WITHIN_S * 1_000 - now());
  others.abort();
  await loading;
  const alarmed = (): Map<string, number> => new Map(sink.arrivals.map(({ body, at }) => [body, at]));
  // False alarms come beside the true ones: all that would be possible are waited for, or the end of patience.
  await arrivedWithin(sink, open.size, LIMIT_MS);
  if ([...open.keys()].some((resource) => !alarmed().has(resource)))
    await arrivedWithin(sink, windows, LIMIT_MS);
  const at = alarmed();
  const late = [...open].flatMap(([resource, deadline]) =>
    at.has(resource) ? [at.get(resource)! - deadline] : [],
  );
  return {
    ...(late.length > 0 && { [`${name}50`]: percentile(late, 50), [`${name}99`]: percentile(late, 99) }),
    [`${name}False`]: ([...closed].filter((resource) => at.has(resource)).length * 100) / closed.size,
    [`${name}Missing`]: ((open.size - late.length) * 100) / open.size,
  };
}

/** Posts events at a steady rate (events/s) until the signal. */
async function keepPosting(api: System['api'], rate: number, signal: AbortSignal): Promise<void> {
  const posts: Promise<void>[] = [];
  const start = now();
  for (let index = 0; !signal.aborted; index += 1) {
    await sleep(Math.max(0, start + (index * LOAD_A_POST * 1_000) / rate - now()));
    posts.push(api.post(Array.from({ length: LOAD_A_POST }, () => sampleEvent('bench.other'))));
  }
  await Promise.all(posts);
}
