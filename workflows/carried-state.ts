import { patched, workflowInfo } from '@temporalio/workflow';
import type { Item } from '../src/evaluation/items.ts';
import type { AutomationState } from '../src/evaluation/state.ts';
import { local } from './local-activities.ts';
import type { CarriedState } from './messages.ts';

/** A payload may not pass 2 MB; this leaves room for what else goes along and for characters of several bytes. */
const INLINE_CHARACTERS = 600_000;

/** Items that wait may be this large where the state does not go along itself: with it they would pass 2 MB. */
const WAITING_BYTES = 1_800_000;

/** Whose snapshots these are: the automation's, or one of its partitions'. */
export function snapshotOwner({
  automationId,
  partition = 0,
}: Pick<AutomationState, 'automationId' | 'partition'>): string {
  return partition === 0 ? automationId : `${automationId}/${partition}`;
}

/**
 * Puts the state into a form that fits a payload: inline, or in chunks in the store.
 *
 * @param state the state to carry on
 */
export async function carryState(state: AutomationState): Promise<CarriedState> {
  const text = JSON.stringify(state);
  if (text.length <= INLINE_CHARACTERS) return { inline: state };
  const snapshot = workflowInfo().runId;
  return { snapshot, chunks: await saveText(snapshotOwner(state), snapshot, text) };
}

/** Puts a text into the store; the chunk 0 comes last, so that it's all there when that one is. Answers how many chunks. */
export async function saveText(owner: string, snapshot: string, text: string): Promise<number> {
  const chunks = Math.max(1, Math.ceil(text.length / INLINE_CHARACTERS));
  for (let chunk = chunks - 1; chunk >= 0; chunk -= 1) {
    const part = text.slice(chunk * INLINE_CHARACTERS, (chunk + 1) * INLINE_CHARACTERS);
    await local.saveSnapshot({ automationId: owner, snapshot, chunk, text: part });
  }
  return chunks;
}

/** Whether items that wait can go along with the state; what is too much is evaluated first. */
export function fitsInput(waiting: readonly Item[], state: CarriedState): boolean {
  if (waiting.length === 0) return true;
  const text = JSON.stringify(waiting);
  if (text.length <= INLINE_CHARACTERS) return true;
  // Beside a state that is in the store there is more room. Runs of earlier versions did not take it.
  return 'snapshot' in state && bytesOf(text) <= WAITING_BYTES && patched('waiting-beside-snapshot');
}

/** Reads back what {@link carryState} made. */
export async function restoreState(owner: string, carried: CarriedState): Promise<AutomationState> {
  if ('inline' in carried) return carried.inline;
  return loadState(owner, carried.snapshot, carried.chunks);
}

/** Reads a state from the store. */
export async function loadState(owner: string, snapshot: string, chunks: number): Promise<AutomationState> {
  const parts: string[] = [];
  for (let chunk = 0; chunk < chunks; chunk += 1) {
    parts.push(await local.loadSnapshot({ automationId: owner, snapshot, chunk }));
  }
  return JSON.parse(parts.join('')) as AutomationState;
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
