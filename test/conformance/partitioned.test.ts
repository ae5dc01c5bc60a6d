import { beforeAll, describe, expect, test } from 'vitest';
import type { ScenarioFiring } from './scenario.ts';
import { readScenarios } from './scenario-files.ts';
import { runScenario } from './scenarios.ts';
import { runScenariosOnWorkflow } from './workflow-run.ts';

/** Every automation is spread over three workflows as soon as it has a window. */
const FORCED = { characters: 0, factor: 3, most: 3 };

/**
 * Passes are made by each workflow for its own keys (rule P3). Here a key's satisfied window is dropped by a pass that another
 * key's deadline brings about, and the next event opens a new one; apart from each other they see fewer passes.
 */
const PASSES_ACROSS_KEYS = ['random-public-115'];

describe('scenarios whose keys are spread over workflows', () => {
  const scenarios = readScenarios().filter(
    ({ name, automation: { trigger } }) =>
      (trigger['type'] ?? 'event') === 'event' &&
      ((trigger['for_each'] ?? []) as unknown[]).length > 0 &&
      !PASSES_ACROSS_KEYS.includes(name),
  );
  const firings = new Map<string, ScenarioFiring[]>();

  beforeAll(async () => {
    const inputs = scenarios.map(({ expected: _expected, ...input }) => input);
    const results = await runScenariosOnWorkflow(inputs, () => undefined, FORCED);
    for (const [index, { name }] of scenarios.entries()) firings.set(name, results[index]!);
  }, 15 * 60_000);

  test.each(scenarios.map((scenario) => [scenario.name, scenario] as const))('%s', async (name, scenario) => {
    const { detail } = await runScenario(scenario, () => firings.get(name)!);
    expect(detail).toBe('');
  });
});
