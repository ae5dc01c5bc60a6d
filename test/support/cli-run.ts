import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { builtProgram } from './built-program.ts';
import type { HostRequest } from './cli-host.ts';

/** What a run of the command came to. */
export interface CliRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How the command is run. */
export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** What it reads from standard input. */
  readonly stdin?: string;
}

/** The compiled `automations` command, run again and again in a folder and with settings of its own. */
export class Cli {
  /** Where it runs; files of the test belong here. */
  readonly folder: string;
  readonly program: string;
  readonly #env: Record<string, string>;
  #host: Promise<ChildProcess> | undefined;
  #isBusy = false;

  private constructor(program: string, env: Readonly<Record<string, string>>) {
    this.folder = mkdtempSync(join(tmpdir(), 'automations-cli-'));
    this.program = program;
    const inherited = Object.entries(process.env).filter(
      (entry): entry is [string, string] =>
        entry[1] !== undefined &&
        !/^(AUTOMATIONS_|TEMPORAL_|PREFECT_|DATABASE_URL$|PORT$|HOST$|NO_COLOR$|FORCE_COLOR$|XDG_|COLUMNS$)/.test(
          entry[0],
        ),
    );
    const home = { HOME: this.folder, AUTOMATIONS_PROFILES: join(this.folder, 'profiles.json') };
    this.#env = { ...Object.fromEntries(inherited), ...home, ...env };
  }

  /** @param env - on top of a clean environment */
  static async create(env: Readonly<Record<string, string>> = {}): Promise<Cli> {
    return new Cli(await builtProgram(), env);
  }

  /** The environment of its runs. */
  get env(): Readonly<Record<string, string>> {
    return this.#env;
  }

  /** Runs it to its end, whatever that is; one at a time in a process that is kept, others in processes of their own. */
  async run(args: readonly string[], options: RunOptions = {}): Promise<CliRun> {
    if (this.#isBusy) return this.start(args, options);
    this.#isBusy = true;
    try {
      const { env = {}, stdin = '' } = options;
      const host = await (this.#host ??= startHost(this.program));
      const request: HostRequest = { args, env: { ...this.#env, ...env }, cwd: this.folder, stdin };
      return await new Promise((resolve, reject) => {
        const onExit = (code: number | null): void => {
          this.#host = undefined;
          reject(new Error(`automations ${args.join(' ')} ended the process that runs commands: ${code}`));
        };
        host.once('exit', onExit);
        host.once('message', (result: CliRun) => {
          host.off('exit', onExit);
          resolve(result);
        });
        host.send(request);
      });
    } finally {
      this.#isBusy = false;
    }
  }

  /** Runs it in a process of its own: where the process itself is the subject. */
  start(args: readonly string[], options: RunOptions = {}): Promise<CliRun> {
    return this.exec(process.execPath, [this.program, ...args], options);
  }

  /** Runs another program in the same place. */
  exec(command: string, args: readonly string[], { env = {}, stdin }: RunOptions = {}): Promise<CliRun> {
    return new Promise((resolve, reject) => {
      const child = spawn(command, args, { cwd: this.folder, env: { ...this.#env, ...env }, stdio: 'pipe' });
      let stdout = '';
      let stderr = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
      child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
      child.stdin.on('error', () => undefined);
      child.stdin.end(stdin ?? '');
      child.on('error', reject);
      child.on('close', (code) => resolve({ code, stdout, stderr }));
    });
  }

  /** Runs it and answers its output. @throws when its exit code is not 0 */
  async ok(...args: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await this.run(args);
    if (code !== 0) throw new Error(`automations ${args.join(' ')}: ${code}\n${stdout}${stderr}`);
    return stdout;
  }

  /** The same with `-o json`, read. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into results of every shape
  async json(...args: readonly string[]): Promise<any> {
    return JSON.parse(await this.ok(...args, '-o', 'json'));
  }

  close(): void {
    void this.#host?.then((host) => host.kill());
    rmSync(this.folder, { recursive: true, force: true });
  }
}

async function startHost(program: string): Promise<ChildProcess> {
  const host = fork(join(import.meta.dirname, 'cli-host.ts'), [join(dirname(program), 'run.js')], {
    execArgv: ['--import', 'tsx'],
    // Says nothing itself; what it must not swallow shows in the output of the tests.
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await once(host, 'message');
  return host;
}
