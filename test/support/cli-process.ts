import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const ROOT = join(import.meta.dirname, '..', '..');

/** The `automations` command as a process of its own. */
export interface CliProcess {
  readonly child: ChildProcess;
  readonly pid: number;
  /** Everything written so far to stdout. */
  stdout(): string;
  /** Everything written so far to stderr. */
  stderr(): string;
  /** Waits for a line of stdout that matches. @throws when the process ends or the time is over first */
  waitForLine(pattern: RegExp, timeoutMs?: number): Promise<string>;
  /** Waits for the end; `null` after a signal. */
  exitCode(): Promise<number | null>;
  /** Sends a signal and waits for the end. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
}

/**
 * Starts the command, from the sources unless a compiled one is given.
 *
 * @param args - the arguments, such as `['dev']`
 * @param env - variables on top of a clean environment without any of ours or Temporal's
 * @param built - path of the compiled command, see `builtProgram`
 */
export function startCli(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  built?: string,
): CliProcess {
  const clean = Object.entries(process.env).filter(
    ([name]) => !/^(AUTOMATIONS_|TEMPORAL_|DATABASE_URL$|PORT$|HOST$)/.test(name),
  );
  // In the same process as the command, not behind the loader's wrapper: signals and pids must be the command's own.
  const command = built === undefined ? ['--import', 'tsx', join(ROOT, 'src', 'cli', 'main.ts')] : [built];
  const child = spawn(process.execPath, [...command, ...args], {
    cwd: ROOT,
    env: { ...Object.fromEntries(clean), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (child.pid === undefined) throw new Error('the command did not start');
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const ended = once(child, 'close').then(([code]) => code as number | null);

  return {
    child,
    pid: child.pid,
    stdout: () => out,
    stderr: () => err,
    waitForLine: async (pattern, timeoutMs = 60_000) => {
      const deadline = Date.now() + timeoutMs;
      for (;;) {
        const line = out.split('\n').find((text) => pattern.test(text));
        if (line !== undefined) return line;
        if (child.exitCode !== null || child.signalCode !== null || Date.now() > deadline) {
          throw new Error(`no line ${String(pattern)}; stdout:\n${out}\nstderr:\n${err}`);
        }
        await sleep(20);
      }
    },
    exitCode: () => ended,
    end: async (signal = 'SIGTERM') => {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      return await ended;
    },
  };
}
