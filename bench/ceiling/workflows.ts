import { condition, defineSignal, proxyLocalActivities, setHandler, sleep } from '@temporalio/workflow';
import type * as activities from './activities.ts';

/** A batch of input: whatever the workflow makes of it. */
export const batchSignal = defineSignal<[readonly unknown[]]>('batch');

const { call, nothing } = proxyLocalActivities<typeof activities>({ startToCloseTimeout: '30 seconds' });

/** Calls `url` for each item (its text is the body), as soon as it comes. Ends after `total` items. */
export async function callEach(url: string, total: number): Promise<void> {
  await each<string>(total, (item) => call(url, item));
}

/** A no-op local activity for each item. Ends after `total` items. */
export async function actOnEach(total: number): Promise<void> {
  await each(total, () => nothing());
}

/** Counts items and does nothing else. Ends after `total` items. */
export async function countAll(total: number): Promise<void> {
  let count = 0;
  setHandler(batchSignal, (items) => void (count += items.length));
  await condition(() => count >= total);
}

/** Sleeps until each item's deadline (epoch ms), then calls `url` with its text. Ends after `total` items. */
export async function callAtDeadlines(url: string, total: number): Promise<void> {
  await each<{ text: string; deadline: number }>(total, async ({ text, deadline }) => {
    await sleep(Math.max(1, deadline - Date.now()));
    await call(url, text);
  });
}

/** Does nothing for so long (ms). */
export async function last(ms: number): Promise<void> {
  await sleep(ms);
}

async function each<T>(total: number, act: (item: T) => Promise<void>): Promise<void> {
  let done = 0;
  setHandler(batchSignal, (items) => {
    for (const item of items) void act(item as T).then(() => (done += 1));
  });
  await condition(() => done >= total);
}
