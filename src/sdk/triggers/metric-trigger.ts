import type { ResourceMatch, ResourceSpecification, Seconds } from './match.ts';

/** What is measured of flow runs, and when it is out of bounds. */
export interface MetricTriggerQuery {
  /** The share of successes (0 to 1), or the mean duration or lateness in seconds. */
  readonly name: 'successes' | 'duration' | 'lateness';
  readonly threshold: number;
  readonly operator: '<' | '<=' | '>' | '>=';
  /** Over how many seconds back it is computed; 300 when absent, and at least. */
  readonly range?: Seconds;
  /** How many seconds it must be out of bounds; 300 when absent; 0, or 300 at least. */
  readonly firing_for?: Seconds;
}

/** What a {@link MetricTrigger} is made of. */
export interface MetricTriggerOptions extends ResourceMatch {
  readonly metric: MetricTriggerQuery;
}

/**
 * Fires when a metric of flow runs is out of bounds, and resolves when it is back.
 *
 * @example
 * new MetricTrigger({ metric: { name: 'successes', operator: '<', threshold: 0.9, range: 3600 } });
 */
export class MetricTrigger {
  readonly type = 'metric';
  readonly posture = 'Metric';
  readonly id?: string;
  readonly match: ResourceSpecification;
  readonly match_related: ResourceSpecification | readonly ResourceSpecification[];
  readonly metric: Required<MetricTriggerQuery>;

  constructor(options: MetricTriggerOptions) {
    if (options.id !== undefined) this.id = options.id;
    this.match = options.match ?? {};
    this.match_related = options.match_related ?? {};
    this.metric = { range: 300, firing_for: 300, ...options.metric };
  }
}
