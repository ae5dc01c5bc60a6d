import { setTimeout as sleep } from 'node:timers/promises';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '../../src/store/index.ts';
import type { Api, PostedEvent } from '../api.ts';
import { inParallel, sampleEvent } from '../events.ts';
import type { Product } from '../product.ts';
import { openData, openTemporalData, untilSettled } from '../settled.ts';
import { now, type Sink } from '../sink.ts';
import type { Scenario } from './scenario.ts';

/** A day at 50 events a second has 4,320,000; this is a tenth of it (short: far less), in slices of whole thousands. */
const EVENTS = 432_000;
const SHORT = 24_000;
const SLICES = 4;
const RATE = 50;
/** How long the real pace is kept up, in s, since many signals at once take less room than single ones. */
const PACED_S = 30;

/** Of 1,000 events: so many are counted by an automation, and so many call a webhook. The others concern nobody. */
const COUNTED = 95;
const CALLING = 5;

const EVENTS_A_POST = 500;
const POSTS_AT_ONCE = 4;
const KEEP_MS = 7 * 86_400_000;
const HOUR_MS = 3_600_000;

/** What there is after a slice. Sizes in bytes, with the write-ahead logs; memory in MiB. */
interface Sample {
  readonly store: number;
  readonly temporal: number;
  readonly rows: number;
  readonly firings: number;
  readonly history: number;
  readonly memory: number;
  readonly temporalMemory: number;
}

/**
 * A day's events, faster than they come, with a retention of one slice: what grows, and whether it stops growing.
 */
export const day: Scenario = {
  name: 'day',
  long: true,
  figures: [
    { key: 'rate', what: "a day's mix of events, taken and acted on", unit: '1/s' },
    { key: 'logBytes', what: 'our database, per 1,000 events', unit: 'KiB' },
    { key: 'temporalBytes', what: "Temporal's database, per 1,000 events at 50/s", unit: 'KiB' },
    { key: 'temporalFast', what: 'the same as fast as they go', unit: 'KiB' },
    {
      key: 'rows',
      what: 'rows of the log after the last slice, of one slice',
      unit: 'ratio',
      expected: { atMost: 1.2 },
    },
    {
      key: 'firings',
      what: 'firings on record after the last slice, of one slice',
      unit: 'ratio',
      expected: { atMost: 1.2 },
    },
    {
      key: 'store',
      what: 'our database after the last slice, of two slices',
      unit: 'ratio',
      expected: { atMost: 1.1 },
    },
    { key: 'history', what: 'longest history of a workflow', unit: 'events', expected: { atMost: 4_500 } },
    {
      key: 'memory',
      what: 'memory after the last slice, our process',
      unit: 'MiB',
      expected: { atMost: 1_024 },
    },
    { key: 'memoryGrowth', what: 'of that: more than after the second slice', unit: 'MiB' },
    { key: 'temporalMemory', what: 'memory after the last slice, Temporal', unit: 'MiB' },
    { key: 'retention', what: 'rows removed by retention', unit: '1/s' },
  ],

  async product(product, sink, short) {
    const slice = (short ? SHORT : EVENTS) / SLICES;
    await createAutomations(product.api, sink.url);
    const temporal = await paced(product, sink);
    const samples: Sample[] = [];
    const boundaries: number[] = [];
    let taken = 0;
    let removed = { rows: 0, ms: 0 };
    for (let number = 0; number < SLICES; number += 1) {
      boundaries.push(Date.now());
      taken += await send(product, sink, slice, number);
      samples.push(sample(product));
      // As if the retention were as long as a slice: what came before this slice goes.
      if (number > 0 && number < SLICES - 1) {
        const { rows, ms } = await retain(product, boundaries[number]!);
        removed = { rows: removed.rows + rows, ms: removed.ms + ms };
      }
    }
    const [first, second] = samples as [Sample, Sample];
    await retain(product, boundaries.at(-1)!);
    const last = sample(product);
    const beforeRetention = samples.at(-1)!;
    return {
      rate: (slice * SLICES * 1_000) / taken,
      logBytes: perThousand(second.store - first.store, slice),
      temporalBytes: temporal,
      temporalFast: perThousand(second.temporal - first.temporal, slice),
      rows: last.rows / first.rows,
      firings: last.firings / first.firings,
      store: beforeRetention.store / second.store,
      history: Math.max(...samples.map(({ history }) => history)),
      memory: beforeRetention.memory,
      memoryGrowth: beforeRetention.memory - second.memory,
      temporalMemory: beforeRetention.temporalMemory,
      retention: (removed.rows * 1_000) / removed.ms,
    };
  },

  // Bare Temporal keeps no log and has no retention to compare with.
  ceiling: () => Promise.resolve({}),
};

async function createAutomations(api: Api, url: string): Promise<void> {
  const block = await api.webhookBlock('sink', url);
  for (let number = 0; number < 10; number += 1) {
    const counter = {
      expect: [`bench.counted.${number}`],
      for_each: ['prefect.resource.id'],
      threshold: 1_000_000,
      within: 3_600,
    };
    await api.automation(`counter ${number}`, counter, block, '');
    await api.automation(
      `caller ${number}`,
      { expect: [`bench.calling.${number}`] },
      block,
      '{{ event.id }}',
    );
  }
}

function eventOf(index: number): PostedEvent {
  const place = index % 1_000;
  const resource = `bench.resource.${index % 100}`;
  // Spread evenly: prime steps through a thousand.
  const kind = (place * 7) % 1_000;
  if (kind < CALLING) return sampleEvent(`bench.calling.${index % 10}`, resource);
  if (kind < CALLING + COUNTED) return sampleEvent(`bench.counted.${index % 10}`, resource);
  return sampleEvent('bench.of-nobody', resource);
}

/** Sends a slice, and waits until all of it has been acted on; answers how long that took, in ms. */
async function send(product: Product, sink: Sink, events: number, slice: number): Promise<number> {
  sink.clear();
  const posts = Math.round(events / EVENTS_A_POST);
  const start = now();
  await inParallel(
    Array.from({ length: posts }, (_, post) => post),
    POSTS_AT_ONCE,
    (post) =>
      product.api.post(
        Array.from({ length: EVENTS_A_POST }, (_, index) =>
          eventOf(slice * events + post * EVENTS_A_POST + index),
        ),
      ),
  );
  await sink.waitFor((posts * EVENTS_A_POST * CALLING) / 1_000, 120_000);
  await untilSettled(product.dataDir);
  const taken = now() - start;
  await sleep(2_000);
  return taken;
}

/** A while at the real pace; answers how much Temporal's database grows per 1,000 events, in KiB. */
async function paced(product: Product, sink: Sink): Promise<number> {
  await send(product, sink, 4_000, 0);
  const before = sizeOf(product, 'temporal.db');
  const start = now();
  const sending: Promise<void>[] = [];
  const events = PACED_S * RATE;
  for (let index = 0; index < events; index += 1) {
    await sleep(Math.max(0, start + (index * 1_000) / RATE - now()));
    sending.push(product.api.post([eventOf(index)]));
  }
  await Promise.all(sending);
  await untilSettled(product.dataDir);
  await sleep(2_000);
  return perThousand(sizeOf(product, 'temporal.db') - before, events);
}

function sample(product: Product): Sample {
  const data = openData(product.dataDir);
  const temporal = openTemporalData(product.dataDir);
  const memory = product.memory();
  try {
    return {
      store: sizeOf(product, 'automations.db'),
      temporal: sizeOf(product, 'temporal.db'),
      rows: data.count('log'),
      firings: data.count('firings'),
      history: temporal.number('select max(next_event_id) from executions'),
      memory: memory.program,
      temporalMemory: memory.temporal,
    };
  } finally {
    data.close();
    temporal.close();
  }
}

/** Pages in use, by the database's own count: the files themselves have room to spare. */
function sizeOf({ dataDir }: Product, name: string): number {
  const data = name === 'temporal.db' ? openTemporalData(dataDir) : openData(dataDir);
  try {
    // What is in the write-ahead log counts, and so do free pages: a file that only ever grows would show.
    return Math.max(
      data.number('select page_count * page_size from pragma_page_count, pragma_page_size'),
      statSync(join(dataDir, name)).size,
    );
  } finally {
    data.close();
  }
}

/**
 * Runs retention on the data of the stopped product, at a time at which all before `boundary` (epoch ms) has passed its
 * age, and starts the product again. Answers how many rows went, and in which time.
 */
async function retain(product: Product, boundary: number): Promise<{ rows: number; ms: number }> {
  return product.whileStopped(async () => {
    let clock = boundary + KEEP_MS - 2 * HOUR_MS;
    const store = await openStore({
      sqlite: { path: join(product.dataDir, 'automations.db') },
      clock: () => clock,
    });
    try {
      // Retention waits for workflows to catch up after a time without a worker.
      for (; clock < boundary + KEEP_MS; clock += 60_000) await store.meta.workers.beat();
      clock = boundary + KEEP_MS;
      await store.meta.workers.beat();
      const start = now();
      const { entries, firings } = await store.retention.run({ olderThanMs: KEEP_MS });
      return { rows: entries + firings, ms: now() - start };
    } finally {
      await store.close();
    }
  });
}

function perThousand(bytes: number, events: number): number {
  return (bytes * 1_000) / events / 1_024;
}
