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

/** Idle passes that are put off together, and for how long at most, in ms: all that they need of the log is still there. */
const IDLE_PASSES = 16;
const IDLE_MS = 30 * 60_000;

/**
 * How long after its time the next pass may be made if nothing arrives before, in ms. A trigger that is split by
 * `for_each` and has no window has nothing to decide in a pass, but for when the next one is: such passes can be
 * made up for once something arrives, before it is looked at. 0 where a pass may decide something.
 */
export function passPatience(compiled: CompiledTrigger, state: TriggerState): number {
  let patience = IDLE_MS;
  for (const leaf of compiled.leaves) {
    if (leaf.posture === 'Reactive') continue;
    const isIdle =
      leaf.posture === 'Proactive' && leaf.keyLabels.length > 0 && !hasWindows(compiled, state, leaf.leaf);
    if (!isIdle) return 0;
    patience = Math.min(patience, leaf.within * IDLE_PASSES);
  }
  return patience;
}

function hasWindows(compiled: CompiledTrigger, state: TriggerState, leaf: number): boolean {
  const windows = windowsOf(compiled, state)[leaf];
  return windows !== undefined && windows.size > 0;
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

/** About how many characters the windows take up in the state. */
export function stateCharacters(compiled: CompiledTrigger, state: TriggerState): number {
  return windowsOf(compiled, state).reduce((sum, windows) => sum + windows.characters, 0);
}

/** How many windows the state holds. */
export function stateSize(state: TriggerState): number {
  return state.leaves.reduce((sum, leaf) => sum + leaf.rows.length, 0);
}
