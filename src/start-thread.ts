import { Worker } from 'node:worker_threads';

/**
 * Starts a module as a thread: from the built program, or from the sources, where Node needs help with the types.
 *
 * @param from `import.meta.url` of the caller
 * @param name path of the module, seen from there, without its ending
 */
export function startThread(from: string, name: string, workerData?: unknown): Worker {
  const isSource = from.endsWith('.ts');
  const url = new URL(`${name}${isSource ? '.ts' : '.js'}`, from);
  if (!isSource) return new Worker(url, { workerData });
  const start = `import('tsx/esm/api').then(({ register }) => (register(), import(${JSON.stringify(url.href)})))`;
  return new Worker(start, { eval: true, workerData });
}
