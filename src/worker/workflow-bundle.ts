import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, type WorkflowBundleOption } from '@temporalio/worker';
import { bundleOptions } from './bundle-options.ts';

/** Made by the build, beside the compiled code. */
const BUILT = fileURLToPath(new URL('../../workflow-bundle.js', import.meta.url));

/**
 * The code of the workflows as the worker loads it: what the build made, else (run from source) bundled now.
 *
 * @returns a path where there is a build, else the code itself
 */
export async function workflowBundle(): Promise<WorkflowBundleOption> {
  if (existsSync(BUILT)) return { codePath: BUILT };
  return bundleWorkflowCode(bundleOptions(fileURLToPath(new URL('../../workflows', import.meta.url))));
}
