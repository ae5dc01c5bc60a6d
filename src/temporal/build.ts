import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Newer tags have a `replace` in their module file, and `go install` refuses those. */
const MODULE = 'github.com/temporalio/cli/cmd/temporal@v1.5.1';
const PROGRESS_INTERVAL_MS = 10_000;

/** What {@link buildTemporal} needs. */
export interface BuildOptions {
  /** Path that the program gets. */
  readonly target: string;
  readonly env: NodeJS.ProcessEnv;
  readonly onProgress: (line: string) => void;
}

/**
 * Builds the Temporal CLI with its server and pages by `go install`.
 *
 * @throws Error with the end of Go's output when there is no Go or it fails
 */
export async function buildTemporal(options: BuildOptions): Promise<void> {
  const folder = dirname(options.target);
  await mkdir(folder, { recursive: true });
  const work = await mkdtemp(join(folder, 'build-'));
  const started = Date.now();
  const say = (): void =>
    options.onProgress(
      `building the Temporal CLI (about 5 minutes, once) … ${elapsed(Date.now() - started)}`,
    );
  say();
  const timer = setInterval(say, PROGRESS_INTERVAL_MS);
  try {
    await goInstall({ ...options.env, GOBIN: work });
    await rename(join(work, 'temporal'), options.target);
  } finally {
    clearInterval(timer);
    await rm(work, { recursive: true, force: true });
  }
}

function goInstall(env: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((resolve, reject) => {
    const go = spawn('go', ['install', MODULE], { env, stdio: ['ignore', 'ignore', 'pipe'] });
    let output = '';
    go.stderr.setEncoding('utf8').on('data', (text: string) => (output = (output + text).slice(-2_000)));
    // Ends with us: an interrupted start must not leave a compiler running for minutes.
    const stop = (): void => void go.kill();
    process.once('exit', stop);
    go.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'ENOENT' ? new Error('there is no `go` on the PATH') : error),
    );
    go.once('close', (code) => {
      process.off('exit', stop);
      if (code === 0) resolve();
      else reject(new Error(`go install failed: ${output.trim().split('\n').slice(-5).join(' / ')}`));
    });
  });
}

/** A time in words, such as `1m20s`. */
function elapsed(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60
    ? `${seconds}s`
    : `${Math.floor(seconds / 60)}m${String(seconds % 60).padStart(2, '0')}s`;
}
