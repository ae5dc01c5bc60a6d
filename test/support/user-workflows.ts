import {
  ApplicationFailure,
  CancellationScope,
  continueAsNew,
  executeChild,
  isCancellation,
  proxyActivities,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import type { userActivities } from './user-worker.ts';

// Workflows as users of Temporal write them: they know nothing of us.

const { shout, explode } = proxyActivities<typeof userActivities>({
  startToCloseTimeout: '10 seconds',
  retry: { maximumAttempts: 1 },
});

/** Ends at once. */
export async function greet(input?: { name?: string }): Promise<string> {
  return shout(input?.name ?? 'nobody');
}

/** Fails in an activity. */
export async function failing(): Promise<void> {
  await explode();
}

/** Fails by itself. */
export async function rejecting(): Promise<void> {
  throw ApplicationFailure.nonRetryable('the disk is full', 'DiskFull');
}

/** Goes on until it is cancelled, and takes a moment to clean up. */
export async function endless(): Promise<void> {
  try {
    await sleep('1 day');
  } catch (error) {
    if (isCancellation(error)) await CancellationScope.nonCancellable(() => sleep(200));
    throw error;
  }
}

/** Takes this many milliseconds. */
export async function lasting(input: { ms: number }): Promise<void> {
  await sleep(input.ms);
}

/** Fails the first time. */
export async function retrying(): Promise<void> {
  if (workflowInfo().attempt === 1) throw new ApplicationFailure('not yet', 'TooEarly');
}

/** Goes on as a new run this many times. */
export async function continuing(left: number): Promise<void> {
  await sleep(100);
  if (left > 0) await continueAsNew<typeof continuing>(left - 1);
}

/** Has another workflow do it, under this id. */
export async function delegating(input: { type: string; childId: string }): Promise<void> {
  await executeChild(input.type, { workflowId: input.childId, args: [{ name: 'child' }] });
}
