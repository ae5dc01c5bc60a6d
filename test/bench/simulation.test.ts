import { describe, expect, test } from 'vitest';
import type { Costs } from '../../bench/simulation/costs.ts';
import { checkModel } from '../../bench/simulation/check.ts';
import { MEASURED, MEASURED_CORES, MEASURED_ONE } from '../../bench/simulation/measured-costs.ts';
import type { Scenario } from '../../bench/simulation/scenario.ts';
import { simulate } from '../../bench/simulation/simulate.ts';
import { makeTenants } from '../../bench/simulation/tenants.ts';

// What the simulation says is worth nothing unless it keeps to what the real system promises.

const SMALL: Scenario = {
  name: 'small',
  rate: 5_000,
  concerning: 50,
  eventsPerPost: 50,
  tenants: 20,
  idleAutomations: 50,
  windows: 4_000,
  skew: 0.5,
  windowsPerWorkflow: 100,
  placement: 'bucket',
  logPartitions: 4,
  dispatchers: 3,
  workflowThreads: 4,
  historyShards: 8,
  within: 60_000,
  deadlinesPerSecond: 50,
  duration: 4_000,
};

const COSTS: Costs = {
  ingest: 0.05,
  commit: 1,
  append: 0.05,
  read: 0.02,
  item: 0.02,
  signal: 0.5,
  signalServer: 1,
  itemServer: 0.01,
  task: 1,
  evaluate: 0.05,
  taskServer: 1,
  barrier: 1,
  timer: 5,
  network: 0.3,
};

test('nothing is lost, nothing is evaluated twice, every deadline is told once', () => {
  const { measures } = simulate(SMALL, COSTS, 7);
  expect(measures.sent).toBeGreaterThan(10_000);
  expect(measures.acknowledged).toBe(measures.sent);
  expect(measures.evaluated).toBe(measures.concerning);
  expect(measures.repeated).toBe(0);
  expect(measures.silent).toBe(200);
  expect(measures.alarms).toBe(measures.silent);
  expect(measures.falseAlarms).toBe(0);
});

test('the same seed gives the same outcome, another one another', () => {
  const [first, again, other] = [7, 7, 8].map((seed) => JSON.stringify(simulate(SMALL, COSTS, seed)));
  expect(again).toBe(first);
  expect(other).not.toBe(first);
});

describe('when a dispatcher dies', () => {
  // A window is shorter than the time without a dispatcher: whoever trusts a clock would raise false alarms.
  const scenario: Scenario = {
    ...SMALL,
    rate: 3_000,
    windows: 2_000,
    within: 4_000,
    // Just after its position was put on record, with signals on their way.
    dispatcherDiesAt: 1_001,
    duration: 12_000,
  };
  const { measures } = simulate(scenario, { ...COSTS, network: 200 }, 7);

  test('what it had not put on record comes again, and is dropped', () => {
    expect(measures.repeated).toBeGreaterThan(0);
    expect(measures.evaluated).toBe(measures.concerning);
  });

  test('alarms wait for it, and none is false', () => {
    expect(measures.alarm.percentile(99)).toBeGreaterThan(4_000);
    expect(measures.alarms).toBeGreaterThanOrEqual(measures.silent);
    expect(measures.falseAlarms).toBe(0);
  });
});

test('more load than a part of the log can take waits in front of it, and is late instead of lost', () => {
  const costs = { ...COSTS, append: 1 };
  const { measures, busiest, longestQueue } = simulate(SMALL, costs, 7);
  expect(busiest.log).toBeGreaterThan(0.9);
  expect(longestQueue).toBeGreaterThan(1_000);
  expect(measures.evaluated).toBe(measures.concerning);
});

test('each workflow belongs to one part of the log, and buckets even out hot tenants', () => {
  const load = (placement: Scenario['placement']): number => {
    const parts = new Array<number>(16).fill(0);
    for (const { share, logs } of makeTenants({
      ...SMALL,
      tenants: 200,
      skew: 1,
      logPartitions: 16,
      placement,
    })) {
      for (const part of logs) parts[part]! += share / logs.length;
    }
    return Math.max(...parts) * 16;
  };
  expect(load('tenant')).toBeGreaterThan(2);
  expect(load('bucket')).toBeLessThan(1.2);
  for (const { workflows, logs } of makeTenants(SMALL)) expect(workflows % logs.length).toBe(0);
});

describe('the measured costs', () => {
  test('are costs', () => {
    for (const cost of Object.values(MEASURED)) expect(cost).toBeGreaterThanOrEqual(0);
  });

  test('predict the throughput of another set-up within 30 %', () => {
    for (const { what, predicted, measured } of checkModel(MEASURED, MEASURED_ONE, MEASURED_CORES).slice(
      0,
      2,
    )) {
      expect(Math.abs(predicted / measured - 1), what).toBeLessThan(0.3);
    }
  });
});
