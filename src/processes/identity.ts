import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Says when a process started, as a text to compare with an earlier answer: a pid alone may have been given to
 * another process since.
 *
 * @returns `undefined` when no such process lives (a zombie counts as dead)
 */
export function processStart(pid: number): string | undefined {
  return process.platform === 'linux' ? linuxStart(pid) : posixStart(pid);
}

/** The command line of a living process as one text, or `undefined` when there is none. */
export function commandLine(pid: number): string | undefined {
  if (process.platform !== 'linux') return ps(pid, 'command=');
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() || undefined;
  } catch {
    return undefined;
  }
}

/**
 * Waits until a process is gone.
 *
 * @param start - what {@link processStart} said about it
 * @param timeoutMs - how long to wait, in milliseconds
 * @returns whether it is gone
 */
export async function waitForExit(pid: number, start: string, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (processStart(pid) === start) {
    if (Date.now() >= deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return true;
}

/** Sends a signal; a process that is gone already is no error. */
export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function linuxStart(pid: number): string | undefined {
  try {
    // The name (2nd field) may hold spaces and brackets: count from behind its closing bracket.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    // Ticks are counted from the boot, so they say nothing without knowing which boot.
    return `${bootId()}/${fields[19] ?? ''}`;
  } catch {
    return undefined;
  }
}

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return 'boot';
  }
}

function posixStart(pid: number): string | undefined {
  if (ps(pid, 'stat=')?.startsWith('Z') === true) return undefined;
  return ps(pid, 'lstart=');
}

function ps(pid: number, column: string): string | undefined {
  try {
    return (
      execFileSync('ps', ['-o', column, '-p', String(pid)], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }).trim() || undefined
    );
  } catch {
    return undefined;
  }
}
