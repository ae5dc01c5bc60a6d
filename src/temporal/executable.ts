import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { AutomationError } from '../errors.ts';
import { waitForLock } from '../processes/os-lock.ts';
import { buildTemporal } from './build.ts';
import { downloadTemporal, DOWNLOAD_SERVICE } from './download.ts';

const run = promisify(execFile);

/** How {@link findTemporal} looks. */
export interface FindOptions {
  /** Where a downloaded or built copy is kept, see `Settings.cacheDir`. */
  readonly cacheDir: string;
  /** Called with a line of text while something takes long. */
  readonly onProgress: (line: string) => void;
  /** The environment; `process.env` when absent. */
  readonly env?: NodeJS.ProcessEnv;
  /** Temporal's download service, or `undefined` to go without; the SDK's one when absent. */
  readonly downloadService?: string | undefined;
}

/** A Temporal CLI that was found to work. */
export interface TemporalExecutable {
  readonly path: string;
  readonly source: 'path' | 'cache' | 'go-bin' | 'download' | 'build';
  /** What it says about itself, such as `temporal version 1.5.1 (Server 1.29.1, UI 2.42.1)`. */
  readonly version: string;
}

/**
 * Finds the Temporal CLI, whose `server start-dev` is the embedded server. In this order: the `PATH`, our cache, the
 * folders of Go, Temporal's download service, a build by Go. The last two put it into the cache, one process at a time.
 *
 * @throws AutomationError `temporal_not_found` that says what was tried and what to do
 */
export async function findTemporal(options: FindOptions): Promise<TemporalExecutable> {
  const tried: string[] = [];
  const found = await findExisting(options, tried);
  if (found !== undefined) return found;

  const lock = await waitForLock(join(options.cacheDir, 'temporal.lock'), () =>
    options.onProgress('another process is fetching the Temporal CLI, waiting for it'),
  );
  try {
    // Whoever had the lock before may have put it there.
    return (await findExisting(options, [])) ?? (await fetchIntoCache(options, tried));
  } finally {
    lock.release();
  }
}

async function findExisting(options: FindOptions, tried: string[]): Promise<TemporalExecutable | undefined> {
  const env = options.env ?? process.env;
  const onPath = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const candidates: [TemporalExecutable['source'], string][] = [
    ...onPath.map((folder): ['path', string] => ['path', join(folder, 'temporal')]),
    ['cache', cachedPath(options.cacheDir)],
    ...goFolders(env).map((folder): ['go-bin', string] => ['go-bin', join(folder, 'temporal')]),
  ];
  for (const [source, path] of candidates) {
    const version = await checkExecutable(path, tried);
    if (version !== undefined) return { path, source, version };
  }
  return undefined;
}

async function fetchIntoCache(options: FindOptions, tried: string[]): Promise<TemporalExecutable> {
  const target = cachedPath(options.cacheDir);
  const service = 'downloadService' in options ? options.downloadService : DOWNLOAD_SERVICE;
  const ways: ['download' | 'build', () => Promise<void>][] = [
    [
      'build',
      () => buildTemporal({ target, env: options.env ?? process.env, onProgress: options.onProgress }),
    ],
  ];
  if (service !== undefined) {
    ways.unshift(['download', () => downloadTemporal({ target, service, onProgress: options.onProgress })]);
  }
  for (const [source, fetchIt] of ways) {
    try {
      await fetchIt();
      const version = await checkExecutable(target, tried);
      if (version !== undefined) return { path: target, source, version };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      options.onProgress(`${source} of the Temporal CLI: ${reason}`);
      tried.push(`${source}: ${reason}`);
    }
  }
  throw new AutomationError(
    'temporal_not_found',
    [
      'No Temporal server could be found or fetched. One of these helps:',
      '  - install the Temporal CLI (https://docs.temporal.io/cli) so that `temporal` is on the PATH',
      '  - install Go (https://go.dev/dl) and start again: the CLI is then built once',
      '  - set TEMPORAL_ADDRESS to a Temporal server that runs already',
      'What was tried besides the PATH:',
      ...tried.map((line) => `  - ${line}`),
    ].join('\n'),
  );
}

/** Says what a CLI is, or `undefined` (with the reason added to `tried`) when there is none or it does not work. */
async function checkExecutable(path: string, tried: string[]): Promise<string | undefined> {
  try {
    await access(path, constants.X_OK);
  } catch {
    return undefined;
  }
  try {
    const { stdout } = await run(path, ['--version'], { timeout: 20_000, killSignal: 'SIGKILL' });
    if (/\bServer \d/.test(stdout)) return stdout.trim();
    tried.push(`${path}: has no server in it`);
  } catch (error) {
    tried.push(
      `${path}: does not run (${error instanceof Error ? error.message.split('\n')[0] : 'unknown'})`,
    );
  }
  return undefined;
}

function cachedPath(cacheDir: string): string {
  return join(cacheDir, 'bin', 'temporal');
}

/** Where `go install` puts programs. The defaults are used instead of asking `go env`, which may be absent. */
function goFolders(env: NodeJS.ProcessEnv): string[] {
  const workspaces = (env['GOPATH'] ?? join(env['HOME'] ?? homedir(), 'go')).split(delimiter);
  const folders = workspaces.filter((folder) => folder !== '').map((folder) => join(folder, 'bin'));
  return env['GOBIN'] ? [env['GOBIN'], ...folders] : folders;
}
