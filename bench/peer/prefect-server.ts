import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../src/processes/free-port.ts';
import { PrefectClient } from '../../test/support/prefect.ts';
import { Api } from '../api.ts';
import { cpuTime } from '../cpu-time.ts';
import { residentMemory } from '../memory.ts';
import { processTree } from './process-tree.ts';
import type { System } from './system.ts';

const START_MS = 120_000;

/**
 * Prefect's own server as its guide starts it: `prefect server start`, everything that is on by default, SQLite in a
 * new `PREFECT_HOME`. Only its reports to its makers are off, and it listens on loopback, on a free port.
 */
export async function startPrefect(): Promise<System> {
  const port = await freePort('127.0.0.1', 0);
  const client = new PrefectClient({ PREFECT_LOGGING_SERVER_LEVEL: 'WARNING' });
  const server = client.start('server', 'start', '--host', '127.0.0.1', '--port', String(port));
  const ended = once(server, 'close');
  let output = '';
  for (const stream of [server.stdout, server.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => (output = (output + text).slice(-4_000)));
  }
  const pids = (): number[] => processTree(server.pid!);
  const stop = async (): Promise<void> => {
    const all = pids();
    if (server.exitCode === null) server.kill('SIGINT');
    await Promise.race([ended, sleep(15_000, undefined, { ref: false })]);
    for (const pid of all) kill(pid);
    client.close();
  };
  const url = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + START_MS;
  while (!(await isReady(url))) {
    if (server.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`Prefect's server did not start:\n${output}`);
    }
    await sleep(200);
  }
  const api = new Api(url, { tries: 20 });
  return {
    api,
    cpu: () => cpuTime(pids()),
    memory: () => pids().reduce((sum, pid) => sum + residentMemory(pid), 0),
    async stop() {
      await api.close();
      await stop();
    },
  };
}

/** It answers, and has put its block types on record: that goes on for a while after the start. */
async function isReady(url: string): Promise<boolean> {
  try {
    const reply = await fetch(`${url}/api/block_types/slug/webhook`);
    await reply.arrayBuffer();
    return reply.ok;
  } catch {
    return false;
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}
