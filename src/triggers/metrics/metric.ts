import type { MetricDefinition } from '../definition.ts';

/** A metric's measuring rule, ready to be evaluated. Times in milliseconds. */
export interface CompiledMetric {
  readonly name: MetricDefinition['name'];
  readonly operator: MetricDefinition['operator'];
  readonly threshold: number;
  /** How far back samples count. */
  readonly range: number;
  /** How long the condition must have held, or not, before the trigger says so. */
  readonly firingFor: number;
}

/** What a metric came to at an instant. Times in seconds. */
export interface MetricReading {
  readonly name: MetricDefinition['name'];
  /** `successes`: a share from 0 to 1; `duration`, `lateness`: seconds. Null when no flow run is in the range. */
  readonly value: number | null;
  readonly operator: MetricDefinition['operator'];
  readonly threshold: number;
  readonly range: number;
  readonly firing_for: number;
  /** Flow runs in the range. */
  readonly runs: number;
}

/** Seconds to milliseconds, at microseconds' precision. */
function milliseconds(seconds: number): number {
  return Math.round(seconds * 1e6) / 1e3;
}

/** Prepares a metric's definition for evaluation. */
export function compileMetric(definition: MetricDefinition): CompiledMetric {
  const { name, operator, threshold, range, firing_for } = definition;
  return { name, operator, threshold, range: milliseconds(range), firingFor: milliseconds(firing_for) };
}

/**
 * The value of a metric.
 *
 * @param count - samples in the range
 * @param sum - their sum: runs that went well, or whole milliseconds
 * @returns null without samples
 */
export function metricValue(metric: CompiledMetric, count: number, sum: number): number | null {
  if (count === 0) return null;
  // One division of whole numbers: the nearest number to the true value, so that 9 of 10 equals 0.9.
  return metric.name === 'successes' ? sum / count : sum / (count * 1000);
}

/** Whether the condition holds. What has no value breaches nothing. */
export function isBreached({ operator, threshold }: CompiledMetric, value: number | null): boolean {
  if (value === null) return false;
  switch (operator) {
    case '<':
      return value < threshold;
    case '<=':
      return value <= threshold;
    case '>':
      return value > threshold;
    case '>=':
      return value >= threshold;
  }
}

/** A reading as firings, reasons and templates carry it. */
export function readingOf(metric: CompiledMetric, count: number, sum: number): MetricReading {
  const { name, operator, threshold, range, firingFor } = metric;
  return {
    name,
    value: metricValue(metric, count, sum),
    operator,
    threshold,
    range: range / 1000,
    firing_for: firingFor / 1000,
    runs: count,
  };
}
