import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AutomationError } from '../errors.ts';
import { tryLock } from './os-lock.ts';

/** The hold on a data folder: nobody else may start on it meanwhile. */
export interface DataLock {
  /** Removes the pid file and gives the folder back. */
  release(): void;
}

/**
 * Takes a data folder for this process: makes it (readable by its owner only), locks `server.lock` in it and
 * writes `server.pid`. The system drops the lock when the process dies, so nothing has to be cleaned up after a crash.
 *
 * @throws AutomationError `data_in_use` that names the process that has it
 */
export function lockDataDir(dataDir: string): DataLock {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const pidFile = join(dataDir, 'server.pid');
  const lock = tryLock(join(dataDir, 'server.lock'));
  if (lock === undefined) {
    throw new AutomationError(
      'data_in_use',
      `The data in ${dataDir} is in use by process ${readPid(pidFile) ?? '(unknown)'}. ` +
        'Stop that one first, or choose another folder with AUTOMATIONS_DATA.',
    );
  }
  writeFileSync(pidFile, `${process.pid}\n`);
  return {
    release: () => {
      rmSync(pidFile, { force: true });
      lock.release();
    },
  };
}

/** Reads a pid file; `undefined` when it is absent or holds no pid. */
export function readPid(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, 'utf8').trim());
    return Number.isSafeInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}
