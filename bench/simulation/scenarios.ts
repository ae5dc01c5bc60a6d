import type { Scenario } from './scenario.ts';

/** A million events per second, of which 40 % concern automations that keep ten million windows open. */
const LARGE: Scenario = {
  name: 'placed by load',
  rate: 1_000_000,
  concerning: 40,
  eventsPerPost: 500,
  tenants: 1_000,
  idleAutomations: 9_000,
  windows: 10_000_000,
  skew: 0,
  windowsPerWorkflow: 10_000,
  placement: 'bucket',
  logPartitions: 160,
  dispatchers: 40,
  workflowThreads: 80,
  historyShards: 1_024,
  within: 60_000,
  deadlinesPerSecond: 1_000,
  duration: 2_000,
};

/** What `npm run bench:simulation` runs. */
export const SCENARIOS: readonly Scenario[] = [
  LARGE,
  { ...LARGE, name: 'placed by hash', placement: 'tenant' },
  { ...LARGE, name: 'hot tenants, by hash', placement: 'tenant', skew: 1 },
  { ...LARGE, name: 'hot tenants, in buckets', skew: 1 },
  { ...LARGE, name: 'posts of 20', eventsPerPost: 20, dispatchers: 80, workflowThreads: 160 },
  {
    ...LARGE,
    name: 'small workflows',
    windowsPerWorkflow: 1_000,
    dispatchers: 160,
    workflowThreads: 320,
    historyShards: 4_096,
  },
  // An eighth of the system, for longer: the parts of the log do not know of each other, so each behaves as in the whole.
  {
    ...LARGE,
    name: 'a dispatcher dies (1/8)',
    rate: LARGE.rate / 8,
    tenants: LARGE.tenants / 8,
    idleAutomations: LARGE.idleAutomations / 8,
    windows: LARGE.windows / 8,
    logPartitions: LARGE.logPartitions / 8,
    dispatchers: LARGE.dispatchers / 8,
    workflowThreads: LARGE.workflowThreads / 8,
    historyShards: LARGE.historyShards / 8,
    deadlinesPerSecond: LARGE.deadlinesPerSecond / 8,
    dispatcherDiesAt: 2_000,
    duration: 12_000,
  },
];
