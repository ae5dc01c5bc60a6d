import type { CompiledLeaf } from './compile.ts';
import { raise } from './composite.ts';
import { baseOf, leafFiring, note, windowReason } from './evaluation.ts';
import type { Evaluation } from './evaluation.ts';
import type { EventRef } from './firing.ts';
import type { EventInput } from './input.ts';
import { joinKey, labelsOfKey } from './keys.ts';
import type { LeafMatch } from './project.ts';
import type { WindowRow } from './state.ts';
import { LOOKBACK } from './windows.ts';
import type { LeafWindows } from './windows.ts';

/** A covered event comes to a proactive leaf (rules P4 to P8). */
export function proactiveEvent(
  evaluation: Evaluation,
  leaf: CompiledLeaf,
  match: LeafMatch,
  event: EventInput,
): void {
  const windows = evaluation.windows[leaf.leaf] as LeafWindows;
  const key = joinKey(match.key);
  const before = windows.get(key);
  const row = before ?? openFor(leaf, windows, key, match, event);
  if (!row) {
    note(evaluation, { code: 'nothing-to-wait-for', ...baseOf(evaluation, leaf.path) });
    return;
  }
  if (match.after || leaf.after.length === 0) windows.setLast(row, event);
  if (!match.expect) {
    note(
      evaluation,
      windowReason(evaluation, leaf, windows, row, before ? 'window-already-open' : 'window-opened'),
    );
  } else if (event.occurred < row[1]) {
    note(evaluation, windowReason(evaluation, leaf, windows, row, 'before-window'));
  } else if (event.occurred < windows.endOf(row)) {
    count(evaluation, leaf, windows, key, row, match, event);
  } else {
    closeEarly(evaluation, leaf, windows, key, row, event);
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
  // An event that fits both opens the window without counting in it: counting brings -1 to 0 (P8).
  if (match.after)
    return windows.put(key, { start: event.occurred, end, count: match.expect ? -1 : 0, last: event });
  if (leaf.after.length > 0) return undefined;
  return windows.put(key, { start: event.occurred - LOOKBACK, end, count: 0, last: event });
}

function count(
  evaluation: Evaluation,
  leaf: CompiledLeaf,
  windows: LeafWindows,
  key: string,
  row: WindowRow,
  match: LeafMatch,
  event: EventInput,
): void {
  windows.increment(key, row);
  windows.setLast(row, event);
  const isSatisfied = row[3] >= leaf.threshold;
  if (isSatisfied && match.after) {
    const next = windows.put(key, {
      start: event.occurred,
      end: event.occurred + leaf.within,
      count: 0,
      last: event,
    });
    note(evaluation, windowReason(evaluation, leaf, windows, next, 'window-started-again'));
    return;
  }
  note(
    evaluation,
    windowReason(evaluation, leaf, windows, row, isSatisfied ? 'window-satisfied' : 'counted'),
  );
}

/**
 * The event occurred past the window's end, before a pass came to look at it: so the window is over now, by the
 * event's own time. If too little came it fires, with this event as the last it saw; then this event
 * counts in the next window.
 */
function closeEarly(
  evaluation: Evaluation,
  leaf: CompiledLeaf,
  windows: LeafWindows,
  key: string,
  row: WindowRow,
  event: EventInput,
): void {
  const isSatisfied = row[3] >= leaf.threshold;
  const code = isSatisfied ? 'window-satisfied' : 'expected-events-missing';
  const reason = windowReason(evaluation, leaf, windows, row, code);
  if (leaf.after.length > 0) windows.remove(key);
  else windows.put(key, { start: event.occurred, end: event.occurred + leaf.within, count: 1 });
  if (reason.code === 'window-satisfied') note(evaluation, reason);
  else fireAbsence(evaluation, leaf, key, event, reason);
}

/** Fires for a window in which too little came. */
export function fireAbsence(
  evaluation: Evaluation,
  leaf: CompiledLeaf,
  key: string,
  event: EventRef | null,
  reason: Parameters<typeof leafFiring>[3],
): void {
  const last = event && { id: event.id, seq: event.seq };
  raise(evaluation, leaf, leafFiring(evaluation, labelsOfKey(leaf.keyLabels, key), last, reason));
}
