import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.ts';
import { send, type Reply } from './gateway.ts';
import { prefectVenv } from './prefect.ts';

/** A real Prefect server over SQLite. It is heavy (15 s of CPU to start): share one within a test file. */
export class PrefectServer {
  readonly #home = mkdtempSync(join(tmpdir(), 'prefect-server-'));
  readonly #port: number;
  readonly #env: Readonly<Record<string, string>>;
  readonly #headers: Readonly<Record<string, string>>;
  #process: ChildProcess | undefined;

  private constructor(port: number, env: Readonly<Record<string, string>>) {
    this.#port = port;
    this.#env = env;
    const auth = env['PREFECT_SERVER_API_AUTH_STRING'];
    this.#headers =
      auth === undefined ? {} : { authorization: `Basic ${Buffer.from(auth).toString('base64')}` };
  }

  /**
   * Starts one on a free port.
   *
   * @param env its settings, for example `PREFECT_SERVER_API_AUTH_STRING`
   */
  static async start(env: Readonly<Record<string, string>> = {}): Promise<PrefectServer> {
    const server = new PrefectServer(await freePort(), env);
    await server.up();
    return server;
  }

  /** Base of its API. */
  get apiUrl(): string {
    return `http://127.0.0.1:${this.#port}/api`;
  }

  /** A call below its API. */
  call(method: string, path: string, body?: unknown): Promise<Reply> {
    return send(`${this.apiUrl}${path}`, method, body, this.#headers);
  }

  /** A call below its API. @throws when the reply is no 2xx */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into replies of every shape
  async api(method: string, path: string, body?: unknown): Promise<any> {
    const reply = await this.call(method, path, body);
    if (reply.status >= 300)
      throw new Error(`${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
    return reply.body;
  }

  /** Starts it, on the data and the port that it had. */
  async up(): Promise<void> {
    const python = join(prefectVenv(), 'bin', 'python');
    const args = ['-m', 'uvicorn', '--app-dir', '.', '--factory', 'prefect.server.api.server:create_app'];
    this.#process = spawn(python, [...args, '--host', '127.0.0.1', '--port', String(this.#port)], {
      cwd: this.#home,
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: this.#home,
        PREFECT_HOME: this.#home,
        PREFECT_SERVER_ANALYTICS_ENABLED: 'false',
        PREFECT_UI_ENABLED: 'false',
        DO_NOT_TRACK: '1',
        ...this.#env,
      },
      stdio: ['ignore', 'ignore', 'ignore'],
    });
    const deadline = Date.now() + 150_000;
    for (;;) {
      const ready = await this.call('GET', '/health').catch(() => null);
      if (ready?.status === 200) return;
      if (this.#process.exitCode !== null) throw new Error('the Prefect server ended at its start');
      if (Date.now() > deadline) throw new Error('the Prefect server does not start');
      await sleep(200);
    }
  }

  /** `kill -9`, or in order with `SIGTERM`. Its data stays. */
  async down(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const child = this.#process;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }

  /** Ends it and removes its data. */
  async close(): Promise<void> {
    await this.down();
    rmSync(this.#home, { recursive: true, force: true });
  }
}
