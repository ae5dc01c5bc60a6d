import { createTimeSkipping } from '../support/time-skipping.ts';
import { workflowBundle } from '../support/workflow-bundle.ts';
import type { ScenarioFiring, ScenarioInput } from './scenario.ts';
import { runOnWorkflow } from './workflow-driver.ts';

/** Runs scenarios through the real automation workflow, on a time-skipping server of its own. */
export async function runScenariosOnWorkflow(
  scenarios: readonly ScenarioInput[],
  progress: (text: string) => void,
): Promise<ScenarioFiring[][]> {
  const env = await createTimeSkipping();
  try {
    return await runOnWorkflow(env, await workflowBundle(), scenarios, progress);
  } finally {
    await env.teardown();
  }
}
