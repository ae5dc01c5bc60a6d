import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { AutomationError } from '../errors.ts';
import { processStart, signalProcess, waitForExit } from '../processes/identity.ts';
import { isAnswering } from './answering.ts';
import { serverArguments } from './server-arguments.ts';
import { writeRecord, type ServerFiles, type ServerRecord } from './server-record.ts';

const LOG_LIMIT_BYTES = 20 * 1024 * 1024;
/** Longest start that is waited for; a large database or a busy machine takes seconds. */
const START_TIMEOUT_MS = 60_000;

/** What {@link launchServer} needs. */
export interface LaunchOptions {
  readonly executable: string;
  readonly files: ServerFiles;
  readonly namespace: string;
  readonly port: number;
  readonly uiPort: number;
}

/**
 * Starts a server and writes it down; does not wait until it answers.
 *
 * It runs in a session of its own, so that a Ctrl-C in the terminal does not reach it before the worker has stopped.
 */
export function launchServer(options: LaunchOptions): ServerRecord {
  const { executable, files } = options;
  rotateLog(files.log);
  const log = openSync(files.log, 'a');
  try {
    // The shell writes the pid before it becomes the server: were we killed in between, the next start still
    // finds this one instead of starting a second server on the same database.
    const child = spawn(
      '/bin/sh',
      [
        '-c',
        'echo $$ > "$0" && exec "$@"',
        files.pid,
        executable,
        ...serverArguments({ database: files.database, ...options }),
      ],
      { detached: true, stdio: ['ignore', log, log] },
    );
    child.once('error', () => undefined);
    child.unref();
    const start = child.pid === undefined ? undefined : processStart(child.pid);
    if (child.pid === undefined || start === undefined) {
      throw new AutomationError('temporal_start_failed', 'The Temporal server could not be started');
    }
    const record = { pid: child.pid, start, port: options.port, uiPort: options.uiPort };
    writeRecord(files, record);
    return record;
  } finally {
    closeSync(log);
  }
}

/**
 * Waits until a launched server answers.
 *
 * @throws AutomationError `temporal_start_failed` with the end of its log when it ends or does not answer within 60 s
 */
export async function waitUntilAnswering(server: ServerRecord, files: ServerFiles): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(await isAnswering(server.port))) {
    const dead = processStart(server.pid) !== server.start;
    if (!dead && Date.now() < deadline) continue;
    throw new AutomationError(
      'temporal_start_failed',
      `The Temporal server ${dead ? 'ended' : 'does not answer'}; the end of ${files.log}:\n${logTail(files.log)}`,
    );
  }
  if (processStart(server.pid) !== server.start) {
    throw new AutomationError(
      'temporal_start_failed',
      `Port ${server.port} belongs to another Temporal server`,
    );
  }
}

/** Ends a server: asks first, and kills it after 10 s. */
export async function endServer(server: ServerRecord): Promise<void> {
  if (processStart(server.pid) !== server.start) return;
  signalProcess(server.pid, 'SIGTERM');
  if (!(await waitForExit(server.pid, server.start, 10_000))) await killServer(server);
}

/** Kills a server and waits until it is gone; its database survives that. */
export async function killServer(server: ServerRecord): Promise<void> {
  if (processStart(server.pid) !== server.start) return;
  signalProcess(server.pid, 'SIGKILL');
  await waitForExit(server.pid, server.start, 5_000);
}

function rotateLog(file: string): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_LIMIT_BYTES) renameSync(file, `${file}.1`);
}

function logTail(file: string): string {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-5).join('\n');
  } catch {
    return '(no log)';
  }
}
