import { describe, expect, it } from 'vitest';
import { readMetricScenarios, readScenarios } from './scenario-files.ts';
import { runScenario } from './scenarios.ts';

describe('conformance scenarios on the trigger engine', () => {
  const scenarios = readScenarios();

  it('finds the scenarios', () => expect(scenarios.length).toBeGreaterThan(200));

  it.each([...scenarios, ...readMetricScenarios()])('$name', async (scenario) => {
    const result = await runScenario(scenario);
    expect(result.detail).toBe('');
    expect(result.ok).toBe(true);
  });

  it('tells a difference', async () => {
    const scenario = scenarios.find((one) => one.expected.length > 0);
    if (!scenario) throw new Error('no scenario with a firing');
    const result = await runScenario({ ...scenario, expected: scenario.expected.slice(1) });
    expect(result).toMatchObject({ ok: false, detail: expect.stringMatching(/^\+ /) });
    expect((await runScenario(scenario, () => [])).detail).toMatch(/^- /);
  });
});
