import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';

/** A real Postgres, for as long as a test needs it. */
export interface TestPostgres {
  /** Connects to the database `postgres`. */
  readonly url: string;
  /** Makes an empty database; answers its URL. */
  createDatabase(): Promise<string>;
  /** Stops the server as `pg_ctl restart -m immediate` would (no goodbye to anybody) and starts it again. */
  crash(): Promise<void>;
  stop(): Promise<void>;
}

/** The server ends when its standard input does, so that it does not outlive whoever started it. */
const SUPERVISOR = '"$@" <&- & pid=$!; cat > /dev/null; kill -INT $pid; wait $pid';

/** Starts a throw-away cluster on a free port of 127.0.0.1. Debian's package is installed if there is none. `settings` are for its command line. */
export async function startPostgres(settings: Readonly<Record<string, string>> = {}): Promise<TestPostgres> {
  const bin = findBinaries() ?? install();
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  const wrap = unprivileged([folder, data]);
  run(wrap([join(bin, 'initdb'), '-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync']));
  const port = await freePort();
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const start = (): ChildProcess => {
    const server = [join(bin, 'postgres'), '-D', data, '-p', String(port), '-k', folder];
    // A crash of the server is survived without fsync as well; only one of the machine would not be.
    const set = { listen_addresses: '127.0.0.1', fsync: 'off', max_connections: '100', ...settings };
    const options = Object.entries(set).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const [command, ...args] = wrap(['sh', '-c', SUPERVISOR, 'sh', ...server, ...options]);
    return spawn(command!, args, { stdio: ['pipe', 'ignore', 'ignore'], cwd: folder });
  };
  let server = start();
  await untilReady(url);
  let databases = 0;
  return {
    url,
    async createDatabase() {
      const name = `test_${++databases}`;
      await query(url, `create database ${name} template template0`);
      return url.replace(/postgres$/, name);
    },
    async crash() {
      run(wrap([join(bin, 'pg_ctl'), 'stop', '-D', data, '-m', 'immediate']));
      await ended(server);
      server = start();
      await untilReady(url);
    },
    async stop() {
      await ended(server);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function findBinaries(): string | undefined {
  const versions = '/usr/lib/postgresql';
  const installed = existsSync(versions) ? readdirSync(versions).sort().reverse() : [];
  const folders = [
    ...(process.env['PATH'] ?? '').split(delimiter),
    ...installed.map((version) => join(versions, version, 'bin')),
  ];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
}

function install(): string {
  if (process.getuid?.() !== 0) throw new Error('Postgres is needed: install it (Debian: postgresql)');
  run(['apt-get', 'update']);
  run(['apt-get', 'install', '-y', '--no-install-recommends', 'postgresql']);
  const found = findBinaries();
  if (found === undefined) throw new Error('The package postgresql holds no server');
  return found;
}

/** Postgres refuses to run as root; then it runs as somebody else, who gets the folders. */
function unprivileged(folders: readonly string[]): (command: string[]) => string[] {
  if (process.getuid?.() !== 0) return (command) => command;
  const user = hasUser('postgres') ? 'postgres' : 'nobody';
  const [uid, gid] = ['-u', '-g'].map((flag) =>
    Number(execFileSync('id', [flag, user], { encoding: 'utf8' })),
  );
  for (const folder of folders) chownSync(folder, uid!, gid!);
  return (command) => ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--', ...command];
}

function hasUser(name: string): boolean {
  try {
    execFileSync('id', ['-u', name], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function run([command, ...args]: string[]): void {
  execFileSync(command!, args, { stdio: ['ignore', 'ignore', 'pipe'], cwd: tmpdir() });
}

async function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exit = new Promise((resolve) => server.once('exit', resolve));
  server.stdin?.end();
  await exit;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function untilReady(url: string): Promise<void> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    try {
      return await query(url, 'select 1');
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await setTimeout(50);
    }
  }
}

async function query(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    await client.query(text);
  } finally {
    await client.end().catch(() => undefined);
  }
}
