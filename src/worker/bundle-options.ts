import { join } from 'node:path';
import type { BundleOptions } from '@temporalio/worker';

/** How modern the bundle may be: what every Node that we support has, so that nothing is rewritten into slower code. */
const TARGET = 'es2022';

/**
 * Loaded once for all workflows of a worker, and frozen: these are pure and keep nothing but what hangs on a workflow's
 * own state. Everything else is loaded anew for each workflow, which takes its time and memory.
 */
const SHARED_MODULES = [
  'workflows/short-stacks.ts',
  'src/evaluation/evaluator.ts',
  'src/evaluation/inbox.ts',
  'src/evaluation/packed-items.ts',
  'src/evaluation/state.ts',
  'src/triggers/index.ts',
];

/**
 * How the workflows are bundled.
 *
 * @param workflows path of the folder `workflows`
 */
export function bundleOptions(workflows: string): BundleOptions {
  return {
    workflowsPath: `${workflows}/index.ts`,
    payloadConverterPath: `${workflows}/payload-converter.ts`,
    preloadModules: SHARED_MODULES.map((module) => join(workflows, '..', module)),
    webpackConfigHook: (config) => {
      for (const rule of config.module?.rules ?? []) setTarget(rule);
      return config;
    },
  };
}

/** Sets the target where a rule compiles TypeScript: the SDK's is of 2017, without classes' private fields and object spread. */
function setTarget(rule: unknown): void {
  const { use } = (rule ?? {}) as { use?: { options?: { jsc?: { target?: string } } } };
  if (use?.options?.jsc !== undefined) use.options.jsc.target = TARGET;
}
