import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readPid } from '../processes/data-lock.ts';
import { commandLine, processStart } from '../processes/identity.ts';

/** Where the files of the embedded Temporal lie in a data folder. */
export interface ServerFiles {
  readonly database: string;
  readonly log: string;
  readonly pid: string;
  readonly record: string;
}

/** A running server of a data folder. */
export interface ServerRecord {
  readonly pid: number;
  /** When the process started, see `processStart`: tells it from a later process with the same pid. */
  readonly start: string;
  /** Port of the gRPC interface, on 127.0.0.1. */
  readonly port: number;
  /** Port of the web pages, on 127.0.0.1. */
  readonly uiPort: number;
}

const stored = z.object({ pid: z.number(), start: z.string() });

/** Names the files of the embedded Temporal. */
export function serverFiles(dataDir: string): ServerFiles {
  return {
    database: join(dataDir, 'temporal.db'),
    log: join(dataDir, 'temporal.log'),
    pid: join(dataDir, 'temporal.pid'),
    record: join(dataDir, 'temporal.json'),
  };
}

/** Writes down a running server: `temporal.pid` for people and scripts, `temporal.json` with all of it. */
export function writeRecord(files: ServerFiles, server: ServerRecord): void {
  writeFileSync(files.pid, `${server.pid}\n`);
  const content = {
    ...server,
    address: `127.0.0.1:${server.port}`,
    uiAddress: `http://127.0.0.1:${server.uiPort}`,
  };
  writeFileSync(`${files.record}.new`, `${JSON.stringify(content, null, 2)}\n`);
  renameSync(`${files.record}.new`, files.record);
}

/** Removes what {@link writeRecord} wrote. */
export function removeRecord(files: ServerFiles): void {
  rmSync(files.pid, { force: true });
  rmSync(files.record, { force: true });
}

/**
 * Finds the server that an earlier process of ours left running on these files.
 *
 * The pid file counts, since the server's shell writes it before the server is there. That it is ours is seen from the
 * command line, which names the database file, and from the start time where that got written.
 */
export function findLivingServer(files: ServerFiles): ServerRecord | undefined {
  const pid = readPid(files.pid);
  if (pid === undefined) return undefined;
  const start = processStart(pid);
  const command = commandLine(pid);
  if (start === undefined || command === undefined || !command.includes(files.database)) return undefined;
  const record = readStored(files.record);
  if (record?.pid === pid && record.start !== start) return undefined;
  const port = Number(/ --port (\d+)/.exec(command)?.[1]);
  const uiPort = Number(/ --ui-port (\d+)/.exec(command)?.[1]);
  return port > 0 && uiPort > 0 ? { pid, start, port, uiPort } : undefined;
}

function readStored(file: string): z.infer<typeof stored> | undefined {
  try {
    return stored.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch {
    return undefined;
  }
}
