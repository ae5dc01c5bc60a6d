import { beforeAll, describe, expect, test } from 'vitest';
import type { ScenarioFiring } from './scenario.ts';
import { readMetricScenarios } from './scenario-files.ts';
import { runScenario } from './scenarios.ts';
import { runScenariosOnWorkflow } from './workflow-run.ts';

describe('metric scenarios through the automation workflow, on the time-skipping server', () => {
  const scenarios = readMetricScenarios();
  const firings = new Map<string, ScenarioFiring[]>();

  beforeAll(async () => {
    const inputs = scenarios.map(({ expected: _expected, ...input }) => input);
    const results = await runScenariosOnWorkflow(inputs, () => undefined);
    for (const [index, { name }] of scenarios.entries()) firings.set(name, results[index]!);
  }, 5 * 60_000);

  test.each(scenarios.map((scenario) => [scenario.name, scenario] as const))('%s', async (name, scenario) => {
    const { detail } = await runScenario(scenario, () => firings.get(name)!);
    expect(detail).toBe('');
  });
});
