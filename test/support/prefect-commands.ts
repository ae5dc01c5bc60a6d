import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

/** What a Python script or a command of Prefect's CLI came to. */
export interface PrefectRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface Answer extends PrefectRun {
  readonly number: number;
}

/**
 * Runs commands of Prefect's CLI in processes that need not load Prefect each time: that takes ten times as long as the
 * command itself.
 */
export class PrefectCommands {
  readonly #loaded: ChildProcess;
  readonly #waiting = new Map<
    number,
    { resolve: (run: PrefectRun) => void; reject: (error: Error) => void }
  >();
  #number = 0;

  /** @param python the interpreter of an environment with Prefect in it */
  constructor(python: string, env: Readonly<Record<string, string>>) {
    const script = resolve('test/support/prefect_forks.py');
    this.#loaded = spawn(python, [script], { env, stdio: ['pipe', 'pipe', 'inherit'] });
    createInterface({ input: this.#loaded.stdout! }).on('line', (line) => {
      const { number, ...run } = JSON.parse(line) as Answer;
      this.#waiting.get(number)?.resolve(run);
      this.#waiting.delete(number);
    });
    this.#loaded.once('close', (code) => {
      for (const { reject } of this.#waiting.values()) reject(new Error(`Prefect's CLI has ended (${code})`));
      this.#waiting.clear();
    });
  }

  /** Runs a command in a folder. */
  run(args: readonly string[], cwd: string): Promise<PrefectRun> {
    const number = ++this.#number;
    return new Promise((done, reject) => {
      this.#waiting.set(number, { resolve: done, reject });
      this.#loaded.stdin!.write(`${JSON.stringify({ number, args, cwd })}\n`);
    });
  }

  /** Resolves when the process has ended. */
  async close(): Promise<void> {
    const closed = this.#loaded.exitCode === null ? once(this.#loaded, 'close') : null;
    this.#loaded.stdin!.end();
    await closed;
  }
}
