import type { Backend } from '../backends/backend.ts';
import type { Batch } from '../batch.ts';
import { firingChanges } from '../firings/firing-changes.ts';
import { isPackable, pack } from '../log-writer/packed-rows.ts';
import type { LogWriter } from '../log-writer/log-writer.ts';
import { toMicrosecond } from '../time.ts';
import { Appended } from './appended.ts';
import { planAppend } from './plan.ts';

/**
 * Writes a batch in one commit on the writer's thread. Nothing else may be written meanwhile.
 *
 * @returns what was appended, or null when the log had all of it
 */
export async function appendApart(
  backend: Backend,
  writer: LogWriter,
  batch: Batch,
): Promise<Appended | null> {
  const { head, now } = await backend.lockHead(backend.db);
  const at = Math.max(head.at, toMicrosecond(now));
  const plan = await planAppend(backend, backend.db, head, at, batch.events);
  const hasAppended = plan.head.seq !== head.seq || plan.head.heldNumber !== head.heldNumber;
  const hasFirings = batch.firings.length > 0 || batch.actions.length > 0;
  if (!hasAppended && !hasFirings && batch.positions.length === 0) return null;
  const { eventIds } = backend;
  for (const { id, seq } of plan.inserts) if (id !== null) eventIds?.stage(id, seq);
  for (const { id, seq } of plan.releases) eventIds?.stage(id, seq);
  const packed = pack(plan.inserts.filter(isPackable));
  const others = plan.inserts.filter((row) => !isPackable(row));
  await writer.commit({
    packed,
    others,
    releases: plan.releases,
    head: plan.head,
    ids: eventIds?.carryOn() ?? null,
    firings: hasFirings ? firingChanges(batch.firings, batch.actions, at) : null,
    positions: batch.positions,
  });
  if (!hasAppended) return null;
  const appended = new Appended(head.seq);
  appended.add(plan);
  return appended;
}
