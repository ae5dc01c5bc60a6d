import { setTimeout as sleep } from 'node:timers/promises';
import type { Snapshots } from '../src/store/snapshots/snapshot-store.ts';

/** How often it is looked, and how long, in ms: together far below a workflow task's time. */
const LOOKS = 40;
const LOOK_MS = 25;

/** Waits a moment until a snapshot is there as a whole. Answers its chunks, 0 when it isn't there yet. */
export async function awaitSnapshot(
  snapshots: Pick<Snapshots, 'chunks'>,
  input: { automationId: string; snapshot: string },
): Promise<number> {
  for (let look = 1; look < LOOKS; look += 1) {
    const chunks = await snapshots.chunks(input);
    if (chunks > 0) return chunks;
    await sleep(LOOK_MS);
  }
  return snapshots.chunks(input);
}
