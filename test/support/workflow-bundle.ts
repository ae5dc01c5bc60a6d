import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import type { WorkflowBundleOption } from '@temporalio/worker';
import { bundleWorkflows } from '../../scripts/bundle-workflows.ts';

/** The workflows' code as tests load it: made once and again only when the sources have changed. */
export async function workflowBundle(): Promise<WorkflowBundleOption> {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const codePath = join(root, '.cache', 'workflow-bundle.js');
  await bundleWorkflows({ root, output: codePath });
  return { codePath };
}
