import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

const PACKAGE = 'temporalio==1.18.0';

/** The Python of an environment with Temporal's SDK in it, made in the cache folder at the first call. */
function temporalPython(): string {
  const cache = process.env['AUTOMATIONS_CACHE'] ?? join(homedir(), '.cache', 'temporal-automations');
  const venv = resolve(cache, PACKAGE.replace('==', '-'));
  const python = join(venv, 'bin', 'python');
  if (existsSync(python)) return python;
  mkdirSync(cache, { recursive: true });
  // Whatever is interrupted leaves no half environment behind: it gets its name at the end.
  const scratch = `${venv}.${process.pid}`;
  execFileSync('python3', ['-m', 'venv', scratch], { stdio: 'inherit' });
  execFileSync(join(scratch, 'bin', 'python'), ['-m', 'pip', 'install', '--quiet', PACKAGE], {
    stdio: 'inherit',
  });
  try {
    renameSync(scratch, venv);
  } catch {
    rmSync(scratch, { recursive: true, force: true }); // another process was faster
  }
  return python;
}

/** Starts a Python worker of the workflows in user_worker.py; resolves when it polls. */
export async function startPythonWorker(address: string, taskQueue: string): Promise<ChildProcess> {
  const child = spawn(temporalPython(), [resolve('test/support/user_worker.py'), address, taskQueue], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((done, fail) => {
    child.stdout.once('data', () => done());
    child.once('exit', (code) => fail(new Error(`the Python worker ended with ${code}`)));
  });
  return child;
}
