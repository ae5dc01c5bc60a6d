import type { CompiledTrigger } from './compile.ts';
import type { EventRef } from './firing.ts';
import { labelsOfKey } from './keys.ts';
import { windowsOf } from './live-windows.ts';
import { metricOf } from './metrics/live-metrics.ts';
import type { MetricReading } from './metrics/metric.ts';
import type { TriggerState } from './state.ts';

/** A window that is being watched, for pages and queries. Times are epoch ms. */
export interface OpenWindow {
  readonly leaf: number;
  /** Path of the trigger. */
  readonly trigger: string;
  readonly labels: Record<string, string>;
  readonly start: number;
  readonly end: number;
  readonly count: number;
  readonly threshold: number;
  /** Events-clock time at which it fires if nothing more comes; null when it will not fire by itself. */
  readonly deadline: number | null;
  /** Proactive triggers: the last event that the window saw. */
  readonly last: EventRef | null;
}

/** The events-clock time of the next pass; null while disabled and when nothing can happen without an event. */
export function nextPass(compiled: CompiledTrigger, state: TriggerState): number | null {
  if (!state.enabled) return null;
  let next: number | null = null;
  for (const leaf of compiled.leaves) {
    const own = leaf.posture !== 'Reactive' ? (state.leaves[leaf.leaf]?.next ?? null) : null;
    if (own !== null && (next === null || own < next)) next = own;
  }
  return next;
}

/** At most `limit` of the windows, leaf by leaf. */
export function openWindows(compiled: CompiledTrigger, state: TriggerState, limit: number): OpenWindow[] {
  const found: OpenWindow[] = [];
  for (const leaf of compiled.leaves) {
    const windows = windowsOf(compiled, state)[leaf.leaf];
    if (!windows) continue;
    for (const [key, row] of windows.entries()) {
      if (found.length >= limit) return found;
      const end = windows.endOf(row);
      found.push({
        leaf: leaf.leaf,
        trigger: leaf.path,
        labels: labelsOfKey(leaf.keyLabels, key),
        start: row[1],
        end,
        count: row[3],
        threshold: leaf.threshold,
        deadline: leaf.posture === 'Proactive' && row[3] < leaf.threshold ? end : null,
        last: windows.lastOf(row),
      });
    }
  }
  return found;
}

/** Where a metric trigger stands, for pages and queries. Times are epoch ms. */
export interface OpenMetric extends MetricReading {
  readonly leaf: number;
  /** Path of the trigger. */
  readonly trigger: string;
  /** Whether it has fired and not resolved yet. */
  readonly state: 'Triggered' | 'Resolved';
}

/** The metrics of a trigger, leaf by leaf, as of the last input. */
export function openMetrics(compiled: CompiledTrigger, state: TriggerState): OpenMetric[] {
  return compiled.leaves.flatMap((leaf) => {
    const own = state.leaves[leaf.leaf];
    const metric = metricOf(leaf, own);
    if (!metric) return [];
    const fired = own?.metric?.fired === true;
    return {
      leaf: leaf.leaf,
      trigger: leaf.path,
      ...metric.reading,
      state: fired ? ('Triggered' as const) : ('Resolved' as const),
    };
  });
}

/** How many windows the state holds. */
export function stateSize(state: TriggerState): number {
  return state.leaves.reduce((sum, leaf) => sum + leaf.rows.length, 0);
}
