import type { TriggerDefinition } from '../definition.ts';
import type { EventInput } from '../input.ts';
import { LeafMetric } from './leaf-metric.ts';
import type { CompiledMetric } from './metric.ts';
import { newMetricState } from './metric-state.ts';
import type { MetricState } from './metric-state.ts';
import { momentOf } from './moment.ts';
import type { RunStep } from './run-step.ts';

/** What the log had of a metric leaf's flow runs when the leaf began to look. Plain JSON. */
export interface LeafPast {
  readonly leaf: number;
  readonly state: MetricState;
  /** What got into the log before this is no longer there although it is in the range, epoch ms; null: all is there. */
  readonly from: number | null;
}

/** Whether any part of a trigger watches a metric. */
export function hasMetric(trigger: TriggerDefinition): boolean {
  if (trigger.type === 'event') return false;
  return trigger.type === 'metric' || trigger.triggers.some(hasMetric);
}

/** Takes in the flow runs of the time before a metric is looked at: nothing is decided meanwhile. */
export class MetricPast {
  /** What has been taken in so far; its owner may put it into a {@link LeafPast}. */
  readonly state: MetricState = newMetricState(0);
  readonly #metric: LeafMetric;

  constructor(metric: CompiledMetric) {
    // A condition that never lasts for long enough.
    this.#metric = new LeafMetric({ ...metric, firingFor: Infinity }, this.state);
  }

  /** Takes one state change of a flow run, in the order of the log. */
  take(run: RunStep, event: Omit<EventInput, 'type' | 'matches'>): void {
    this.#metric.take(run, momentOf(event), () => undefined);
  }
}
