import { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { temporalRunLook } from '../../../src/gateway/dispatcher/run-look.ts';
import { automationWorkflowId, TASK_QUEUE } from '../../../workflows/names.ts';

let env: TestWorkflowEnvironment;

beforeAll(async () => {
  const executable = { type: 'existing-path', path: inject('temporalExecutable') } as const;
  env = await TestWorkflowEnvironment.createLocal({ server: { executable } });
}, 60_000);

afterAll(() => env.teardown());

const id = '0b4b8f5a-2f5e-4c8e-9f43-8f0a2e3f6a01';

test('a task is the same until it is done, and a workflow that is gone has none', async () => {
  const look = temporalRunLook(env.client);
  expect(await look(id)).toBeNull();
  // Nobody polls: the first task stays as it is, whatever signals come.
  const handle = await env.client.workflow.start('automation', {
    workflowId: automationWorkflowId(id),
    taskQueue: TASK_QUEUE,
    args: [{ automationId: id, searchAttributes: false }],
  });
  const first = await look(id);
  expect(first?.task).toEqual(expect.any(String));
  expect(first?.run).toBe(handle.firstExecutionRunId);
  await handle.signal('items', { items: [] });
  const second = await look(id);
  expect(second?.task).toBe(first?.task);
  expect(second?.history).toBe(first!.history + 1);
  await handle.terminate();
  expect(await look(id)).toBeNull();
});
