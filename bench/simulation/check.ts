import type { Measured } from '../figure.ts';
import type { Costs } from './costs.ts';
import type { Scenario } from './scenario.ts';
import { simulate } from './simulate.ts';

/** What the model says of a run that was measured as well. */
export interface Check {
  readonly what: string;
  readonly unit: string;
  readonly predicted: number;
  readonly measured: number;
}

/** The model at the size of this machine: one gateway that dispatches, one worker, one log, all on the same processors. */
const MACHINE: Scenario = {
  name: 'this machine',
  rate: 0,
  concerning: 100,
  eventsPerPost: 500,
  tenants: 10,
  idleAutomations: 0,
  windows: 100,
  skew: 0,
  windowsPerWorkflow: 1_000,
  placement: 'tenant',
  logPartitions: 1,
  dispatchers: 1,
  workflowThreads: 1,
  historyShards: 4,
  within: 3_600_000,
  deadlinesPerSecond: 0,
  cores: 2,
  duration: 1,
};

/**
 * Predicts what `npm run bench:growth -- --sizes 1` measures, from costs that were measured on another set-up.
 *
 * @param one the figures of one gateway and one worker
 */
export function checkModel(costs: Costs, one: Measured, cores: number): Check[] {
  const scenario = { ...MACHINE, cores };
  const load = { senders: 8, posts: 20 };
  const dense = simulate(scenario, costs, 1, load);
  const ignored = simulate({ ...scenario, concerning: 0 }, costs, 1, { senders: 8, posts: 80 });
  const events = load.posts * scenario.eventsPerPost;
  return [
    {
      what: 'events evaluated',
      unit: '1/s',
      predicted: (events * 1_000) / dense.settledAt,
      measured: one['denseRate'] ?? Number.NaN,
    },
    {
      what: 'events into the log that concern nobody',
      unit: '1/s',
      predicted: (80 * scenario.eventsPerPost * 1_000) / ignored.acknowledgedAt,
      measured: one['ignoredRate'] ?? Number.NaN,
    },
    {
      what: 'signals per 1,000 events evaluated',
      unit: '',
      predicted: (dense.measures.signals * 1_000) / events,
      measured: (one['denseTemporalCommits'] ?? Number.NaN) / (one['sparseTemporalCommits'] ?? Number.NaN),
    },
  ];
}
