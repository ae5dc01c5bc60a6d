import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PostedEvent } from '../api.ts';
import { inParallel, sampleEvent } from '../events.ts';
import type { FigureSpec, Measured } from '../figure.ts';
import { latencies } from '../latencies.ts';
import { startProduct, type Product } from '../product.ts';
import { create } from '../scenarios/automations.ts';
import { untilSettled } from '../settled.ts';
import { now, startSink, type Sink } from '../sink.ts';
import { percentile } from '../statistics.ts';

const EVENTS = 10_000;
const EVENTS_A_POST = 500;
const POSTS_AT_ONCE = 4;
const LATENCY = { rate: 20, count: 100 };
const IDLE_MS = 10_000;

/** What is measured at each size, in the order of the table. */
export const COUNT_LINES: readonly FigureSpec[] = [
  { key: 'program', what: 'CPU per 1,000 events in posts of 500, our process', unit: 'ms' },
  { key: 'temporal', what: '… Temporal', unit: 'ms' },
  { key: 'rate', what: '… until all of them were handed to their automation', unit: '1/s' },
  { key: 'latency50', what: 'event -> webhook, 20/s, p50', unit: 'ms' },
  { key: 'latency99', what: 'event -> webhook, 20/s, p99', unit: 'ms' },
  { key: 'idleProgram', what: 'idle, our process', unit: '% core' },
  { key: 'idleTemporal', what: 'idle, Temporal', unit: '% core' },
  { key: 'memoryProgram', what: 'memory, our process', unit: 'MiB' },
  { key: 'memoryTemporal', what: 'memory, Temporal', unit: 'MiB' },
];

/** So many automations beside the one that is measured; what they watch does not happen. */
export function measureAutomations(program: string, count: number): Promise<Measured> {
  return measured(program, async (product, sink) => {
    const block = await product.api.webhookBlock('sink', sink.url);
    await create(product, block, 0, count);
    const trigger = { expect: ['bench.counted'], threshold: 1_000_000, within: 3_600 };
    await product.api.automation('counted', trigger, block, 'never');
    return events(product, sink, block, () => sampleEvent('bench.counted'));
  });
}

/** So many windows of one automation, one for each resource; the events that are measured go to all of them in turn. */
export function measureWindows(program: string, count: number): Promise<Measured> {
  return measured(program, async (product, sink) => {
    const block = await product.api.webhookBlock('sink', sink.url);
    const trigger = {
      posture: 'Proactive',
      after: ['bench.beat'],
      expect: ['bench.beat'],
      for_each: ['prefect.resource.id'],
      threshold: 1,
      within: 3_600,
    };
    await product.api.automation('watched', trigger, block, 'never');
    const beat = (index: number): PostedEvent => sampleEvent('bench.beat', `bench.resource.${index % count}`);
    await post(product, count, beat);
    return events(product, sink, block, beat);
  });
}

async function measured(
  program: string,
  measure: (product: Product, sink: Sink) => Promise<Measured>,
): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'automations-growth-'));
  const sink = await startSink();
  const product = await startProduct({ program, folder, profile: undefined });
  try {
    return await measure(product, sink);
  } finally {
    await product.api.close();
    await product.stop();
    await sink.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function events(
  product: Product,
  sink: Sink,
  block: string,
  make: (index: number) => PostedEvent,
): Promise<Measured> {
  await product.api.automation('echo', { expect: ['bench.tick'], threshold: 1 }, block, '{{ event.id }}');
  await post(product, EVENTS, make);
  await untilQuiet(product);
  const before = product.cpu();
  const start = now();
  await post(product, EVENTS, make);
  const elapsed = now() - start;
  await untilQuiet(product);
  const after = product.cpu();
  const send = async (sent: Map<string, number>): Promise<void> => {
    const event = sampleEvent('bench.tick');
    sent.set(event.id, now());
    await product.api.post([event]);
  };
  await latencies(sink, { rate: 20, count: 40 }, send);
  const samples = await latencies(sink, LATENCY, send);
  const idleFrom = product.cpu();
  await sleep(IDLE_MS);
  const idle = product.cpu();
  const memory = product.memory();
  return {
    program: ((after.program - before.program) * 1_000) / EVENTS,
    temporal: ((after.temporal - before.temporal) * 1_000) / EVENTS,
    rate: (EVENTS * 1_000) / elapsed,
    latency50: percentile(samples, 50),
    latency99: percentile(samples, 99),
    idleProgram: ((idle.program - idleFrom.program) * 100) / IDLE_MS,
    idleTemporal: ((idle.temporal - idleFrom.temporal) * 100) / IDLE_MS,
    memoryProgram: memory.program,
    memoryTemporal: memory.temporal,
  };
}

/** Posts events and waits until Temporal has acknowledged all signals. */
async function post(product: Product, count: number, make: (index: number) => PostedEvent): Promise<void> {
  const bodies = Array.from({ length: Math.ceil(count / EVENTS_A_POST) }, (_, body) =>
    JSON.stringify(
      Array.from({ length: Math.min(EVENTS_A_POST, count - body * EVENTS_A_POST) }, (__, index) =>
        make(body * EVENTS_A_POST + index),
      ),
    ),
  );
  await inParallel(bodies, POSTS_AT_ONCE, (body) => product.api.postBody(body));
  await untilSettled(product.dataDir);
}

/** Waits until the workflows have taken in what they were told: until hardly any CPU time is used. */
async function untilQuiet(product: Product): Promise<void> {
  const total = (): number => product.cpu().program + product.cpu().temporal;
  for (let tries = 0, before = total(); tries < 60; tries += 1) {
    await sleep(500);
    const after = total();
    if (after - before < 60) return;
    before = after;
  }
}
