import { describe, expect, test } from 'vitest';
import { logDriver } from './log-driver.ts';
import { readMetricScenarios, readScenarios } from './scenario-files.ts';
import { runScenario } from './scenarios.ts';

// The engine alone has its own run (scenarios.test.ts); this is what live events go through: the log with its order,
// the dispatcher's routing, and the evaluation with its passes.
describe('scenarios through the log and the dispatcher', () => {
  test.each(
    [...readScenarios(), ...readMetricScenarios()].map((scenario) => [scenario.name, scenario] as const),
  )('%s', async (_name, scenario) => {
    const { detail } = await runScenario(scenario, logDriver);
    expect(detail).toBe('');
  });
});
