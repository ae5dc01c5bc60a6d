import type { CompiledLeaf } from './compile.ts';
import { note, windowReason } from './evaluation.ts';
import type { Evaluation } from './evaluation.ts';
import { fireAbsence } from './proactive.ts';
import type { LeafState, WindowRow } from './state.ts';
import type { LeafWindows } from './windows.ts';

/** A pass over one proactive leaf (rules P1 to P3). */
interface Pass {
  readonly evaluation: Evaluation;
  readonly leaf: CompiledLeaf;
  readonly windows: LeafWindows;
  /** Events-clock time of the pass. */
  readonly p: number;
  /** Events-clock time until which nothing ran; `p` or less when all is well. */
  readonly resumed: number;
}

/**
 * Looks at the windows of one proactive leaf and sets the time of its next pass.
 *
 * @param p - events-clock time of the pass
 * @param resumed - events-clock time until which the whole system was down, else null
 */
export function passLeaf(
  evaluation: Evaluation,
  leaf: CompiledLeaf,
  state: LeafState,
  p: number,
  resumed: number | null,
): void {
  const windows = evaluation.windows[leaf.leaf] as LeafWindows;
  const pass: Pass = { evaluation, leaf, windows, p, resumed: resumed ?? p };
  const opened = openUnsplit(pass);
  const dropped = dropSatisfied(pass);
  const fired = fireEnded(pass);

  const base = countFrom(pass, fired, opened || dropped);
  const soonest = windows.soonestEnd();
  state.next = Math.min(base + leaf.within, soonest ?? Infinity);
}

/** Step 1: without `for_each` there is always something to watch. */
function openUnsplit({ evaluation, leaf, windows, p }: Pass): boolean {
  if (leaf.keyLabels.length > 0 || windows.get('')) return false;
  const row = windows.put('', { start: p, end: p + leaf.within, count: 0 });
  note(evaluation, windowReason(evaluation, leaf, windows, row, 'window-opened'));
  return true;
}

/** Step 2: what has come need not be waited for, whether or not the window is over. */
function dropSatisfied({ evaluation, leaf, windows }: Pass): boolean {
  let any = false;
  for (const key of windows.satisfied()) {
    note(
      evaluation,
      windowReason(evaluation, leaf, windows, windows.get(key) as WindowRow, 'window-satisfied'),
    );
    windows.remove(key);
    any = true;
  }
  return any;
}

/** Step 3: what is over and was not satisfied fires; without `after` it is watched on. */
function fireEnded({ evaluation, leaf, windows, p, resumed }: Pass): boolean {
  const ended = windows.takeEnded(p);
  for (const key of ended) {
    const row = windows.get(key) as WindowRow;
    const reason = windowReason(evaluation, leaf, windows, row, 'expected-events-missing');
    const last = windows.lastOf(row);
    if (leaf.after.length > 0) windows.remove(key);
    else {
      const start = Math.max(windows.endOf(row), p);
      // A window wholly within a downtime would raise an alarm about the downtime, not about the events.
      const from = start + leaf.within < resumed ? resumed : start;
      windows.put(key, { start: from, end: from + leaf.within, count: 0 });
    }
    fireAbsence(evaluation, leaf, key, last, reason);
  }
  return ended.length > 0;
}

/** The time from which the next pass is counted. */
function countFrom({ leaf, p, resumed }: Pass, fired: boolean, changed: boolean): number {
  if (p + leaf.within >= resumed) return p;
  if (fired) return resumed;
  // Passes in a downtime that would find nothing are skipped, in step with those that would have been.
  return changed ? p : p + Math.floor((resumed - p) / leaf.within) * leaf.within;
}
