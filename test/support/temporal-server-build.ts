import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { waitForLock } from '../../src/processes/os-lock.ts';
import { readSettings } from '../../src/settings.ts';

/** The release that the Temporal CLI's server is of, so that both are the same code. */
const VERSION = '1.29.1';

/** Temporal as clusters run it, and the tool that makes its tables. */
export interface TemporalPrograms {
  readonly server: string;
  readonly sqlTool: string;
}

/**
 * Builds `temporal-server` and `temporal-sql-tool` with Go at the first call (2 to 8 minutes) and keeps them in the
 * cache folder. `TEMPORAL_SERVER_BIN` names a folder that has both already.
 *
 * @throws Error with the end of Go's output
 */
export async function temporalPrograms(): Promise<TemporalPrograms> {
  const given = process.env['TEMPORAL_SERVER_BIN'];
  const { cacheDir } = readSettings();
  const folder = given !== undefined && given !== '' ? given : join(cacheDir, `temporal-server-${VERSION}`);
  const programs = { server: join(folder, 'temporal-server'), sqlTool: join(folder, 'temporal-sql-tool') };
  if (existsSync(programs.sqlTool)) return programs;
  mkdirSync(cacheDir, { recursive: true });
  const lock = await waitForLock(`${folder}.lock`);
  try {
    if (!existsSync(programs.sqlTool)) await build(folder);
  } finally {
    lock.release();
  }
  return programs;
}

/** An interrupted build leaves nothing that looks like a whole one: the folder gets its name at the end. */
async function build(folder: string): Promise<void> {
  console.error(`building Temporal's server ${VERSION} (minutes, once) …`);
  const work = mkdtempSync(`${folder}-`);
  try {
    await goInstall(work, ['server', 'tools/sql']);
    renameSync(join(work, 'server'), join(work, 'temporal-server'));
    renameSync(join(work, 'sql'), join(work, 'temporal-sql-tool'));
    renameSync(work, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function goInstall(target: string, commands: readonly string[]): Promise<void> {
  const modules = commands.map((command) => `go.temporal.io/server/cmd/${command}@v${VERSION}`);
  return new Promise((resolve, reject) => {
    const go = spawn('go', ['install', ...modules], {
      env: { ...process.env, GOBIN: target, CGO_ENABLED: '0' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let output = '';
    go.stderr.setEncoding('utf8').on('data', (text: string) => (output = (output + text).slice(-2_000)));
    const stop = (): void => void go.kill();
    process.once('exit', stop);
    go.once('error', reject);
    go.once('close', (code) => {
      process.off('exit', stop);
      if (code === 0) resolve();
      else reject(new Error(`go install failed: ${output}`));
    });
  });
}
