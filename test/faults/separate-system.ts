import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { createLogger } from '../../src/logging.ts';
import { freePort } from '../../src/processes/free-port.ts';
import { signalProcess } from '../../src/processes/identity.ts';
import { readSettings } from '../../src/settings.ts';
import { startDevServer } from '../../src/temporal/dev-server.ts';
import { findTemporal } from '../../src/temporal/executable.ts';
import { builtProgram } from '../support/built-program.ts';
import { startCli, type CliProcess } from '../support/cli-process.ts';
import { send } from '../support/gateway.ts';
import { startPostgres } from '../support/postgres.ts';
import type { Served } from '../support/product.ts';
import type { FaultSystem, LoggedEvent } from './system.ts';

/** Gateways `gateway 1` and `gateway 2`, workers `worker 1` and `worker 2`. */
export interface SeparateSystem extends FaultSystem {
  /** One gateway by itself: 1 or 2. */
  gateway(index: number): Served;
  /** Sends a signal to a gateway or worker. */
  signal(name: string, signal: NodeJS.Signals): void;
  /** A client of the Temporal underneath. */
  temporal(): Promise<Client>;
}

/**
 * Gateways and workers as processes of their own over Postgres: two of each, so that one goes on.
 *
 * @param settings of all of them, on top of those for tests
 */
export async function startSeparate(
  settings: Readonly<Record<string, string>> = {},
): Promise<SeparateSystem> {
  const folder = mkdtempSync(join(tmpdir(), 'automations-separate-'));
  const [program, postgres, executable] = await Promise.all([
    builtProgram(),
    startPostgres(),
    findTemporal({ cacheDir: readSettings().cacheDir, onProgress: () => undefined }),
  ]);
  const databaseUrl = await postgres.createDatabase();
  const temporal = await startDevServer({
    dataDir: folder,
    executable: () => Promise.resolve(executable.path),
    logger: createLogger({ level: 'silent' }),
    onProgress: () => undefined,
    port: 0,
    uiPort: 0,
  });
  const database = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  // A server that was stopped ends its connections; the next query gets a new one.
  database.on('error', () => undefined);
  const ports = [await freePort('127.0.0.1', 0)];
  ports.push(await freePort('127.0.0.1', 0, ports));
  const processes = new Map<string, CliProcess>();

  const start = async (name: string): Promise<void> => {
    const [kind, index] = name.split(' ');
    const cli = startCli(
      [kind!],
      {
        DATABASE_URL: databaseUrl,
        TEMPORAL_ADDRESS: temporal.address,
        AUTOMATIONS_DATA: folder,
        AUTOMATIONS_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
        AUTOMATIONS_ALLOW_PRIVATE_HOSTS: '127.0.0.1',
        AUTOMATIONS_SIGNALS_PER_RUN: '12',
        AUTOMATIONS_HEALTH_PORT: '0',
        PORT: String(ports[Number(index) - 1]),
        ...settings,
      },
      program,
    );
    processes.set(name, cli);
    await cli.waitForLine(/^ready: /);
  };
  const names = ['gateway 1', 'worker 1', 'gateway 2', 'worker 2'];
  await start(names[0]!);
  await Promise.all(names.slice(1).map(start));

  let connection: Connection | undefined;
  const call = async (index: number, method: string, path: string, body?: unknown): Promise<unknown> => {
    const reply = await send(`http://127.0.0.1:${ports[index - 1]}/api${path}`, method, body);
    if (reply.status < 300) return reply.body;
    throw new Error(`${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
  };
  const rows = async <T extends pg.QueryResultRow>(text: string): Promise<T[]> =>
    (await database.query<T>(text)).rows;
  return {
    victims: [...names, 'temporal', 'postgres'],
    async kill(victim) {
      if (victim === 'temporal') return signalProcess(temporal.pid(), 'SIGKILL');
      if (victim === 'postgres') return postgres.crash();
      await processes.get(victim)?.end('SIGKILL');
      await start(victim);
    },
    gateway: (index) => ({ api: (method, path, body) => call(index, method, path, body) }),
    signal: (name, signal) => signalProcess(processes.get(name)!.pid, signal),
    async temporal() {
      connection ??= await Connection.connect({ address: temporal.address });
      return new Client({ connection });
    },
    // Whichever gateway answers; one may be down.
    api: (method, path, body) => call(1, method, path, body).catch(() => call(2, method, path, body)),
    log: () =>
      rows<LoggedEvent & pg.QueryResultRow>(
        `select id, event, resource_id as resource, occurred, received from log
         where kind = 'event' and seq > 0 and event like 'load.%' order by seq`,
      ),
    async isDelivered() {
      const [row] = await rows<{ behind: string }>(
        `select (select seq from log_head) - (select seq from positions where name = 'dispatcher') as behind`,
      );
      return Number(row?.behind) <= 0;
    },
    async close() {
      await connection?.close();
      await Promise.all([...processes.values()].map((cli) => cli.end('SIGKILL')));
      await database.end();
      await temporal.stop();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
