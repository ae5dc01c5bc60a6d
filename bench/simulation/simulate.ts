import { TriggerIndex } from '../../src/gateway/dispatcher/trigger-index.ts';
import { createRandom, type Random } from '../../test/faults/random.ts';
import type { Costs } from './costs.ts';
import { Dispatcher } from './dispatcher.ts';
import { Engine } from './engine.ts';
import { LogPartition } from './log-partition.ts';
import { Measures } from './measures.ts';
import { partOf } from './partition.ts';
import type { Scenario } from './scenario.ts';
import { PostMaker, tenantPicker } from './sources.ts';
import { logOf, makeTenants, workflowOf, type Tenant } from './tenants.ts';
import { Cores, Thread } from './thread.ts';
import { Workflow } from './workflow.ts';

/** How long a dead dispatcher's lease goes on, and how often others try for it: as the real ones have it, in ms. */
const LEASE_MS = 5_000;
const RETRY_MS = 1_000;

/** What is left when the load ends is worked off within this time, in ms. */
const DRAIN_MS = 120_000;

/** How long a gateway's thread works on a post before others get their turn, in ms. */
const PIECE_MS = 16;

/** What came of a simulation. */
export interface Outcome {
  readonly scenario: Scenario;
  readonly measures: Measures;
  readonly workflows: number;
  /** From the beginning until everything was evaluated, in ms; the load alone takes `scenario.duration`. */
  readonly settledAt: number;
  /** Until everything was acknowledged, in ms. */
  readonly acknowledgedAt: number;
  /** Busiest of each kind while the load came: 1 is all the time. */
  readonly busiest: {
    readonly log: number;
    readonly dispatcher: number;
    readonly workflow: number;
    readonly shard: number;
  };
  /** Entries of one commit, on average. */
  readonly eventsPerCommit: number;
  /** Longest queue of events in front of one part of the log. */
  readonly longestQueue: number;
}

/** Posts whose senders wait for the acknowledgement before they send the next, instead of a steady rate. */
export interface ClosedLoad {
  readonly senders: number;
  readonly posts: number;
}

/**
 * Runs a scenario in simulated time. The same seed gives the same outcome. The trigger index, the projection, the pace
 * of signals and the heap of deadlines are the real ones; what takes time takes what was measured.
 */
export function simulate(scenario: Scenario, costs: Costs, seed: number, closed?: ClosedLoad): Outcome {
  const engine = new Engine();
  const random = createRandom(seed);
  const measures = new Measures();
  const tenants = makeTenants(scenario);
  const cores = scenario.cores === undefined ? undefined : new Cores(scenario.cores);
  /** With a machine of its own, one process is gateway and dispatcher: its thread is shared. */
  const main = cores && new Thread(engine, cores);
  const thread = (): Thread => new Thread(engine, cores);
  const many = <T>(count: number, make: (index: number) => T): T[] =>
    Array.from({ length: count }, (_, i) => make(i));

  const logs = many(scenario.logPartitions, () => new LogPartition(thread(), costs, () => engine.now));
  const shards = many(scenario.historyShards, thread);
  const threads = many(scenario.workflowThreads, thread);
  const last = tenants.at(-1)!;
  const keys = many(Math.max(...tenants.map(({ resources }) => resources)), String);
  const deadlines = new Float64Array(last.firstResource + last.resources).fill(Number.POSITIVE_INFINITY);
  const [placed, applied] = [new Int32Array(deadlines.length), new Int32Array(deadlines.length)];
  for (const log of logs) {
    log.onPlace = ({ tenant, resource, seq }) => {
      if (resource >= 0) placed[tenant.firstResource + resource] = seq;
    };
  }
  const world = { engine, costs, measures, within: scenario.within, deadlines, keys, placed, applied };
  const workflows = tenants.flatMap((tenant) =>
    many(tenant.workflows, (part) => {
      const id = `${tenant.automation}/${part}`;
      const shard = shards[partOf(id, shards.length)]!;
      const log = logs[logOf(tenant, part)]!;
      return new Workflow(world, tenant, log, shard, threads[partOf(`sticky ${id}`, threads.length)]!);
    }),
  );
  const silent = chooseSilent(scenario, tenants, random);
  measures.silent = silent.size;
  openWindows(scenario, tenants, workflows, keys, silent, random);

  const index = indexOf(scenario, tenants);
  const dispatching = { engine, costs, measures, index, workflows };
  const dispatchers = many(scenario.dispatchers, () => new Dispatcher(dispatching, main ?? thread()));
  logs.forEach((log, place) => dispatchers[place % dispatchers.length]!.assign(log, 0));
  if (scenario.dispatcherDiesAt !== undefined) {
    engine.at(scenario.dispatcherDiesAt, () => fail(engine, dispatchers, random));
  }

  const ingest = (ms: number, then: () => void): void => {
    if (!main) {
      engine.after(ms, then);
      return;
    }
    // A post comes in piece by piece, and others get their turn in between.
    const rest = ms - PIECE_MS;
    main.run(Math.min(ms, PIECE_MS), () => (rest > 0 ? ingest(rest, then) : then()));
  };
  const source = { engine, random, costs, measures, logs, tenants, silent: new Set(silent.keys()), ingest };
  const maker = new PostMaker(source, keys, scenario.concerning);
  const pick = tenantPicker(tenants, random);
  if (closed) sendClosed(closed, tenants, (whose, done) => maker.send(whose, scenario.eventsPerPost, done));
  else {
    sendSteadily(engine, scenario, random, () => {
      // A post comes from one tenant.
      const tenant = pick();
      maker.send(
        () => tenant,
        scenario.eventsPerPost,
        () => {},
      );
    });
  }
  for (const workflow of workflows) workflow.start();

  engine.runUntil(scenario.duration);
  const busiest = (of: readonly Thread[]): number =>
    Math.max(...of.map(({ busy }) => busy)) / scenario.duration;
  const share = {
    log: busiest(logs.map((log) => log.thread)),
    dispatcher: busiest(dispatchers.map((dispatcher) => dispatcher.thread)),
    workflow: busiest(threads),
    shard: busiest(shards),
  };
  drain(engine, measures, scenario.duration);
  const longestQueue = Math.max(...logs.map((log) => log.longestQueue));
  const { evaluatedAt: settledAt, acknowledgedAt } = measures;
  return {
    scenario,
    measures,
    workflows: workflows.length,
    settledAt: Math.max(settledAt, scenario.duration),
    acknowledgedAt,
    busiest: share,
    eventsPerCommit:
      logs.reduce((sum, { entries }) => sum + entries.length, 0) /
      logs.reduce((sum, { commits }) => sum + commits, 0),
    longestQueue,
  };
}

/** Lets everything that is under way come to its end. */
function drain(engine: Engine, measures: Measures, from: number): void {
  for (let time = from; time < from + DRAIN_MS; time += 50) {
    engine.runUntil(time);
    const { sent, acknowledged, concerning, evaluated, silent, alarms } = measures;
    if (evaluated === concerning && acknowledged === sent && alarms >= silent) break;
  }
}

function sendSteadily(engine: Engine, scenario: Scenario, random: Random, send: () => void): void {
  const mean = (scenario.eventsPerPost * 1_000) / scenario.rate;
  const next = (time: number): void => {
    if (time >= scenario.duration) return;
    engine.at(time, () => {
      send();
      next(time - mean * Math.log(random.between(1, 1_000_000) / 1_000_001));
    });
  };
  next(0);
}

/** Posts that hold events of all tenants in turn. */
function sendClosed(
  load: ClosedLoad,
  tenants: readonly Tenant[],
  send: (pick: () => Tenant, acknowledged: () => void) => void,
): void {
  let left = load.posts;
  let turn = 0;
  const pick = (): Tenant => tenants[turn++ % tenants.length]!;
  const next = (): void => {
    if (left === 0) return;
    left -= 1;
    send(pick, next);
  };
  for (let sender = 0; sender < load.senders; sender += 1) next();
}

/** The resources that fall silent while the simulation runs, each with the deadline that it will miss. */
function chooseSilent(scenario: Scenario, tenants: readonly Tenant[], random: Random): Map<number, number> {
  const pick = tenantPicker(tenants, random);
  const silent = new Map<number, number>();
  const count = Math.round((scenario.deadlinesPerSecond * scenario.duration) / 1_000);
  while (silent.size < Math.min(count, scenario.windows / 2)) {
    const tenant = pick();
    const resource = tenant.firstResource + random.between(0, tenant.resources - 1);
    silent.set(resource, random.between(0, scenario.duration));
  }
  return silent;
}

/** Every resource has a window: the silent ones' end while the simulation runs, all others' later. */
function openWindows(
  scenario: Scenario,
  tenants: readonly Tenant[],
  workflows: readonly Workflow[],
  keys: readonly string[],
  silent: ReadonlyMap<number, number>,
  random: Random,
): void {
  for (const tenant of tenants) {
    for (let resource = 0; resource < tenant.resources; resource += 1) {
      const deadline =
        silent.get(tenant.firstResource + resource) ??
        scenario.duration + DRAIN_MS + random.between(0, scenario.within);
      workflows[tenant.firstWorkflow + workflowOf(tenant, keys[resource]!)]!.open(resource, deadline);
    }
  }
}

/** The real index, with the automations of all tenants and those that nothing concerns. */
function indexOf(scenario: Scenario, tenants: readonly Tenant[]): TriggerIndex {
  const index = new TriggerIndex();
  const add = (id: string, event: string): void =>
    index.set({
      id,
      version: 1,
      enabled: true,
      trigger: {
        type: 'event',
        posture: 'Proactive',
        after: [event],
        expect: [event],
        match: {},
        match_related: {},
        for_each: ['prefect.resource.id'],
        threshold: 1,
        within: scenario.within / 1_000,
      },
    });
  for (const { automation, event } of tenants) add(automation, event);
  for (let number = 0; number < scenario.idleAutomations; number += 1)
    add(`idle.${number}`, `idle.${number}.*`);
  return index;
}

/** The first dispatcher dies; when its lease is over, the others take up its parts of the log where it stood. */
function fail(engine: Engine, dispatchers: readonly Dispatcher[], random: Random): void {
  const [dead, ...others] = dispatchers;
  dead!.die();
  for (const [place, { log, saved }] of dead!.assignments.entries()) {
    engine.after(LEASE_MS + random.between(0, RETRY_MS), () =>
      others[place % others.length]!.assign(log, saved),
    );
  }
}
