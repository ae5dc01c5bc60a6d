import { fileURLToPath } from 'node:url';
import type { WorkerOptions } from '@temporalio/worker';
import type { AutomationsClient } from '../client/client.ts';
import { automationActivities } from './activities.ts';

// Beside this file, in the language that this file is in.
const MODULE = fileURLToPath(
  new URL(`../workflow/interceptors${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url),
);

/** The modules with the workflow's interceptors, for `bundleWorkflowCode({ workflowInterceptorModules })`. */
export function workflowInterceptorModules(): string[] {
  return [MODULE];
}

/** What {@link withAutomations} may be told. */
export interface AutomationsWorkerOptions {
  /** Through which events of workflows are sent; the one that the environment tells of when absent. */
  readonly client?: AutomationsClient;
}

/**
 * Adds to a worker what its workflows need to be suspended with their progress kept, and to emit events: an interceptor
 * and an activity. Nothing else changes, and workflows that began without it go on with it. A worker with a
 * `workflowBundle` needs {@link workflowInterceptorModules} where that is made.
 *
 * @example
 * const worker = await Worker.create(withAutomations({ workflowsPath, activities, taskQueue: 'orders' }));
 */
export function withAutomations<T extends WorkerOptions>(
  options: T,
  { client }: AutomationsWorkerOptions = {},
): T {
  const { interceptors, activities } = options;
  const modules = interceptors?.workflowModules ?? [];
  return {
    ...options,
    interceptors: {
      ...interceptors,
      // First, and so outermost: what others of the user's do is held as well.
      workflowModules: [...workflowInterceptorModules(), ...modules.filter((one) => one !== MODULE)],
    },
    activities: { ...activities, ...automationActivities(client) },
  };
}
