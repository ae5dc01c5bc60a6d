import { setTimeout as sleep } from 'node:timers/promises';
import { inParallel, sampleEvent } from '../events.ts';
import type { Measured } from '../figure.ts';
import { latencies } from '../latencies.ts';
import { automationOfMix } from '../mix.ts';
import type { Product } from '../product.ts';
import { untilSettled } from '../settled.ts';
import { now, type Sink } from '../sink.ts';
import { percentile } from '../statistics.ts';
import { ignore, ignoredFigures } from './ignored.ts';
import type { Scenario } from './scenario.ts';

const MANY = 10_000;
const FEW = 10;
const SHORT = 1_000;
const CLIENTS = 8;
const LATENCY = { rate: 5, count: 50 };
const LISTS = 20;
const IDLE_MS = 20_000;

/** Ten thousand automations as users have them: what they cost while nothing happens. */
export const automations: Scenario = {
  name: 'automations',
  figures: [
    {
      key: 'created',
      what: 'automations created, 10,000 from 8 clients',
      unit: '1/s',
      expected: { atLeast: 300 },
    },
    { key: 'started', what: 'of these: workflows started', unit: '1/s' },
    { key: 'programEach', what: 'CPU time per automation created, our process', unit: 'ms' },
    { key: 'temporalEach', what: 'CPU time per automation created, Temporal', unit: 'ms' },
    { key: 'few50', what: 'event -> webhook with 10 automations, p50', unit: 'ms' },
    { key: 'many50', what: 'event -> webhook with 10,000, p50', unit: 'ms' },
    { key: 'ratio', what: 'of the two', unit: 'ratio', expected: { atMost: 1.5 } },
    { key: 'list50', what: 'page of 200 by name, p50', unit: 'ms', expected: { atMost: 50 } },
    { key: 'list99', what: 'pages by name, tags, time, offset, p99', unit: 'ms', expected: { atMost: 50 } },
    { key: 'count99', what: 'count by tags, p99', unit: 'ms', expected: { atMost: 50 } },
    ...ignoredFigures,
    { key: 'idleProgram', what: 'idle, our process', unit: '% core', expected: { atMost: 5 } },
    { key: 'idleTemporal', what: 'idle, Temporal', unit: '% core' },
    { key: 'memory', what: 'memory, our process', unit: 'MiB' },
    { key: 'temporalMemory', what: 'memory, Temporal', unit: 'MiB' },
    {
      key: 'restart',
      what: 'kill -9 of both, until an event is answered',
      unit: 's',
      expected: { atMost: 30 },
    },
  ],

  async product(product, sink, short) {
    const total = short ? SHORT : MANY;
    const block = await product.api.webhookBlock('sink', sink.url);
    await product.api.automation('echo', { expect: ['bench.tick'], threshold: 1 }, block, '{{ event.id }}');
    await create(product, block, 1, FEW);
    const few = await echo(product, sink);
    const creation = await timedCreation(product, block, FEW, total);
    await untilQuiet(product);
    const many = await echo(product, sink);
    const lists = await listTimes(product);
    const idle = await idleCpu(product);
    const memory = product.memory();
    const ignored = await ignore(product, short);
    return {
      ...creation,
      few50: percentile(few, 50),
      many50: percentile(many, 50),
      ratio: percentile(many, 50) / percentile(few, 50),
      ...lists,
      ...idle,
      ...ignored,
      memory: memory.program,
      temporalMemory: memory.temporal,
      restart: await restartTime(product, sink),
    };
  },

  async ceiling(ceiling, sink, short) {
    const total = short ? SHORT : MANY;
    const echoing = await ceiling.start('callEach', sink.url, 1_000_000);
    const latency = (): Promise<number[]> =>
      latencies(sink, LATENCY, async (sent) => {
        const { id } = sampleEvent('bench.tick');
        sent.set(id, now());
        await echoing.signal('batch', [id]);
      });
    await latency();
    const few = await latency();
    const before = ceiling.cpu();
    const start = now();
    // As much input as an automation has that begins, and room enough that the server is the limit.
    const input = JSON.stringify(automationOfMix(0, ''));
    await inParallel(
      Array.from({ length: total }, () => input),
      50,
      async (text) => void (await ceiling.start('countAll', 1, text)),
    );
    const started = (total * 1_000) / (now() - start);
    await untilQuiet(ceiling);
    const after = ceiling.cpu();
    const many = await latency();
    return {
      started,
      programEach: (after.program - before.program) / total,
      temporalEach: (after.temporal - before.temporal) / total,
      few50: percentile(few, 50),
      many50: percentile(many, 50),
      ratio: percentile(many, 50) / percentile(few, 50),
      ...(await idleCpu(ceiling)),
    };
  },
};

/** Creates the automations of the mix from a number to the one before another, from several clients at once. */
export async function create(product: Product, block: string, from: number, to: number): Promise<void> {
  const bodies = Array.from({ length: to - from }, (_, index) => automationOfMix(from + index, block));
  await inParallel(bodies, CLIENTS, async (body) => void (await product.api.send('/api/automations/', body)));
  await untilSettled(product.dataDir);
}

async function timedCreation(product: Product, block: string, from: number, to: number): Promise<Measured> {
  const bodies = Array.from({ length: to - from }, (_, index) => automationOfMix(from + index, block));
  const before = product.cpu();
  const start = now();
  await inParallel(bodies, CLIENTS, async (body) => void (await product.api.send('/api/automations/', body)));
  const created = now();
  await untilSettled(product.dataDir);
  const started = now();
  await untilQuiet(product);
  const after = product.cpu();
  return {
    created: (bodies.length * 1_000) / (created - start),
    started: (bodies.length * 1_000) / (started - start),
    programEach: (after.program - before.program) / bodies.length,
    temporalEach: (after.temporal - before.temporal) / bodies.length,
  };
}

/** Waits until hardly any CPU time is used, but not for ever. */
async function untilQuiet(side: Pick<Product, 'cpu'>): Promise<void> {
  const total = (): number => side.cpu().program + side.cpu().temporal;
  for (let tries = 0, before = total(); tries < 60; tries += 1) {
    await sleep(1_000);
    const after = total();
    if (after - before < 150) return;
    before = after;
  }
}

async function echo({ api }: Product, sink: Sink): Promise<number[]> {
  const send = async (sent: Map<string, number>): Promise<void> => {
    const event = sampleEvent('bench.tick');
    sent.set(event.id, now());
    await api.post([event]);
  };
  await latencies(sink, { rate: 20, count: 40 }, send);
  return latencies(sink, LATENCY, send);
}

async function listTimes({ api }: Product): Promise<Measured> {
  const pages = [
    { limit: 200, sort: 'NAME_ASC' },
    { limit: 200, sort: 'CREATED_DESC', automations: { tags: { all_: ['critical'] } } },
    { limit: 200, sort: 'NAME_DESC', automations: { tags: { any_: ['team:data', 'team:search'] } } },
    { limit: 200, sort: 'UPDATED_DESC', offset: 400 },
    { limit: 200, sort: 'NAME_ASC', automations: { tags: { is_null_: true } } },
    { limit: 200, sort: 'NAME_ASC', automations: { name: { any_: ['automation 00017'] } } },
  ];
  const time = async (path: string, body: unknown): Promise<number> => {
    const start = now();
    await api.send(path, body);
    return now() - start;
  };
  const times: number[][] = [];
  const counts: number[] = [];
  for (let repetition = 0; repetition < LISTS; repetition += 1) {
    const round: number[] = [];
    for (const page of pages) round.push(await time('/api/automations/filter', page));
    times.push(round);
    counts.push(await time('/api/automations/count', { automations: { tags: { all_: ['critical'] } } }));
  }
  return {
    list50: percentile(
      times.map((round) => round[0]!),
      50,
    ),
    list99: percentile(times.flat(), 99),
    count99: percentile(counts, 99),
  };
}

async function idleCpu(side: Pick<Product, 'cpu'>): Promise<Measured> {
  const before = side.cpu();
  await sleep(IDLE_MS);
  const after = side.cpu();
  return {
    idleProgram: ((after.program - before.program) * 100) / IDLE_MS,
    idleTemporal: ((after.temporal - before.temporal) * 100) / IDLE_MS,
  };
}

/** From the kill until an event, sent again until somebody takes it, is answered by its webhook; in s. */
async function restartTime(product: Product, sink: Sink): Promise<number> {
  const start = now();
  await product.restart();
  sink.clear();
  await product.api.post([sampleEvent('bench.tick')]);
  await sink.waitFor(1, 120_000);
  return (now() - start) / 1_000;
}
