import { afterAll, beforeAll, expect, it } from 'vitest';
import { LiveServer } from '../support/live-server.ts';

// A limit that users have set on a task queue is theirs.

let server: LiveServer;
beforeAll(async () => {
  server = await LiveServer.start();
}, 300_000);
afterAll(() => server?.close());

it("a queue that is paused and resumed keeps its users' rate limit", async () => {
  const taskQueue = 'limited';
  const { id } = await server.api('POST', '/work_queues/', { name: taskQueue });
  const { workflowService, options } = await server.temporal();
  const limit = async (): Promise<number | null> => {
    const { config } = await workflowService.describeTaskQueue({
      namespace: options.namespace,
      taskQueue: { name: taskQueue },
      taskQueueType: 2,
      reportConfig: true,
    });
    const { rateLimit, metadata } = config?.queueRateLimit ?? {};
    return metadata && rateLimit ? (rateLimit.requestsPerSecond ?? 0) : null;
  };
  const setLimit = (requestsPerSecond: number | null) =>
    workflowService.updateTaskQueueConfig({
      namespace: options.namespace,
      identity: 'a user',
      taskQueue,
      taskQueueType: 2,
      updateQueueRateLimit: {
        ...(requestsPerSecond !== null && { rateLimit: { requestsPerSecond } }),
        reason: 'the database is slow',
      },
    });
  const pause = (is_paused: boolean) => server.api('PATCH', `/work_queues/${id}`, { is_paused });

  await pause(true);
  expect(await limit()).toBe(0);
  await pause(false);
  expect(await limit()).toBeNull();

  await setLimit(12.5);
  // Resuming what is not paused changes nothing.
  await pause(false);
  expect(await limit()).toBe(12.5);
  for (let round = 0; round < 2; round += 1) {
    await pause(true);
    await pause(true);
    expect(await limit()).toBe(0);
    await pause(false);
    expect(await limit()).toBe(12.5);
  }

  await pause(true);
  await setLimit(3);
  await pause(false);
  expect(await limit()).toBe(3);

  await setLimit(0);
  await pause(true);
  await pause(false);
  expect(await limit()).toBe(0);
}, 60_000);
