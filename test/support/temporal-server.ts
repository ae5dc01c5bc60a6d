import { execFile, spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Connection } from '@temporalio/client';
import { freePort } from '../../src/processes/free-port.ts';
import type { TestPostgres } from './postgres.ts';
import { temporalPrograms } from './temporal-server-build.ts';

const run = promisify(execFile);
const START_MS = 60_000;
const SERVICES = ['frontend', 'matching', 'history', 'worker'] as const;

/** A Temporal server as clusters run it, in one process: persistence and visibility in Postgres. */
export interface TemporalServer {
  readonly address: string;
  /** The process; another one after `crash`. */
  pid(): number;
  /** The database that holds the histories. */
  readonly databaseUrl: string;
  /** Kills it without a warning and starts it again over the same tables after `downMs`; resolves when it answers. */
  crash(downMs: number): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Makes Temporal's tables with its own tool and starts its server on free ports of 127.0.0.1, with no dynamic
 * configuration: a server as it comes.
 *
 * @param historyShards how many parts the histories are kept in; fixed for the life of a cluster
 */
export async function startTemporalServer(
  postgres: TestPostgres,
  { historyShards = 4 }: { historyShards?: number } = {},
): Promise<TemporalServer> {
  const { server, sqlTool } = await temporalPrograms();
  const folder = mkdtempSync(join(tmpdir(), 'temporal-server-'));
  const [store, visibility] = [await postgres.createDatabase(), await postgres.createDatabase()];
  await makeTables(sqlTool, store, 'temporal');
  await makeTables(sqlTool, visibility, 'visibility');

  const ports = await lowPorts(2 * SERVICES.length);
  mkdirSync(join(folder, 'config'));
  const config = join(folder, 'config', 'test.yaml');
  // YAML is a superset of JSON.
  writeFileSync(config, JSON.stringify(configuration(store, visibility, historyShards, ports)));
  const start = (): ChildProcess => {
    const log = openSync(join(folder, 'server.log'), 'a');
    const stdio: StdioOptions = ['ignore', log, log];
    const child = spawn(server, ['--root', folder, '--env', 'test', '--allow-no-auth', 'start'], { stdio });
    closeSync(log);
    return child;
  };
  const address = `127.0.0.1:${ports[0]!}`;
  let child = start();
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const stop = async (): Promise<void> => {
    await ended(child, 'SIGTERM');
    process.off('exit', kill);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await untilServing(address, () => child.exitCode !== null);
  } catch (error) {
    const lines = readFileSync(join(folder, 'server.log'), 'utf8').split('\n').slice(-20);
    await stop();
    const shortened = lines.map((line) => line.slice(0, 300)).join('\n');
    throw new Error(`Temporal's server did not start:\n${shortened}`, { cause: error });
  }
  return {
    address,
    pid: () => child.pid!,
    databaseUrl: store,
    async crash(downMs) {
      await ended(child, 'SIGKILL');
      await sleep(downMs);
      child = start();
      await untilServing(address, () => child.exitCode !== null);
    },
    stop,
  };
}

/** Ends the server; one that does not within 20 s is killed. */
async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), 20_000);
  await closed;
  clearTimeout(timer);
}

/** Temporal's tables hold ports as 16-bit numbers with a sign, and where systems hand out free ones is above. */
async function lowPorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  for (let port = randomInt(20_000, 30_000); ports.length < count; port += 1) {
    if ((await freePort('127.0.0.1', port)) === port) ports.push(port);
  }
  return ports;
}

async function makeTables(sqlTool: string, database: string, schema: string): Promise<void> {
  const { hostname, port, pathname } = new URL(database);
  const to = [
    '--ep',
    hostname,
    '-p',
    port,
    '-u',
    'postgres',
    '--pl',
    'postgres12',
    '--db',
    pathname.slice(1),
  ];
  await run(sqlTool, [...to, 'setup-schema', '-v', '0.0']);
  await run(sqlTool, [...to, 'update-schema', '--schema-name', `postgresql/v12/${schema}`]);
}

function configuration(
  store: string,
  visibility: string,
  numHistoryShards: number,
  ports: readonly number[],
) {
  const sql = (url: string, connections: number) => ({
    sql: {
      pluginName: 'postgres12',
      databaseName: new URL(url).pathname.slice(1),
      connectAddr: new URL(url).host,
      connectProtocol: 'tcp',
      user: 'postgres',
      maxConns: connections,
      maxIdleConns: connections,
      maxConnLifetime: '1h',
    },
  });
  return {
    log: { stdout: true, level: 'warn' },
    persistence: {
      defaultStore: 'store',
      visibilityStore: 'visibility',
      numHistoryShards,
      datastores: { store: sql(store, 20), visibility: sql(visibility, 5) },
    },
    global: { membership: { maxJoinDuration: '30s', broadcastAddress: '127.0.0.1' } },
    services: Object.fromEntries(
      SERVICES.map((service, index) => [
        service,
        {
          rpc: {
            grpcPort: ports[index],
            membershipPort: ports[SERVICES.length + index],
            bindOnLocalHost: true,
          },
        },
      ]),
    ),
    clusterMetadata: {
      enableGlobalNamespace: false,
      failoverVersionIncrement: 10,
      masterClusterName: 'active',
      currentClusterName: 'active',
      clusterInformation: {
        active: {
          enabled: true,
          initialFailoverVersion: 1,
          rpcName: 'frontend',
          rpcAddress: `127.0.0.1:${ports[0]}`,
        },
      },
    },
    dcRedirectionPolicy: { policy: 'noop' },
  };
}

async function untilServing(address: string, hasEnded: () => boolean): Promise<void> {
  const deadline = Date.now() + START_MS;
  for (;;) {
    try {
      const connection = await Connection.connect({ address, connectTimeout: 5_000 });
      await connection.close();
      return;
    } catch (error) {
      if (hasEnded() || Date.now() > deadline) throw error;
      await sleep(200);
    }
  }
}
