import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Api } from './api.ts';
import { cpuTime } from './cpu-time.ts';
import { residentMemory } from './memory.ts';

/** The product as its users start it: one process, with Temporal beside it. */
export interface Product {
  /** Another one after a restart: the ports change. */
  readonly api: Api;
  /** Folder of its data. */
  readonly dataDir: string;
  /** CPU time so far, in ms: of the program and of its Temporal. */
  cpu(): { program: number; temporal: number };
  /** Resident memory, in MiB. */
  memory(): { program: number; temporal: number };
  /** Kills program and Temporal and starts both on the same data; resolves when the program says that it is ready. */
  restart(): Promise<void>;
  /** Ends the program in order, does something with its data, and starts it again. */
  whileStopped<T>(task: () => Promise<T>): Promise<T>;
  stop(): Promise<void>;
}

export interface ProductOptions {
  /** Path of the built command. */
  readonly program: string;
  /** A new folder for data and log. */
  readonly folder: string;
  readonly profile: string | undefined;
}

const START_MS = 60_000;

/** The flags of `npm start`: room for the young objects of large posts, else they are copied again and again. */
const FLAGS = ['--max-semi-space-size=64'];

/** A program that has said that it is ready. */
interface Running {
  readonly child: ChildProcess;
  readonly api: Api;
  /** Pid of its Temporal. */
  readonly temporal: number;
}

/** Starts the built program on a new data folder and free ports, with the settings that users have. */
export async function startProduct(options: ProductOptions): Promise<Product> {
  const dataDir = join(options.folder, 'data');
  let running = await launch(options, dataDir);
  return {
    get api() {
      return running.api;
    },
    dataDir,
    cpu: () => ({ program: cpuTime([running.child.pid!]), temporal: cpuTime([running.temporal]) }),
    memory: () => ({
      program: residentMemory(running.child.pid!),
      temporal: residentMemory(running.temporal),
    }),
    async restart() {
      const ended = once(running.child, 'close');
      running.child.kill('SIGKILL');
      process.kill(running.temporal, 'SIGKILL');
      await ended;
      await running.api.close();
      running = await launch(options, dataDir);
    },
    async whileStopped(task) {
      await running.api.close();
      await end(running.child);
      const result = await task();
      running = await launch(options, dataDir);
      return result;
    },
    stop: () => end(running.child),
  };
}

async function launch({ program, folder, profile }: ProductOptions, dataDir: string): Promise<Running> {
  const clean = Object.entries(process.env).filter(
    ([name]) => !/^(AUTOMATIONS_|TEMPORAL_|DATABASE_URL$|PORT$|HOST$)/.test(name),
  );
  const log = openSync(join(folder, 'program.log'), 'a');
  const flags = [...FLAGS, ...(profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`])];
  const child = spawn(process.execPath, [...flags, program, 'dev'], {
    env: { ...Object.fromEntries(clean), AUTOMATIONS_DATA: dataDir, PORT: '0' },
    stdio: ['ignore', 'pipe', log],
  });
  if (child.stdout === null) throw new Error('the program has no output');
  closeSync(log);
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const deadline = Date.now() + START_MS;
  for (;;) {
    const url = /^ready: (\S+)/m.exec(output)?.[1];
    if (url !== undefined) {
      const temporal = Number.parseInt(readFileSync(join(dataDir, 'temporal.pid'), 'utf8'), 10);
      return { child, api: new Api(url), temporal };
    }
    if (child.exitCode !== null || Date.now() > deadline) {
      await end(child);
      throw new Error(
        `the program did not start:\n${output}\n${readFileSync(join(folder, 'program.log'), 'utf8')}`,
      );
    }
    await sleep(50);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'close');
  child.kill('SIGTERM');
  await Promise.race([ended, sleep(20_000, undefined, { ref: false })]);
  child.kill('SIGKILL');
}
