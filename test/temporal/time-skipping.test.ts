import { join } from 'node:path';
import { Worker } from '@temporalio/worker';
import { expect, test } from 'vitest';
import type { sleeping } from '../support/sleeping-workflow.ts';
import { createTimeSkipping } from '../support/time-skipping.ts';

test('a sleep of 30 minutes passes in seconds', async () => {
  const environment = await createTimeSkipping();
  try {
    const worker = await Worker.create({
      connection: environment.nativeConnection,
      taskQueue: 'sleeping',
      workflowsPath: join(import.meta.dirname, '..', 'support', 'sleeping-workflow.ts'),
    });
    const minutes = 30 * 60_000;
    const began = Date.now();
    const slept = await worker.runUntil(
      environment.client.workflow.execute<typeof sleeping>('sleeping', {
        taskQueue: 'sleeping',
        workflowId: 'sleeping',
        args: [minutes],
      }),
    );
    expect(slept).toBeGreaterThanOrEqual(minutes);
    expect(Date.now() - began).toBeLessThan(20_000);
  } finally {
    await environment.teardown();
  }
});
