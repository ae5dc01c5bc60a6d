import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Api } from './api.ts';
import { cpuTime } from './cpu-time.ts';

/** The product as its users start it: one process, with Temporal beside it. */
export interface Product {
  readonly api: Api;
  /** CPU time so far, in ms: of the program and of its Temporal. */
  cpu(): { program: number; temporal: number };
  /** The processes: the program and its Temporal. */
  readonly pids: readonly number[];
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

/** Starts the built program on a new data folder and free ports, with the settings that users have. */
export async function startProduct({ program, folder, profile }: ProductOptions): Promise<Product> {
  const clean = Object.entries(process.env).filter(
    ([name]) => !/^(AUTOMATIONS_|TEMPORAL_|DATABASE_URL$|PORT$|HOST$)/.test(name),
  );
  const log = openSync(join(folder, 'program.log'), 'a');
  const flags = [...FLAGS, ...(profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`])];
  const child = spawn(process.execPath, [...flags, program, 'dev'], {
    env: { ...Object.fromEntries(clean), AUTOMATIONS_DATA: join(folder, 'data'), PORT: '0' },
    stdio: ['ignore', 'pipe', log],
  });
  if (child.stdout === null) throw new Error('the program has no output');
  closeSync(log);
  const ended = once(child, 'close');
  const stop = async (): Promise<void> => {
    if (child.exitCode === null) child.kill('SIGTERM');
    await Promise.race([ended, sleep(20_000, undefined, { ref: false })]);
    child.kill('SIGKILL');
  };
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const deadline = Date.now() + START_MS;
  for (;;) {
    const url = /^ready: (\S+)/m.exec(output)?.[1];
    if (url !== undefined) {
      const temporal = Number.parseInt(readFileSync(join(folder, 'data', 'temporal.pid'), 'utf8'), 10);
      return {
        api: new Api(url),
        cpu: () => ({ program: cpuTime([child.pid!]), temporal: cpuTime([temporal]) }),
        pids: [child.pid!, temporal],
        stop,
      };
    }
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(
        `the program did not start:\n${output}\n${readFileSync(join(folder, 'program.log'), 'utf8')}`,
      );
    }
    await sleep(50);
  }
}
