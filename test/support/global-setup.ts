import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { bundleWorkflows } from '../../scripts/bundle-workflows.ts';
import { waitForLock } from '../../src/processes/os-lock.ts';
import { readSettings } from '../../src/settings.ts';
import { findTemporal } from '../../src/temporal/executable.ts';

const ROOT = join(import.meta.dirname, '..', '..');

declare module 'vitest' {
  export interface ProvidedContext {
    /** Path of the Temporal CLI: `inject('temporalExecutable')`. */
    temporalExecutable: string;
    /** Path of the bundled workflows for `Worker.create({ workflowBundle: { codePath } })`. */
    workflowBundle: string;
  }
}

/** Runs once before all test files: finds Temporal (building it if need be) and bundles the workflows. */
export async function setup(project: TestProject): Promise<void> {
  const { path } = await findTemporal({ cacheDir: readSettings().cacheDir, onProgress: console.error });
  project.provide('temporalExecutable', path);

  const output = join(ROOT, '.cache', 'workflow-bundle.js');
  project.provide('workflowBundle', output);
  const lock = await waitForLock(join(ROOT, '.cache', 'workflow-bundle.lock'));
  try {
    await bundleWorkflows({ root: ROOT, output });
  } catch (error) {
    // Only the tests that run workflows need it, and they fail by its absence; `npm test` bundles in a stage before.
    console.error('the workflows do not bundle:', error instanceof Error ? error.message : error);
  } finally {
    lock.release();
  }
}
