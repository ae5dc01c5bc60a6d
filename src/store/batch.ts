import type { FiringDraft } from './firings/firing-rows.ts';
import { recordFirings } from './firings/record.ts';
import type { EventDraft } from './log/draft.ts';
import type { Write } from './log/write.ts';
import type { FiringActionTable } from './schema.ts';

/** What is written most: it can be repeated without harm, and any number of them can be written as one. */
export interface Batch {
  readonly events: readonly EventDraft[];
  readonly firings: readonly FiringDraft[];
  readonly actions: readonly FiringActionTable[];
}

/** Writes batches as one, the events in the order given. */
export async function putBatches(write: Write, batches: readonly Batch[]): Promise<void> {
  const firings = batches.flatMap((batch) => batch.firings);
  const actions = batches.flatMap((batch) => batch.actions);
  if (firings.length > 0 || actions.length > 0) await recordFirings(write, firings, actions);
  await write.append(batches.flatMap((batch) => batch.events));
}
