import type { CompiledTrigger } from './compile.ts';
import type { EventRef } from './firing.ts';
import { labelsOfKey } from './keys.ts';
import { windowsOf } from './live-windows.ts';
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

/** The events-clock time of the next pass; null while disabled and for triggers without proactive leaves. */
export function nextPass(compiled: CompiledTrigger, state: TriggerState): number | null {
  if (!state.enabled) return null;
  let next: number | null = null;
  for (const leaf of compiled.leaves) {
    const own = leaf.posture === 'Proactive' ? (state.leaves[leaf.leaf]?.next ?? null) : null;
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

/** How many windows the state holds. */
export function stateSize(state: TriggerState): number {
  return state.leaves.reduce((sum, leaf) => sum + leaf.rows.length, 0);
}
