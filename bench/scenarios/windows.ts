import { setTimeout as sleep } from 'node:timers/promises';
import { absenceTrigger } from '../absence-trigger.ts';
import type { PostedEvent } from '../api.ts';
import { inParallel, sampleEvent } from '../events.ts';
import type { Measured } from '../figure.ts';
import type { Product } from '../product.ts';
import { untilSettled } from '../settled.ts';
import { now, type Arrival, type Sink } from '../sink.ts';
import { percentile } from '../statistics.ts';
import type { Scenario } from './scenario.ts';

/** Windows that are open at the same time. */
const WINDOWS = 100_000;
/** Of ten windows: eight are closed in time, one comes due while all is well, one around a restart. */
const CLOSED = 8;
const DUE = 1;
/** How long a window is open: a little longer than opening them all takes. */
const WITHIN_S = 72;
/** Over how long they are opened, in ms: those of the restart come last. */
const OPENING_MS = 36_000;
const LATER_MS = 8_000;
/** A post each so often, in ms. */
const POST_EVERY_MS = 100;
const EVENTS_A_POST = 500;
const POSTS_AT_ONCE = 3;
/** Between two events that concern nobody, in ms. */
const TICK_MS = 100;
/** They begin so long before the first deadline, in ms. */
const TICK_BEFORE_MS = 2_000;
/** How late the last one may be before it counts as missed, in ms. */
const PATIENCE_MS = 60_000;
/** A call that came within this time (ms) of a kill may have been in flight: its result was not on record yet. */
const IN_FLIGHT_MS = 500;

/** A window: the event that opens it, when it ends (epoch ms), and what becomes of it. */
interface Window {
  readonly opening: PostedEvent;
  readonly deadline: number;
  readonly fate: Fate;
}

type Fate = 'closed' | 'due' | 'later';

/** One automation that watches 100,000 resources at once. */
export const windows: Scenario = {
  name: 'windows',
  figures: [
    { key: 'program', what: 'CPU time per 1,000 windows opened or closed, our process', unit: 'ms' },
    { key: 'temporal', what: 'CPU time per 1,000 windows opened or closed, Temporal', unit: 'ms' },
    { key: 'late50', what: 'webhook after deadline, 250/s, p50', unit: 'ms' },
    { key: 'late99', what: 'webhook after deadline, 250/s, p99', unit: 'ms', expected: { atMost: 250 } },
    { key: 'lateMost', what: 'webhook after deadline, 250/s, longest', unit: 'ms' },
    { key: 'stamp99', what: "firing's stamp after deadline, p99", unit: 'ms' },
    { key: 'programEach', what: 'CPU time per deadline, our process', unit: 'ms' },
    { key: 'temporalEach', what: 'CPU time per deadline, Temporal', unit: 'ms' },
    {
      key: 'memory',
      what: 'memory, our process, all windows open',
      unit: 'MiB',
      expected: { atMost: 1_024 },
    },
    { key: 'temporalMemory', what: 'memory, Temporal, all windows open', unit: 'MiB' },
    {
      key: 'restart',
      what: 'kill -9 of both with windows open, until ready',
      unit: 's',
      expected: { atMost: 30 },
    },
    { key: 'caughtUp', what: 'until all that came due meanwhile is told', unit: 's' },
    { key: 'missed', what: 'deadlines missed', unit: 'calls', expected: { atMost: 0 } },
    { key: 'false', what: 'calls for closed windows, or early', unit: 'calls', expected: { atMost: 0 } },
    {
      key: 'again',
      what: 'calls in flight at the kill, made again with the same Idempotency-Key',
      unit: 'calls',
    },
    { key: 'twice', what: 'calls made twice', unit: 'calls', expected: { atMost: 0 } },
  ],

  async product(product, sink, short) {
    const block = await product.api.webhookBlock('sink', sink.url);
    const trigger = absenceTrigger(WITHIN_S);
    await product.api.automation('watch', trigger, block, '{{ event.id }} {{ firing.triggered }}');
    sink.clear();
    const all: Window[] = [];
    const opening = await openAndClose(product, all, short ? WINDOWS / 10 : WINDOWS);
    const memory = product.memory();
    const due = await watchDeadlines(product, sink, all);
    const { killed, ...restart } = await restartAmid(product, sink, all);
    const { missed, early, again, twice } = compare(sink, all, killed);
    return {
      ...opening,
      ...due,
      memory: Math.max(memory.program, due.memory),
      temporalMemory: Math.max(memory.temporal, due.temporalMemory),
      ...restart,
      missed,
      false: early,
      again,
      twice,
    };
  },

  ceiling: () => Promise.resolve({}),
};

/** Opens all windows, at a steady pace, and closes most of them once all but the last ones are open. */
async function openAndClose(product: Product, all: Window[], count: number): Promise<Measured> {
  const before = product.cpu();
  const later = count / 10;
  await openSteadily(product, all, count - later, OPENING_MS, (index) =>
    index % (CLOSED + DUE) < CLOSED ? 'closed' : 'due',
  );
  const closed = all.filter(({ fate }) => fate === 'closed');
  const closing = now();
  await Promise.all([openSteadily(product, all, later, LATER_MS, () => 'later'), close(product, closed)]);
  await untilSettled(product.dataDir);
  const after = product.cpu();
  if (Math.min(...all.map(({ deadline }) => deadline)) < now())
    throw new Error(`closing took ${Math.round(now() - closing)} ms: deadlines have passed already`);
  const thousands = (count + closed.length) / 1_000;
  return {
    program: (after.program - before.program) / thousands,
    temporal: (after.temporal - before.temporal) / thousands,
  };
}

async function openSteadily(
  { api }: Product,
  all: Window[],
  count: number,
  duration: number,
  fateOf: (index: number) => Fate,
): Promise<void> {
  const start = now();
  const posts: Promise<void>[] = [];
  for (let opened = 0; opened < count;) {
    await sleep(POST_EVERY_MS);
    // Epoch ms without a fraction, as the events have it: deadlines are compared to the millisecond.
    const until = Math.min(count, Math.ceil(((now() - start) * count) / duration));
    const events: PostedEvent[] = [];
    for (; opened < until; opened += 1) {
      const opening = sampleEvent('bench.began', `bench.resource.${all.length}`);
      all.push({
        opening,
        deadline: Date.parse(opening.occurred) + WITHIN_S * 1_000,
        fate: fateOf(opened),
      });
      events.push(opening);
    }
    posts.push(api.post(events));
  }
  await Promise.all(posts);
}

async function close({ api }: Product, closed: readonly Window[]): Promise<void> {
  const parts = Array.from({ length: Math.ceil(closed.length / EVENTS_A_POST) }, (_, part) =>
    closed.slice(part * EVENTS_A_POST, (part + 1) * EVENTS_A_POST),
  );
  await inParallel(parts, POSTS_AT_ONCE, (part) =>
    api.post(part.map(({ opening }) => sampleEvent('bench.ended', opening.resource['prefect.resource.id']!))),
  );
}

interface Watched {
  readonly late50: number;
  readonly late99: number;
  readonly lateMost: number;
  readonly stamp99: number;
  readonly programEach: number;
  readonly temporalEach: number;
  readonly memory: number;
  readonly temporalMemory: number;
}

async function watchDeadlines(product: Product, sink: Sink, all: readonly Window[]): Promise<Watched> {
  const due = all.filter(({ fate }) => fate === 'due');
  const deadlines = new Map(due.map(({ opening, deadline }) => [opening.id, deadline]));
  const times = [...deadlines.values()];
  await sleep(Math.min(...times) - now() - TICK_BEFORE_MS);
  // Other events go on: the events' clock is as late as the last one was.
  const ticking = setInterval(() => void product.api.post([sampleEvent('bench.tick')]), TICK_MS);
  await sleep(Math.min(...times) - now());
  const before = product.cpu();
  await sleep(Math.max(...times) - now() + 1_000);
  clearInterval(ticking);
  const after = product.cpu();
  const memory = product.memory();
  const arrived = sink.arrivals.flatMap(({ body, at }) => {
    const [id = '', stamp = ''] = body.split(' ');
    const deadline = deadlines.get(id);
    return deadline === undefined ? [] : [{ late: at - deadline, stamp: Date.parse(stamp) - deadline }];
  });
  const late = arrived.map((one) => one.late);
  return {
    late50: percentile(late, 50),
    late99: percentile(late, 99),
    lateMost: Math.max(...late),
    stamp99: percentile(
      arrived.map(({ stamp }) => stamp),
      99,
    ),
    programEach: (after.program - before.program) / due.length,
    temporalEach: (after.temporal - before.temporal) / due.length,
    memory: memory.program,
    temporalMemory: memory.temporal,
  };
}

/** Kills everything while windows are open and some come due, and waits until all deadlines have been told. */
async function restartAmid(
  product: Product,
  sink: Sink,
  all: readonly Window[],
): Promise<{ restart: number; caughtUp: number; killed: number }> {
  const start = now();
  await product.restart();
  const ready = now();
  const last = Math.max(...all.map(({ deadline }) => deadline));
  const passed = all.filter(({ fate, deadline }) => fate !== 'closed' && deadline <= ready);
  const expected = all.filter(({ fate }) => fate !== 'closed').length;
  const isTold = (ids: readonly Window[]): boolean => {
    const told = new Set(sink.arrivals.map(({ body }) => body.split(' ')[0]));
    return ids.every(({ opening }) => told.has(opening.id));
  };
  while (!isTold(passed) && now() < ready + PATIENCE_MS) await sleep(100);
  const caughtUp = now();
  await sink.waitFor(expected, Math.max(1_000, last - now()) + PATIENCE_MS).catch(() => undefined);
  // Whatever is made twice or falsely comes within a moment.
  await sleep(2_000);
  return { restart: (ready - start) / 1_000, caughtUp: (caughtUp - start) / 1_000, killed: start };
}

/** @param killed when everything was killed, epoch ms */
function compare(
  sink: Sink,
  all: readonly Window[],
  killed: number,
): { missed: number; early: number; again: number; twice: number } {
  const calls = new Map<string, Arrival[]>();
  for (const arrival of sink.arrivals) {
    const id = arrival.body.split(' ')[0]!;
    calls.set(id, [...(calls.get(id) ?? []), arrival]);
  }
  let [missed, early, again, twice] = [0, 0, 0, 0];
  for (const { opening, deadline, fate } of all) {
    const made = calls.get(opening.id) ?? [];
    const [first, ...others] = made;
    if (fate === 'closed') early += made.length;
    else if (first === undefined) missed += 1;
    else {
      const wasInFlight = first.at > killed - IN_FLIGHT_MS && first.at <= killed + IN_FLIGHT_MS;
      const repeats = others.filter(({ key }) => wasInFlight && key !== null && key === first.key).length;
      again += repeats;
      twice += others.length - repeats;
      // The deadline may have a fraction of a millisecond that the event's time has not.
      early += made.filter(({ at }) => at < deadline - 1).length;
    }
  }
  return { missed, early, again, twice };
}
