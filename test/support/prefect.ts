import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PrefectCommands, type PrefectRun } from './prefect-commands.ts';

/** The real thing that the gateway must work with; newer fastapi breaks this release. */
const packages = ['prefect==3.8.8', 'fastapi==0.139.0'];

/**
 * The folder of a Python environment with Prefect in it: `PREFECT_VENV`, or one made in the cache folder at the
 * first call (a few minutes).
 */
export function prefectVenv(): string {
  const given = process.env['PREFECT_VENV'];
  if (given !== undefined && given !== '') return given;
  const cache = process.env['AUTOMATIONS_CACHE'] ?? join(homedir(), '.cache', 'temporal-automations');
  const venv = resolve(cache, 'prefect-3.8.8');
  if (existsSync(join(venv, 'bin', 'prefect'))) return venv;
  mkdirSync(cache, { recursive: true });
  // Whatever is interrupted leaves no half environment behind: it gets its name at the end.
  const scratch = `${venv}.${process.pid}`;
  execFileSync('python3', ['-m', 'venv', scratch], { stdio: 'inherit' });
  const pip = [join(scratch, 'bin', 'python'), '-m', 'pip', 'install', '--quiet', ...packages];
  execFileSync(pip[0] as string, pip.slice(1), { stdio: 'inherit' });
  try {
    renameSync(scratch, venv);
  } catch {
    rmSync(scratch, { recursive: true, force: true }); // another process was faster
  }
  return venv;
}

/** Prefect's client side with settings of its own: no profile of the user's is read or written. */
export class PrefectClient {
  readonly #venv = prefectVenv();
  readonly #home = mkdtempSync(join(tmpdir(), 'prefect-home-'));
  readonly #env: Readonly<Record<string, string>>;
  #commands: PrefectCommands | undefined;

  /** @param env settings of Prefect's, for example `PREFECT_API_URL` */
  constructor(env: Readonly<Record<string, string>>) {
    this.#env = {
      PATH: `${join(this.#venv, 'bin')}:${process.env['PATH'] ?? ''}`,
      HOME: this.#home,
      PREFECT_HOME: this.#home,
      PYTHONUNBUFFERED: '1',
      PREFECT_SERVER_ANALYTICS_ENABLED: 'false',
      PREFECT_SERVER_ALLOW_EPHEMERAL_MODE: 'false',
      PREFECT_CLI_COLORS: 'false',
      DO_NOT_TRACK: '1',
      NO_COLOR: '1',
      COLUMNS: '200',
      ...env,
    };
  }

  /** Runs a Python script of test/compat; stdin, arguments and all output are text. */
  script(file: string, args: readonly string[] = []): Promise<PrefectRun> {
    // A moved environment still runs through its interpreter, not through its launch scripts.
    return this.#run([resolve('test/compat', file), ...args]);
  }

  /** Runs a command of the CLI. */
  cli(...args: string[]): Promise<PrefectRun> {
    return this.cliIn(process.cwd(), ...args);
  }

  /** Runs a command of the CLI in a folder. */
  cliIn(folder: string, ...args: string[]): Promise<PrefectRun> {
    this.#commands ??= new PrefectCommands(join(this.#venv, 'bin', 'python'), this.#env);
    return this.#commands.run(args, resolve(folder));
  }

  /** Starts Python with arguments that goes on until it is killed. */
  startPython(...args: string[]): ChildProcess {
    return spawn(join(this.#venv, 'bin', 'python'), args, { env: this.#env });
  }

  /** Starts a command that goes on until it is killed. */
  start(...args: string[]): ChildProcess {
    return this.startPython('-m', 'prefect', ...args);
  }

  /** Removes the client's settings. */
  close(): void {
    void this.#commands?.close();
    rmSync(this.#home, { recursive: true, force: true });
  }

  #run(args: readonly string[]): Promise<PrefectRun> {
    return new Promise((done) => {
      execFile(
        join(this.#venv, 'bin', 'python'),
        args,
        { env: this.#env, timeout: 120_000, maxBuffer: 10_000_000 },
        (error, stdout, stderr) => {
          const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
          done({ code, stdout, stderr });
        },
      );
    });
  }
}
