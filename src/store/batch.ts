import type { FiringDraft } from './firings/firing-rows.ts';
import { recordFirings } from './firings/record.ts';
import type { EventDraft } from './log/draft.ts';
import type { Write } from './log/write.ts';
import { movePositions, type Position } from './meta/positions.ts';
import type { FiringActionTable } from './schema.ts';

/** What is written most: it can be repeated without harm, and any number of them can be written as one. */
export interface Batch {
  readonly events: readonly EventDraft[];
  readonly firings: readonly FiringDraft[];
  readonly actions: readonly FiringActionTable[];
  readonly positions: readonly Position[];
}

/** A batch of some of it. */
export function batchOf(parts: Partial<Batch>): Batch {
  return { events: [], firings: [], actions: [], positions: [], ...parts };
}

/** Writes batches as one, the events in the order given. */
export async function putBatches(write: Write, batches: readonly Batch[]): Promise<void> {
  const { events, firings, actions, positions } = joinBatches(batches);
  if (firings.length > 0 || actions.length > 0) await recordFirings(write, firings, actions);
  await movePositions(write.trx, positions);
  if (events.length > 0) await write.append(events);
}

/** Makes one batch of several, in the order given. */
export function joinBatches(batches: readonly Batch[]): Batch {
  return {
    events: batches.flatMap((batch) => batch.events),
    firings: batches.flatMap((batch) => batch.firings),
    actions: batches.flatMap((batch) => batch.actions),
    positions: batches.flatMap((batch) => batch.positions),
  };
}
