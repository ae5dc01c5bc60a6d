import type { Api, PostedEvent } from '../api.ts';
import type { Ceiling } from '../ceiling/ceiling.ts';
import { inParallel, sampleEvent } from '../events.ts';
import type { Measured } from '../figure.ts';
import { now, type Sink } from '../sink.ts';
import { median } from '../statistics.ts';
import type { Scenario } from './scenario.ts';

const AUTOMATIONS = 10;
const THRESHOLD = 1_000;
/** Each automation counts them apart, so that each reaches the threshold this often. */
const RESOURCES = 3;
const FIRINGS = AUTOMATIONS * RESOURCES;
const EVENTS_A_POST = 500;
const POSTS_AT_ONCE = 4;
const REPETITIONS = 3;

/** Times of one run, in ms from the first post: until the last one was acknowledged, and until all was evaluated. */
interface Run {
  readonly acknowledged: number;
  readonly evaluated: number;
}

/** Sends the posts (each a list of events) to where they are evaluated. */
type Evaluate = (run: string, posts: readonly PostedEvent[][]) => Promise<Run>;

/**
 * Ten automations that count to 1,000. They get exactly as many events as that takes, so that all have been evaluated
 * when the last of their webhook calls arrives.
 */
export const evaluation: Scenario = {
  name: 'evaluation',
  figures: [
    {
      key: 'spread',
      what: 'events evaluated, each by 1 of 10 automations',
      unit: '1/s',
      expected: { atLeast: 20_000 },
    },
    { key: 'acknowledged', what: 'of these: acknowledged to the sender', unit: '1/s' },
    { key: 'program', what: 'CPU time per 1,000 events, our process', unit: 'ms' },
    { key: 'temporal', what: 'CPU time per 1,000 events, Temporal', unit: 'ms' },
    { key: 'fanOut', what: 'evaluations, each event by all 10', unit: '1/s' },
  ],

  async product({ api, cpu }, sink, short) {
    const block = await api.webhookBlock('sink', sink.url);
    return measure(cpu, short, async (run, posts) => {
      await createAutomations(api, block, run);
      // Made before the clock starts: the sender's own work is no part of the figure.
      const bodies = posts.map((events) => JSON.stringify(events));
      return timed(sink, () => inParallel(bodies, POSTS_AT_ONCE, (body) => api.postBody(body)));
    });
  },

  ceiling: ({ cpu, start }, _sink, short) =>
    measure(cpu, short, (run, posts) => count({ start }, run.startsWith('all'), posts)),
};

async function measure(
  cpu: () => { program: number; temporal: number },
  short: boolean,
  evaluate: Evaluate,
): Promise<Measured> {
  const repetitions = short ? 1 : REPETITIONS;
  const events = FIRINGS * THRESHOLD;
  await evaluate('warm-up', spread('warm-up'));
  const before = cpu();
  const runs: Run[] = [];
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    const run = `spread-${repetition}`;
    runs.push(await evaluate(run, spread(run)));
  }
  const after = cpu();
  const thousands = (events * repetitions) / 1_000;
  const all = await evaluate('all', fanOut('all'));
  return {
    spread: (events * 1_000) / median(runs.map(({ evaluated }) => evaluated)),
    acknowledged: (events * 1_000) / median(runs.map(({ acknowledged }) => acknowledged)),
    program: (after.program - before.program) / thousands,
    temporal: (after.temporal - before.temporal) / thousands,
    fanOut: (events * 1_000) / all.evaluated,
  };
}

async function createAutomations(api: Api, block: string, run: string): Promise<void> {
  for (let number = 0; number < AUTOMATIONS; number += 1) {
    const trigger = {
      expect: [nameOf(run, number), run],
      for_each: ['prefect.resource.id'],
      threshold: THRESHOLD,
      within: 3_600,
    };
    await api.automation(`${run} ${number}`, trigger, block, '{{ event.id }}');
  }
}

async function timed(sink: Sink, send: () => Promise<void>): Promise<Run> {
  sink.clear();
  const start = now();
  const arrived = sink.waitFor(FIRINGS, 120_000);
  arrived.catch(() => {});
  await send();
  const acknowledged = now() - start;
  await arrived;
  return { acknowledged, evaluated: Math.max(...sink.arrivals.map(({ at }) => at)) - start };
}

/** Whole posts as signals to workflows that only count: to one of ten in turn, or each to all ten. */
async function count(
  ceiling: Pick<Ceiling, 'start'>,
  all: boolean,
  posts: readonly PostedEvent[][],
): Promise<Run> {
  const each = posts.flat().length / (all ? 1 : AUTOMATIONS);
  const workflows = await Promise.all(
    Array.from({ length: AUTOMATIONS }, () => ceiling.start('countAll', each)),
  );
  const start = now();
  await inParallel(posts, POSTS_AT_ONCE, async (events, index) => {
    const to = all ? workflows : [workflows[index % AUTOMATIONS]!];
    await Promise.all(to.map((workflow) => workflow.signal('batch', events)));
  });
  const acknowledged = now() - start;
  await Promise.all(workflows.map((workflow) => workflow.result()));
  return { acknowledged, evaluated: now() - start };
}

/** Each event concerns one automation; those of the ten are mixed. */
function spread(run: string): PostedEvent[][] {
  return posts(FIRINGS * THRESHOLD, (index) => {
    const resource = Math.floor(index / AUTOMATIONS) % RESOURCES;
    return sampleEvent(nameOf(run, index % AUTOMATIONS), `bench.resource.${resource}`);
  });
}

/** Each event concerns all ten. */
function fanOut(run: string): PostedEvent[][] {
  return posts(RESOURCES * THRESHOLD, (index) => sampleEvent(run, `bench.resource.${index % RESOURCES}`));
}

function posts(events: number, make: (index: number) => PostedEvent): PostedEvent[][] {
  return Array.from({ length: events / EVENTS_A_POST }, (_, post) =>
    Array.from({ length: EVENTS_A_POST }, (__, index) => make(post * EVENTS_A_POST + index)),
  );
}

function nameOf(run: string, automation: number): string {
  return `bench.${run}.${automation}`;
}
