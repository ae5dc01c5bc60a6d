import { Worker } from '@temporalio/worker';
import { expect, inject, test } from 'vitest';
import { recordedHistories } from '../support/recorded-histories.ts';

test('every recorded history replays', async () => {
  const recorded = recordedHistories();
  const failures: string[] = [];
  let replayed = 0;
  const options = { workflowBundle: { codePath: inject('workflowBundle') } };
  const histories = recorded.map(({ name, history }) => ({ workflowId: name, history }));
  for await (const { workflowId, error } of Worker.runReplayHistories(options, histories)) {
    replayed += 1;
    if (error) failures.push(`${workflowId}: ${error.message}`);
  }
  expect(failures).toEqual([]);
  expect(replayed).toBe(recorded.length);
});
