import { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { temporalOpenTask } from '../../../src/gateway/dispatcher/open-task.ts';
import { automationWorkflowId, TASK_QUEUE } from '../../../workflows/names.ts';

let env: TestWorkflowEnvironment;

beforeAll(async () => {
  const executable = { type: 'existing-path', path: inject('temporalExecutable') } as const;
  env = await TestWorkflowEnvironment.createLocal({ server: { executable } });
}, 60_000);

afterAll(() => env.teardown());

const id = '0b4b8f5a-2f5e-4c8e-9f43-8f0a2e3f6a01';

test('a task is the same until it is done, and a workflow that is gone has none', async () => {
  const openTask = temporalOpenTask(env.client);
  expect(await openTask(id)).toBeNull();
  // Nobody polls: the first task stays as it is, whatever signals come.
  const handle = await env.client.workflow.start('automation', {
    workflowId: automationWorkflowId(id),
    taskQueue: TASK_QUEUE,
    args: [{ automationId: id, searchAttributes: false }],
  });
  const first = await openTask(id);
  expect(first).not.toBeNull();
  await handle.signal('items', { items: [] });
  expect(await openTask(id)).toBe(first);
  await handle.terminate();
  expect(await openTask(id)).toBeNull();
});
