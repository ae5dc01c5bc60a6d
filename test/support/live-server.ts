import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { readPid } from '../../src/processes/data-lock.ts';
import { processStart, signalProcess, waitForExit } from '../../src/processes/identity.ts';
import { builtProgram } from './built-program.ts';
import { startCli, type CliProcess } from './cli-process.ts';
import { send, type Reply } from './gateway.ts';

/** The whole product as `automations dev` runs it, in processes of its own that a test may kill and start again. */
export class LiveServer {
  readonly data: string;
  readonly #env: Readonly<Record<string, string>>;
  readonly #outputs: CliProcess[] = [];
  readonly #connections = new Map<string, Connection>();
  #url = '';

  private constructor(env: Readonly<Record<string, string>>) {
    this.data = mkdtempSync(join(tmpdir(), 'automations-live-'));
    this.#env = env;
  }

  /**
   * Starts one on a data folder of its own.
   *
   * @param env settings on top of the defaults for tests
   */
  static async start(env: Readonly<Record<string, string>> = {}): Promise<LiveServer> {
    const server = new LiveServer(env);
    await server.up();
    return server;
  }

  /** `http://127.0.0.1:<port>`; another one after each start. */
  get url(): string {
    return this.#url;
  }

  get temporalAddress(): string {
    return (JSON.parse(readFileSync(join(this.data, 'temporal.json'), 'utf8')) as { address: string })
      .address;
  }

  /** Everything that all server processes have written. */
  get output(): string {
    return this.#outputs.map((cli) => cli.stdout() + cli.stderr()).join('');
  }

  /** Starts the server and waits until it is ready. */
  async up(): Promise<void> {
    const env = { AUTOMATIONS_DATA: this.data, PORT: '0', AUTOMATIONS_ALLOW_PRIVATE_HOSTS: '127.0.0.1' };
    const cli = startCli(['dev'], { ...env, ...this.#env }, await builtProgram());
    this.#outputs.push(cli);
    const line = await cli.waitForLine(/^ready: /);
    this.#url = /http:\/\/[^\s]+/.exec(line)?.[0] ?? '';
  }

  /** `kill -9` of the server: gateway, dispatcher and worker. Temporal goes on. */
  async killServer(): Promise<void> {
    await this.#outputs.at(-1)?.end('SIGKILL');
  }

  /** `kill -9` of Temporal. While the server runs it starts Temporal again. */
  async killTemporal(): Promise<void> {
    const pid = this.temporalPid;
    const start = pid === undefined ? undefined : processStart(pid);
    if (pid === undefined || start === undefined) return;
    signalProcess(pid, 'SIGKILL');
    await waitForExit(pid, start, 5_000);
  }

  /** Kills everything at once. */
  async killAll(): Promise<void> {
    // The server first: otherwise it may start Temporal again in between.
    await this.killServer();
    await this.killTemporal();
  }

  /** Holds Temporal up, as if it hung: connections stay open and nothing is answered. */
  freezeTemporal(): void {
    signalProcess(this.temporalPid!, 'SIGSTOP');
  }

  thawTemporal(): void {
    signalProcess(this.temporalPid!, 'SIGCONT');
  }

  get temporalPid(): number | undefined {
    return readPid(join(this.data, 'temporal.pid'));
  }

  /** A call below `/api`. @throws when the reply is no 2xx */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into replies of every shape
  async api(method: string, path: string, body?: unknown): Promise<any> {
    const reply = await this.call(method, path, body);
    if (reply.status >= 300) {
      throw new Error(`${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
    }
    return reply.body;
  }

  /** A call below `/api`, whatever the reply. */
  call(method: string, path: string, body?: unknown): Promise<Reply> {
    return send(`${this.#url}/api${path}`, method, body);
  }

  /** A client of the Temporal underneath. */
  async temporal(): Promise<Client> {
    const address = this.temporalAddress;
    let connection = this.#connections.get(address);
    if (connection === undefined) {
      connection = await Connection.connect({ address, connectTimeout: 10_000 });
      this.#connections.set(address, connection);
    }
    return new Client({ connection });
  }

  /** Ends everything and removes the data. */
  async close(): Promise<void> {
    for (const connection of this.#connections.values()) await connection.close();
    if (this.temporalPid !== undefined) this.thawTemporal();
    await this.killAll();
    rmSync(this.data, { recursive: true, force: true });
  }
}
