import type { CompiledLeaf } from '../compile.ts';
import type { LeafState } from '../state.ts';
import { LeafMetric } from './leaf-metric.ts';
import type { MetricState } from './metric-state.ts';

interface Live {
  readonly leaf: CompiledLeaf;
  readonly metric: LeafMetric;
}

/** The metric of each state in use; made again from the state when it has been loaded or reset. */
const live = new WeakMap<MetricState, Live>();

/** A metric leaf's metric, ready to go on; null for other leaves and before the automation was loaded. */
export function metricOf(leaf: CompiledLeaf, state: LeafState | undefined): LeafMetric | null {
  if (!leaf.metric || !state?.metric) return null;
  const known = live.get(state.metric);
  if (known?.leaf === leaf) return known.metric;
  const metric = new LeafMetric(leaf.metric, state.metric);
  live.set(state.metric, { leaf, metric });
  return metric;
}
