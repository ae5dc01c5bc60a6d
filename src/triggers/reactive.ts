import type { CompiledLeaf } from './compile.ts';
import { raise } from './composite.ts';
import { baseOf, leafFiring, note, windowReason } from './evaluation.ts';
import type { Evaluation } from './evaluation.ts';
import type { EventInput } from './input.ts';
import { joinKey, labelsOfKey } from './keys.ts';
import type { LeafMatch } from './project.ts';
import type { WindowRow } from './state.ts';
import { LOOKBACK } from './windows.ts';
import type { LeafWindows } from './windows.ts';

/** Whether each covered event fires by itself, whatever came before: such a leaf remembers nothing. */
export function firesOnEach(leaf: CompiledLeaf): boolean {
  return leaf.posture === 'Reactive' && leaf.after.length === 0 && leaf.within === 0 && leaf.threshold === 1;
}

/** A covered event comes to a reactive leaf (rules R1 to R9, A1 to A7). */
export function reactiveEvent(
  evaluation: Evaluation,
  leaf: CompiledLeaf,
  match: LeafMatch,
  event: EventInput,
): void {
  const key = joinKey(match.key);
  if (firesOnEach(leaf)) {
    fireOn(evaluation, leaf, key, event, { code: 'event-seen', ...baseOf(evaluation, leaf.path) });
    return;
  }

  const needsAfter = leaf.after.length > 0;
  const windows = evaluation.windows[leaf.leaf] as LeafWindows;
  const before = windows.get(key);
  const row = before ?? openFor(leaf, windows, key, match, event);
  if (!row) note(evaluation, { code: 'nothing-to-wait-for', ...baseOf(evaluation, leaf.path) });
  else if (!match.expect) {
    note(
      evaluation,
      windowReason(evaluation, leaf, windows, row, before ? 'window-already-open' : 'window-opened'),
    );
  } else if (event.occurred < row[1]) {
    // The next window after a firing has seen nothing yet: the event belongs to the one that fired.
    const restOfFired = !needsAfter && row[3] === 0;
    note(
      evaluation,
      windowReason(evaluation, leaf, windows, row, restOfFired ? 'fired-in-this-window' : 'before-window'),
    );
  } else if (leaf.within === 0 || event.occurred < windows.endOf(row)) {
    count(evaluation, leaf, windows, key, row, event);
  } else if (needsAfter) {
    note(evaluation, windowReason(evaluation, leaf, windows, row, 'window-expired'));
    windows.remove(key);
  } else {
    startAgain(evaluation, leaf, windows, key, event);
  }
}

function openFor(
  leaf: CompiledLeaf,
  windows: LeafWindows,
  key: string,
  match: LeafMatch,
  event: EventInput,
): WindowRow | undefined {
  const end = event.occurred + leaf.within;
  // An event that fits both opens the window without counting in it: counting brings -1 to 0 (A7).
  if (match.after) return windows.put(key, { start: event.occurred, end, count: match.expect ? -1 : 0 });
  if (leaf.after.length > 0) return undefined;
  return windows.put(key, { start: event.occurred - LOOKBACK, end, count: 0 });
}

function count(
  evaluation: Evaluation,
  leaf: CompiledLeaf,
  windows: LeafWindows,
  key: string,
  row: WindowRow,
  event: EventInput,
): void {
  windows.increment(key, row);
  if (row[3] < leaf.threshold) {
    // Without a `within` a window opened by `after` takes one event only (A6).
    const isOver = leaf.within === 0 && leaf.after.length > 0;
    // Only the event that opened the window leaves the count at 0 (A7).
    const code = isOver ? 'count-too-low' : row[3] === 0 ? 'window-opened' : 'counted';
    note(evaluation, windowReason(evaluation, leaf, windows, row, code));
    if (isOver) windows.remove(key);
    return;
  }
  const reason = windowReason(evaluation, leaf, windows, row, 'threshold-reached');
  const end = windows.endOf(row);
  if (leaf.after.length > 0 || leaf.within === 0) windows.remove(key);
  else windows.put(key, { start: end, end: end + leaf.within, count: 0 });
  fireOn(evaluation, leaf, key, event, reason);
}

/** The event occurred past the end of a window that did not fire: it is the first of a new one (R4, R7). */
function startAgain(
  evaluation: Evaluation,
  leaf: CompiledLeaf,
  windows: LeafWindows,
  key: string,
  event: EventInput,
): void {
  const row = windows.put(key, { start: event.occurred, end: event.occurred + leaf.within, count: 0 });
  note(evaluation, windowReason(evaluation, leaf, windows, row, 'window-started-again'));
  count(evaluation, leaf, windows, key, row, event);
}

function fireOn(
  evaluation: Evaluation,
  leaf: CompiledLeaf,
  key: string,
  event: EventInput,
  reason: Parameters<typeof leafFiring>[3],
): void {
  const labels = labelsOfKey(leaf.keyLabels, key);
  raise(evaluation, leaf, leafFiring(evaluation, labels, { id: event.id, seq: event.seq }, reason));
}
