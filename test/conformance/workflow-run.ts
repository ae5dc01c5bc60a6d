import { createTimeSkipping } from '../support/time-skipping.ts';
import { workflowBundle } from '../support/workflow-bundle.ts';
import type { Partitioning } from '../../src/evaluation/partitions.ts';
import type { ScenarioFiring, ScenarioInput } from './scenario.ts';
import { runOnWorkflow } from './workflow-driver.ts';

/** Runs scenarios through the real automation workflow, on a time-skipping server of its own. */
export async function runScenariosOnWorkflow(
  scenarios: readonly ScenarioInput[],
  progress: (text: string) => void,
  partitioning?: Partitioning,
): Promise<ScenarioFiring[][]> {
  const env = await createTimeSkipping();
  try {
    return await runOnWorkflow(env, await workflowBundle(), scenarios, progress, partitioning);
  } finally {
    await env.teardown();
  }
}
