import { setTimeout as sleep } from 'node:timers/promises';
import { startCluster, type Cluster } from '../../test/support/cluster.ts';
import { Api } from '../api.ts';
import { inParallel, sampleEvent } from '../events.ts';
import type { Measured } from '../figure.ts';
import { latencies } from '../latencies.ts';
import { now, startSink, type Sink } from '../sink.ts';
import { percentile } from '../statistics.ts';
import { watchDatabase, type DatabaseWatch } from './database.ts';
import { between, roleMemory, roleTimes } from './roles.ts';

const AUTOMATIONS = 10;
const THRESHOLD = 1_000;
const EVENTS_A_POST = 500;
const POSTS_AT_ONCE = 8;
const IGNORED = 40_000;
const SPARSE = { rate: 50, count: 400 };
const LATENCY = { rate: 20, count: 120 };
const IDLE_MS = 8_000;

interface Rig {
  readonly cluster: Cluster;
  readonly apis: readonly Api[];
  readonly sink: Sink;
  readonly block: string;
  readonly database: DatabaseWatch;
  readonly temporalDatabase: DatabaseWatch;
}

/**
 * So many gateways and workers over one Postgres (with fsync) and a Temporal server that keeps its histories there as
 * well: what each part costs, and who waits for whom.
 */
export async function measureCluster(program: string, size: number): Promise<Measured> {
  const sink = await startSink();
  const cluster = await startCluster({ program, gateways: size, workers: size, postgres: { fsync: 'on' } });
  const apis = cluster.urls.map((url) => new Api(url));
  const database = await watchDatabase(cluster.databaseUrl);
  const temporalDatabase = await watchDatabase(cluster.server.databaseUrl);
  try {
    const block = await apis[0]!.webhookBlock('sink', sink.url);
    const rig = { cluster, apis, sink, block, database, temporalDatabase };
    await dense(rig, 'warm-up');
    return {
      ...(await ignored(rig)),
      ...(await dense(rig, 'dense')),
      ...(await sparse(rig)),
      ...(await latency(rig)),
      ...(await idle(rig)),
    };
  } finally {
    await Promise.all([...apis.map((api) => api.close()), database.close(), temporalDatabase.close()]);
    await cluster.close();
    await sink.close();
  }
}

/** Large posts of events that concern nobody: what the log takes. */
async function ignored(rig: Rig): Promise<Measured> {
  const posts = bodies(IGNORED, () => 'bench.nobody');
  rig.database.watchLocks();
  const before = roleTimes(rig.cluster);
  const appends = await rig.database.appends();
  const start = now();
  const sender = process.cpuUsage();
  await send(rig, posts);
  const elapsed = now() - start;
  const sent = process.cpuUsage(sender);
  const { waiters, held } = await rig.database.locks();
  await sleep(1_000);
  const times = between(before, roleTimes(rig.cluster));
  const thousands = IGNORED / 1_000;
  return {
    ignoredSender: (sent.user + sent.system) / IGNORED,
    ignoredRate: (IGNORED * 1_000) / elapsed,
    ignoredGateways: sum(times.gateways) / thousands,
    ignoredDispatching: times.gateways[0]! / thousands,
    ignoredOther: (times.gateways[1] ?? 0) / thousands,
    ignoredDatabase: times.ourDatabase / thousands,
    ignoredAppends: ((await rig.database.appends()) - appends) / thousands,
    ignoredWaiters: waiters,
    ignoredHeld: (held * elapsed) / IGNORED,
  };
}

/** Large posts to automations that count to 1,000; all has been evaluated when each of them has fired. */
async function dense(rig: Rig, name: string): Promise<Measured> {
  const { apis, block, sink, cluster } = rig;
  for (let number = 0; number < AUTOMATIONS; number += 1) {
    const trigger = { expect: [`bench.${name}.${number}`], threshold: THRESHOLD, within: 3_600 };
    await apis[0]!.automation(`${name} ${number}`, trigger, block, '{{ event.id }}');
  }
  const events = AUTOMATIONS * THRESHOLD;
  const posts = bodies(events, (index) => `bench.${name}.${index % AUTOMATIONS}`);
  await sleep(1_500);
  sink.clear();
  rig.database.watchLocks();
  const before = roleTimes(cluster);
  const earlier = [await rig.database.appends(), await rig.temporalDatabase.commits()];
  const start = now();
  const sender = process.cpuUsage();
  const arrived = sink.waitFor(AUTOMATIONS, 120_000);
  await Promise.all([send(rig, posts), arrived]);
  const elapsed = now() - start;
  const sent = process.cpuUsage(sender);
  const { waiters, held } = await rig.database.locks();
  await sleep(1_000);
  const times = between(before, roleTimes(cluster));
  const thousands = events / 1_000;
  const memory = roleMemory(cluster);
  return {
    denseSender: (sent.user + sent.system) / events,
    denseRate: (events * 1_000) / elapsed,
    denseGateways: sum(times.gateways) / thousands,
    denseDispatching: times.gateways[0]! / thousands,
    denseOther: (times.gateways[1] ?? 0) / thousands,
    denseWorkers: sum(times.workers) / thousands,
    denseTemporal: times.temporal / thousands,
    denseDatabase: times.ourDatabase / thousands,
    denseTemporalDatabase: times.temporalDatabase / thousands,
    denseTotal:
      (sum(times.gateways) +
        sum(times.workers) +
        times.temporal +
        times.ourDatabase +
        times.temporalDatabase) /
      thousands,
    denseAppends: ((await rig.database.appends()) - earlier[0]!) / thousands,
    denseTemporalCommits: ((await rig.temporalDatabase.commits()) - earlier[1]!) / thousands,
    denseWaiters: waiters,
    denseHeld: (held * elapsed) / events,
    memoryGateway: memory.gateway,
    memoryWorker: memory.worker,
    memoryTemporal: memory.temporal,
  };
}

/** Single events, far enough apart that each is a signal and a workflow task of its own: what these cost. */
async function sparse(rig: Rig): Promise<Measured> {
  const { apis, block, cluster } = rig;
  const trigger = { expect: ['bench.sparse'], threshold: 1_000_000, within: 3_600 };
  await apis[0]!.automation('sparse', trigger, block, '{{ event.id }}');
  await sleep(1_500);
  rig.database.watchLocks();
  const before = roleTimes(cluster);
  const temporalCommits = await rig.temporalDatabase.commits();
  const start = now();
  const acknowledged: number[] = [];
  const posts: Promise<void>[] = [];
  for (let index = 0; index < SPARSE.count; index += 1) {
    await sleep(Math.max(0, start + (index * 1_000) / SPARSE.rate - now()));
    const sent = now();
    const post = apis[index % apis.length]!.post([sampleEvent('bench.sparse')]);
    posts.push(post.then(() => void acknowledged.push(now() - sent)));
  }
  await Promise.all(posts);
  const elapsed = now() - start;
  const { held } = await rig.database.locks();
  await sleep(1_000);
  const times = between(before, roleTimes(cluster));
  const { count } = SPARSE;
  return {
    sparseHeld: (held * elapsed) / count,
    sparseGateways: sum(times.gateways) / count,
    sparseDispatching: times.gateways[0]! / count,
    sparseOther: (times.gateways[1] ?? 0) / count,
    sparseWorkers: sum(times.workers) / count,
    sparseTemporal: times.temporal / count,
    sparseDatabase: times.ourDatabase / count,
    sparseTemporalDatabase: times.temporalDatabase / count,
    sparseTemporalCommits: ((await rig.temporalDatabase.commits()) - temporalCommits) / count,
    acknowledged50: percentile(acknowledged, 50),
  };
}

/** What it costs to be there: CPU in % of a core. */
async function idle({ cluster }: Rig): Promise<Measured> {
  const before = roleTimes(cluster);
  await sleep(IDLE_MS);
  const times = between(before, roleTimes(cluster));
  const percent = (ms: number): number => (ms * 100) / IDLE_MS;
  return {
    idleDispatching: percent(times.gateways[0]!),
    idleGateways: percent(sum(times.gateways)),
    idleWorkers: percent(sum(times.workers)),
    idleTemporal: percent(times.temporal),
    idleDatabase: percent(times.ourDatabase),
    idleTemporalDatabase: percent(times.temporalDatabase),
  };
}

/** From an event's post, to each gateway in turn, to its webhook's arrival. */
async function latency({ apis, block, sink }: Rig): Promise<Measured> {
  await apis[0]!.automation('echo', { expect: ['bench.tick'], threshold: 1 }, block, '{{ event.id }}');
  let turn = 0;
  const post = async (sent: Map<string, number>): Promise<void> => {
    const event = sampleEvent('bench.tick');
    sent.set(event.id, now());
    await apis[turn++ % apis.length]!.post([event]);
  };
  await latencies(sink, { rate: 20, count: 40 }, post);
  const samples = await latencies(sink, LATENCY, post);
  return { latency50: percentile(samples, 50), latency99: percentile(samples, 99) };
}

async function send({ apis }: Rig, posts: readonly string[]): Promise<void> {
  await inParallel(posts, POSTS_AT_ONCE, (body, index) => apis[index % apis.length]!.postBody(body));
}

function bodies(events: number, name: (index: number) => string): string[] {
  return Array.from({ length: events / EVENTS_A_POST }, (_, post) =>
    JSON.stringify(
      Array.from({ length: EVENTS_A_POST }, (__, index) => sampleEvent(name(post * EVENTS_A_POST + index))),
    ),
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
