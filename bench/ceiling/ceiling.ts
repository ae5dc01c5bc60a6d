import { fork } from 'node:child_process';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { createLogger } from '../../src/logging.ts';
import { startDevServer } from '../../src/temporal/dev-server.ts';
import { findTemporal } from '../../src/temporal/executable.ts';
import { cpuTime } from '../cpu-time.ts';

/** Bare Temporal: the same server with the same arguments as the product's, and a worker with nothing but what is measured. */
export interface Ceiling {
  /** Starts one of the workflows of `workflows.ts`. */
  start(workflow: string, ...args: unknown[]): Promise<WorkflowHandle>;
  cpu(): { program: number; temporal: number };
  stop(): Promise<void>;
}

/** Starts server and worker; `folder` is a new folder for its data, `cacheDir` where a fetched Temporal is kept. */
export async function startCeiling(folder: string, cacheDir: string): Promise<Ceiling> {
  const server = await startDevServer({
    dataDir: folder,
    executable: async () => (await findTemporal({ cacheDir, onProgress: () => {} })).path,
    logger: createLogger({ level: 'warn' }),
    onProgress: () => {},
    port: 0,
    uiPort: 0,
  });
  const connection = await Connection.connect({ address: server.address });
  let worker: CeilingWorker | undefined;
  const stop = async (): Promise<void> => {
    await worker?.stop();
    await connection.close();
    await server.stop();
  };
  try {
    worker = await startCeilingWorker(server.address);
  } catch (error) {
    await stop();
    throw error;
  }
  const { pid } = worker;
  const client = new Client({ connection });
  return {
    start: (workflow, ...args) =>
      client.workflow.start(workflow, { workflowId: randomUUID(), taskQueue: 'ceiling', args }),
    cpu: () => ({ program: cpuTime([pid]), temporal: cpuTime([server.pid()]) }),
    stop,
  };
}

/** A process that works on the workflows of `workflows.ts`. */
export interface CeilingWorker {
  readonly pid: number;
  stop(): Promise<void>;
}

/** Starts the worker for a Temporal at `address`; resolves when it works. */
export async function startCeilingWorker(address: string): Promise<CeilingWorker> {
  const worker = fork(join(import.meta.dirname, 'worker.ts'), [address], { execArgv: ['--import', 'tsx'] });
  const ended = once(worker, 'close');
  const stop = async (): Promise<void> => {
    worker.kill('SIGTERM');
    await Promise.race([ended, sleep(10_000, undefined, { ref: false })]);
    worker.kill('SIGKILL');
  };
  try {
    await Promise.race([
      once(worker, 'message', { signal: AbortSignal.timeout(60_000) }),
      ended.then(() => Promise.reject(new Error('the worker of the ceiling did not start'))),
    ]);
  } catch (error) {
    await stop();
    throw error;
  }
  return { pid: worker.pid!, stop };
}
