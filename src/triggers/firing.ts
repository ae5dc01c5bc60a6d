import type { MetricReading } from './metrics/metric.ts';
import type { FiringReason } from './reasons.ts';

/** An event by reference. */
export interface EventRef {
  readonly id: string;
  readonly seq: number;
}

/** A trigger has fired. */
export interface TriggerFiring {
  /** Clock time, epoch ms. */
  readonly at: number;
  /** `Resolved`: what made a metric trigger fire has ceased. */
  readonly state: 'Triggered' | 'Resolved';
  /** Each `for_each` entry with its value; empty for composites. */
  readonly labels: Record<string, string>;
  /** The triggering event, if there is one. */
  readonly event: EventRef | null;
  /** Places from the top down, such as `1.0`; empty at the top. */
  readonly trigger: string;
  /** Composites: the children's firings that made it fire, in the order in which they happened. */
  readonly children: TriggerFiring[];
  readonly reason: FiringReason;
  /** Metric triggers: what the metric came to. */
  readonly metric?: MetricReading;
}
