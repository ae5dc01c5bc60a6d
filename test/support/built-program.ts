import { execFile } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { waitForLock } from '../../src/processes/os-lock.ts';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '..', '..');
const SOURCES = ['src', 'workflows', 'activities'];

/**
 * The path of the compiled `automations` command. Tests that start it often use this instead of the sources, which
 * would be translated and bundled at each start. It's built first where the sources are newer.
 *
 * `AUTOMATIONS_DIST` names another build, which is then taken as it is: that is how one sees that a test fails
 * when a mechanism is missing.
 */
export async function builtProgram(): Promise<string> {
  const given = process.env['AUTOMATIONS_DIST'];
  if (given !== undefined && given !== '') return resolve(ROOT, given, 'src', 'cli', 'main.js');
  const dist = join(ROOT, 'dist');
  const lock = await waitForLock(join(ROOT, '.cache', 'build.lock'));
  try {
    if (!isBuilt(dist)) await build();
  } finally {
    lock.release();
  }
  return join(dist, 'src', 'cli', 'main.js');
}

function isBuilt(dist: string): boolean {
  const made = ['workflow-bundle.js', 'web/index.html'];
  if (made.some((file) => timeOf(join(dist, file)) === 0)) return false;
  return SOURCES.every((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .every(
        (file) => timeOf(join(dist, folder, file.replace(/ts$/, 'js'))) >= timeOf(join(ROOT, folder, file)),
      ),
  );
}

async function build(): Promise<void> {
  // Type errors are the business of `npm run verify`: the code is written all the same.
  const compiler = join(ROOT, 'node_modules', '.bin', 'tsc');
  await run(compiler, ['-p', 'tsconfig.build.json', '--incremental', 'false'], { cwd: ROOT }).catch(() => {});
  await run(process.execPath, ['dist/scripts/bundle-workflows.js'], { cwd: ROOT });
  await run(process.execPath, ['dist/scripts/build-web.js'], { cwd: ROOT });
}

/** When a file was written, epoch ms; 0 when there is none. */
function timeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
