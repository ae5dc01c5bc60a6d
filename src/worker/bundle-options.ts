import type { BundleOptions } from '@temporalio/worker';

/** How modern the bundle may be: what every Node that we support has, so that nothing is rewritten into slower code. */
const TARGET = 'es2022';

/**
 * How the workflows are bundled.
 *
 * @param workflows path of the folder `workflows`
 */
export function bundleOptions(workflows: string): BundleOptions {
  return {
    workflowsPath: `${workflows}/index.ts`,
    payloadConverterPath: `${workflows}/payload-converter.ts`,
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
