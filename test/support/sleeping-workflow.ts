import { sleep } from '@temporalio/workflow';

/** Sleeps and says how long that was by the workflow's clock, in milliseconds. */
export async function sleeping(milliseconds: number): Promise<number> {
  const before = Date.now();
  await sleep(milliseconds);
  return Date.now() - before;
}
