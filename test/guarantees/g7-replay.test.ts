import { DeterminismViolationError } from '@temporalio/workflow';
import { Worker } from '@temporalio/worker';
import { describe, expect, inject, test } from 'vitest';
import { VERSION } from '../../src/version.ts';
import type { History } from '../support/histories.ts';
import { recordedHistories, type RecordedHistory } from '../support/recorded-histories.ts';

// G7: workflow code replays every history that a released version wrote. That all of them replay is tested in
// test/workflows/replay.test.ts; here, that they hold everything that a workflow can do, and that replaying finds
// what does not fit. Fails when any command of the workflows changes: turn two `await`s around, leave out a summary's
// timer, give a local activity another name.

/** Numbers that Temporal gives to kinds of history events. */
const KINDS = {
  completed: 2,
  taskTimedOut: 8,
  activityScheduled: 10,
  activityTimedOutOrFailed: 13,
  timerStarted: 17,
  timerFired: 18,
  marker: 25,
  signaled: 26,
  childStarted: 31,
  childCompleted: 32,
  childFailed: 33,
  childCanceled: 34,
  childTerminated: 36,
  continuedAsNew: 28,
  searchAttributes: 40,
  memo: 46,
} as const;

const recorded = recordedHistories();

function kindsIn(history: History): Set<number> {
  return new Set((history.events ?? []).map(({ eventType }) => Number(eventType)));
}

/** Names of the activities and local activities that a history has asked for. */
function activitiesIn(history: History): string[] {
  return (history.events ?? []).flatMap((event) => {
    const scheduled = event.activityTaskScheduledEventAttributes?.activityType?.name;
    const data = event.markerRecordedEventAttributes?.details?.['data']?.payloads?.[0]?.data;
    const text = data ? Buffer.from(data).toString() : '';
    const local = /"activity_type":"(\w+)"/.exec(text)?.[1];
    return [scheduled, local].filter((name) => name !== undefined && name !== null) as string[];
  });
}

async function replay({ name, history }: RecordedHistory): Promise<void> {
  const options = { workflowBundle: { codePath: inject('workflowBundle') } };
  await Worker.runReplayHistory(options, history, name);
}

describe('G7: histories replay', () => {
  test('there are histories of this version', () => {
    const [release] = VERSION.split('-');
    expect(recorded.filter(({ name }) => name.startsWith(`${release}/`))).not.toEqual([]);
  });

  test('they hold all that the workflows do', () => {
    const kinds = recorded.flatMap(({ history }) => [...kindsIn(history)]);
    const missing = Object.entries(KINDS).filter(([, kind]) => !kinds.includes(kind));
    expect(missing).toEqual([]);
    const activities = new Set(recorded.flatMap(({ history }) => activitiesIn(history)));
    const all = [
      ...['act', 'admitFlowRun', 'barrier', 'createScheduledRun', 'eventsClock', 'giveUp', 'loadSnapshot'],
      ...['metricPast', 'runAction', 'saveSnapshot', 'setFlowRunState', 'wakeWaiting'],
    ];
    expect([...activities].sort()).toEqual(all);
  });

  test('a history that the code would not write is found out', async () => {
    const withTimer = recorded.find(({ name }) => name.includes('absence'))!;
    const changed = structuredClone(withTimer);
    const timer = changed.history.events!.find(
      ({ timerStartedEventAttributes }) => timerStartedEventAttributes,
    )!;
    // As if an earlier version had asked for a normal activity where the code sets its timer.
    timer.eventType = KINDS.activityScheduled;
    timer.activityTaskScheduledEventAttributes = {
      activityId: '1',
      activityType: { name: 'act' },
      workflowTaskCompletedEventId: timer.timerStartedEventAttributes!.workflowTaskCompletedEventId!,
    };
    delete (timer as { timerStartedEventAttributes?: unknown }).timerStartedEventAttributes;
    await expect(replay(changed)).rejects.toThrow(DeterminismViolationError);
    await expect(replay(withTimer)).resolves.toBeUndefined();
  });
});
