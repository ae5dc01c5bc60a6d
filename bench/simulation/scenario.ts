/** A system and its load, for the simulation. */
export interface Scenario {
  readonly name: string;
  /** Events per second, and how many of 100 of them concern an automation. */
  readonly rate: number;
  readonly concerning: number;
  /** Events per post, all of one tenant. */
  readonly eventsPerPost: number;
  /** Tenants; each has one automation that watches all its resources, and `idle` ones beside it that its events pass by. */
  readonly tenants: number;
  readonly idleAutomations: number;
  /** Resources in all: each has a window open all the time. */
  readonly windows: number;
  /** Tenants by rank get 1, 1/2^skew, 1/3^skew … of load and windows; 0: all the same. */
  readonly skew: number;
  /** A tenant's windows are spread over workflows of this size at most. */
  readonly windowsPerWorkflow: number;
  /**
   * Where events are kept: `tenant` puts all of a tenant into one part of the log; `bucket` spreads tenants that are
   * too large for one over several, by a hash of the resource.
   */
  readonly placement: 'tenant' | 'bucket';
  readonly logPartitions: number;
  readonly dispatchers: number;
  /** Threads that run workflows, in all workers together. */
  readonly workflowThreads: number;
  readonly historyShards: number;
  /** A window's length (ms), how often its resource lets hear of itself (ms), and how many fall silent per second. */
  readonly within: number;
  readonly deadlinesPerSecond: number;
  /** The first dispatcher dies at this time (ms). */
  readonly dispatcherDiesAt?: number;
  /** All of it shares this many processors, and one process is gateway and dispatcher; else each thread has its own. */
  readonly cores?: number;
  /** How long load comes, in ms; after that everything that is left is worked off. */
  readonly duration: number;
}
