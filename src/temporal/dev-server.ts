import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../logging.ts';
import { freePort } from '../processes/free-port.ts';
import { processStart, signalProcess } from '../processes/identity.ts';
import { isAnswering } from './answering.ts';
import {
  endServer,
  killServer,
  launchServer,
  waitUntilAnswering,
  type LaunchOptions,
} from './server-process.ts';
import { findLivingServer, removeRecord, serverFiles, type ServerRecord } from './server-record.ts';

/** How the embedded Temporal is run. */
export interface DevServerOptions {
  /** Folder for its database, log and pid. */
  readonly dataDir: string;
  /** Gives the path of the `temporal` program; called when a server has to be started. */
  readonly executable: () => Promise<string>;
  readonly logger: Logger;
  /** Called with a line of text for people. */
  readonly onProgress: (line: string) => void;
  /** Namespace to make; `default` when absent. */
  readonly namespace?: string;
  /** Wanted gRPC port, 7233 when absent; 0 or a taken one gives a free one. */
  readonly port?: number;
  /** Wanted port of the web pages, 8233 when absent; 0 or a taken one gives a free one. */
  readonly uiPort?: number;
}

/** The embedded Temporal: a process of its own, started again whenever it dies. */
export interface DevServer {
  /** Host and port for connections; the same for as long as this object lives. */
  readonly address: string;
  /** URL of the web pages. */
  readonly uiUrl: string;
  /** Whether a server that ran already was taken over. */
  readonly adopted: boolean;
  /** The process that serves now (or died just now). */
  pid(): number;
  /** Ends it in order (10 s, then it is killed) and removes its pid file. */
  stop(): Promise<void>;
  /** Kills it at once, for a program that has no time left. */
  kill(): void;
}

const POLL_MS = 200;
const FIRST_BACKOFF_MS = 100;
const LONGEST_BACKOFF_MS = 5_000;
/** A server that lived this long starts with the shortest back-off again. */
const HEALTHY_MS = 30_000;

/**
 * Starts the embedded Temporal and returns once it answers. One that an earlier process of ours left running on the
 * same data is taken over instead.
 *
 * @throws AutomationError `temporal_start_failed`, or whatever `options.executable` throws
 */
export async function startDevServer(options: DevServerOptions): Promise<DevServer> {
  const dataDir = resolve(options.dataDir);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const files = serverFiles(dataDir);
  const namespace = options.namespace ?? 'default';

  const living = findLivingServer(files);
  const adopted = living !== undefined && (await answersWithin(living.port, 10_000)) ? living : undefined;
  if (adopted !== undefined) options.onProgress(`Temporal runs already (process ${adopted.pid}), using it`);
  else if (living !== undefined) await killServer(living);
  let server = adopted ?? (await startFirst());

  const stopping = new AbortController();
  const supervision = supervise();

  async function startFirst(): Promise<ServerRecord> {
    const executable = await options.executable();
    for (let tries = 1; ; tries += 1) {
      const launch = { executable, files, namespace, ...(await choosePorts(options)) };
      options.onProgress(`starting Temporal on 127.0.0.1:${launch.port}`);
      const started = launchServer(launch);
      try {
        await waitUntilAnswering(started, files);
        return started;
      } catch (error) {
        await endServer(started);
        removeRecord(files);
        // Somebody may have taken the port between the look and the start.
        if (tries === 3) throw error;
      }
    }
  }

  async function supervise(): Promise<void> {
    let backoff = FIRST_BACKOFF_MS;
    let since = Date.now();
    while (!stopping.signal.aborted) {
      if (processStart(server.pid) === server.start) {
        await pause(POLL_MS);
        continue;
      }
      if (Date.now() - since > HEALTHY_MS) backoff = FIRST_BACKOFF_MS;
      options.logger.warn({ pid: server.pid }, `Temporal died, starting it again in ${backoff} ms`);
      await pause(backoff);
      backoff = Math.min(backoff * 2, LONGEST_BACKOFF_MS);
      if (stopping.signal.aborted) return;
      since = Date.now();
      await restart();
    }
  }

  async function restart(): Promise<void> {
    try {
      const launch: LaunchOptions = {
        executable: await options.executable(),
        files,
        namespace,
        port: server.port,
        uiPort: server.uiPort,
      };
      if (stopping.signal.aborted) return;
      server = launchServer(launch);
      await waitUntilAnswering(server, files);
      options.logger.info({ pid: server.pid }, 'Temporal runs again');
    } catch (error) {
      if (!stopping.signal.aborted) {
        options.logger.error({ err: error }, 'Temporal could not be started again');
      }
      await endServer(server);
    }
  }

  function pause(milliseconds: number): Promise<void> {
    return sleep(milliseconds, undefined, { signal: stopping.signal }).catch(() => undefined);
  }

  return {
    address: `127.0.0.1:${server.port}`,
    uiUrl: `http://127.0.0.1:${server.uiPort}`,
    adopted: adopted !== undefined,
    pid: () => server.pid,
    stop: async () => {
      stopping.abort();
      await endServer(server);
      await supervision;
      await endServer(server);
      removeRecord(files);
    },
    kill: () => {
      stopping.abort();
      if (processStart(server.pid) === server.start) signalProcess(server.pid, 'SIGKILL');
      removeRecord(files);
    },
  };
}

async function choosePorts(options: DevServerOptions): Promise<{ port: number; uiPort: number }> {
  const wanted = { port: options.port ?? 7233, uiPort: options.uiPort ?? 8233 };
  const port = await freePort('127.0.0.1', wanted.port);
  const uiPort = await freePort('127.0.0.1', wanted.uiPort, [port]);
  for (const [name, want, got] of [
    ['Temporal', wanted.port, port],
    ["Temporal's UI", wanted.uiPort, uiPort],
  ] as const) {
    if (want !== 0 && want !== got) options.onProgress(`port ${want} is taken: ${name} uses ${got}`);
  }
  return { port, uiPort };
}

async function answersWithin(port: number, milliseconds: number): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  while (!(await isAnswering(port))) if (Date.now() >= deadline) return false;
  return true;
}
