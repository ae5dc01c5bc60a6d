import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TaskTime } from '../../workflows/task-time.ts';

let real = 0;
vi.mock('@temporalio/workflow', () => ({ workflowInfo: () => ({ unsafe: { now: () => real } }) }));

beforeEach(() => vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

/** The workflow's clock and the real one. */
function clocks(workflow: number, now: number): void {
  vi.setSystemTime(workflow);
  real = now;
}

test('tells how long a task has taken since it began', () => {
  const time = new TaskTime();
  clocks(1_000, 1_020);
  time.note();
  expect(time.elapsed).toBe(0);
  clocks(1_000, 1_720);
  time.note();
  expect(time.elapsed).toBe(700);
});

test('counts what an activity took but once, where the workflow has been told', () => {
  const time = new TaskTime();
  clocks(1_000, 1_020);
  time.note();
  clocks(1_500, 1_600);
  expect(time.elapsed).toBe(80);
});

test('begins anew with the next task, also in a replay', () => {
  const time = new TaskTime();
  clocks(1_000, 5_000);
  time.note();
  clocks(2_000, 5_001);
  time.note();
  expect(time.elapsed).toBe(0);
  clocks(2_000, 5_002);
  expect(time.elapsed).toBe(1);
});
