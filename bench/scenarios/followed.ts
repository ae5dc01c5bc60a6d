import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { startCeilingWorker } from '../ceiling/ceiling.ts';
import type { Measured } from '../figure.ts';
import type { Product } from '../product.ts';
import { percentile } from '../statistics.ts';
import type { Scenario } from './scenario.ts';

/** Executions that somebody starts each second, how many, and for how long each runs (ms). */
const RATE = 5;
const COUNT = 300;
const LASTS_MS = 2_000;
const PATIENCE_MS = 30_000;
const PAGE = 50;

/** Workflows that know nothing of the product: from their start and end in Temporal until the event is in the log. */
export const followed: Scenario = {
  name: 'followed',
  figures: [
    { key: 'started50', what: 'execution started -> event in the log, p50', unit: 'ms' },
    {
      key: 'started99',
      what: 'execution started -> event in the log, p99',
      unit: 'ms',
      expected: { atMost: 3_000 },
    },
    { key: 'ended50', what: 'execution ended -> event in the log, p50', unit: 'ms' },
    {
      key: 'ended99',
      what: 'execution ended -> event in the log, p99',
      unit: 'ms',
      expected: { atMost: 3_000 },
    },
    { key: 'missed', what: 'events missed', unit: '', expected: { atMost: 0 } },
    { key: 'twice', what: 'events told twice', unit: '', expected: { atMost: 0 } },
  ],

  async product(product, _sink, short) {
    const { address } = JSON.parse(readFileSync(join(product.dataDir, 'temporal.json'), 'utf8')) as {
      address: string;
    };
    const worker = await startCeilingWorker(address);
    const connection = await Connection.connect({ address });
    try {
      return await measure(product, new Client({ connection }), short ? COUNT / 10 : COUNT);
    } finally {
      await connection.close();
      await worker.stop();
    }
  },

  ceiling: () => Promise.resolve({}),
};

async function measure(product: Product, client: Client, count: number): Promise<Measured> {
  const prefix = `followed-${randomUUID().slice(0, 8)}-`;
  const began = performance.now();
  for (let n = 0; n < count; n += 1) {
    await sleep(Math.max(0, began + (n * 1_000) / RATE - performance.now()));
    await client.workflow.start('last', {
      workflowId: `${prefix}${n}`,
      taskQueue: 'ceiling',
      args: [LASTS_MS],
    });
  }
  const deadline = Date.now() + LASTS_MS + PATIENCE_MS;
  let told = await received(product, prefix);
  while (told.length < 2 * count && Date.now() < deadline) {
    await sleep(500);
    told = await received(product, prefix);
  }
  const at = new Map<string, number>();
  for (const { key, received: time } of told) at.set(key, Math.min(time, at.get(key) ?? Infinity));
  const started: number[] = [];
  const ended: number[] = [];
  for await (const one of client.workflow.list({ query: `WorkflowId STARTS_WITH "${prefix}"` })) {
    const began = at.get(`${one.workflowId} prefect.flow-run.Running`);
    const closed = at.get(`${one.workflowId} prefect.flow-run.Completed`);
    if (began !== undefined) started.push(began - one.startTime.getTime());
    if (closed !== undefined && one.closeTime !== undefined) ended.push(closed - one.closeTime.getTime());
  }
  return {
    started50: percentile(started, 50),
    started99: percentile(started, 99),
    ended50: percentile(ended, 50),
    ended99: percentile(ended, 99),
    missed: 2 * count - started.length - ended.length,
    twice: told.length - at.size,
  };
}

interface Told {
  /** Workflow id and name of the event. */
  readonly key: string;
  /** When the log had it, epoch ms. */
  readonly received: number;
}

/** The starts and ends in the log. */
async function received({ api }: Product, prefix: string): Promise<Told[]> {
  const names = ['prefect.flow-run.Running', 'prefect.flow-run.Completed'];
  const filter = { event: { name: names }, order: 'ASC' };
  let page = (await api.send('/api/events/filter', { filter, limit: PAGE })) as Page;
  const found = [...page.events];
  while (page.next_page !== null) {
    page = (await api.read(page.next_page)) as Page;
    found.push(...page.events);
  }
  return found
    .filter(({ resource }) => resource['prefect.resource.name']?.startsWith(prefix))
    .map(({ event, resource, received: time }) => ({
      key: `${resource['prefect.resource.name']} ${event}`,
      received: Date.parse(time),
    }));
}

interface Page {
  readonly events: readonly {
    readonly event: string;
    readonly resource: Record<string, string>;
    readonly received: string;
  }[];
  readonly next_page: string | null;
}
