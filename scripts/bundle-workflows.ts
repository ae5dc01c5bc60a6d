import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { bundleOptions } from '../src/worker/bundle-options.ts';
import { exists, filesIn, hashFiles } from './sources.ts';

/** What {@link bundleWorkflows} reads and writes. */
export interface BundleOptions {
  /** Folder of the project. */
  readonly root: string;
  /** Path of the bundle to write. */
  readonly output: string;
}

/**
 * Bundles the workflows for the worker. Nothing is done when the bundle was made from the same sources.
 *
 * @returns whether a bundle was written
 * @throws when the sources do not bundle, for instance because a workflow reaches for something forbidden
 */
export async function bundleWorkflows(options: BundleOptions): Promise<boolean> {
  const stampFile = `${options.output}.stamp`;
  const stamp = await fingerprint(options.root);
  const [before] = await Promise.all([
    readFile(stampFile, 'utf8').catch(() => undefined),
    mkdir(dirname(options.output), { recursive: true }),
  ]);
  if (before === stamp && (await exists(options.output))) return false;
  const { code } = await bundleWorkflowCode({
    ...bundleOptions(join(options.root, 'workflows')),
    logger: new DefaultLogger('WARN'),
  });
  // Renamed into place: a worker that starts meanwhile reads the old one or the new one, never a half.
  const draft = `${options.output}.${process.pid}`;
  await writeFile(draft, code);
  await rename(draft, options.output);
  await writeFile(stampFile, stamp);
  return true;
}

/** A hash over everything that may be in the bundle: our sources and the SDK's version. */
async function fingerprint(root: string): Promise<string> {
  const hash = createHash('sha256');
  const sdk = createRequire(import.meta.url)('@temporalio/workflow/package.json') as { version: string };
  hash.update(sdk.version);
  const files = await Promise.all(['workflows', 'src'].map((folder) => filesIn(join(root, folder))));
  await hashFiles(
    hash,
    root,
    files.flat().filter((file) => file.endsWith('.ts')),
  );
  return hash.digest('hex');
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(resolve(process.argv[1])).href) {
  const root = process.cwd();
  const output = join(root, 'dist', 'workflow-bundle.js');
  const written = await bundleWorkflows({ root, output });
  console.log(written ? `wrote ${output}` : `${output} is up to date`);
}
