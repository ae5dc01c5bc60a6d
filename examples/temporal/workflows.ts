import {
  ApplicationFailure,
  condition,
  defineSignal,
  proxyActivities,
  setHandler,
} from '@temporalio/workflow';
import type * as activities from './activities.ts';

const { insert, publish } = proxyActivities<typeof activities>({ startToCloseTimeout: '1 minute' });

/** The signal that a transfer waits for. */
export const confirmed = defineSignal('confirmed');

/** Loads rows; fails when the source has none. */
export async function load({ rows }: { rows: number }): Promise<void> {
  await insert(rows);
  if (rows === 0) throw ApplicationFailure.nonRetryable('the source has no rows', 'EmptySource');
}

/** A report about a load. */
export async function report({ about }: { about: string }): Promise<string> {
  return publish(about);
}

/** Waits for a confirmation, which may never come. */
export async function transfer(): Promise<void> {
  let isConfirmed = false;
  setHandler(confirmed, () => void (isConfirmed = true));
  await condition(() => isConfirmed);
}
