import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { freePort } from '../../src/processes/free-port.ts';
import { startCli, type CliProcess } from './cli-process.ts';
import { send } from './gateway.ts';
import { startPostgres, type TestPostgres } from './postgres.ts';
import type { Served } from './product.ts';
import { startTemporalServer, type TemporalServer } from './temporal-server.ts';

export interface ClusterOptions {
  /** Path of the built command. */
  readonly program: string;
  readonly gateways: number;
  readonly workers: number;
  /** Settings of the gateways and workers. */
  readonly env?: Readonly<Record<string, string>>;
  /** Settings of Postgres. */
  readonly postgres?: Readonly<Record<string, string>>;
}

/**
 * The program as a cluster runs it: gateways and workers as processes of their own over one Postgres, and a Temporal
 * server that keeps its histories in Postgres as well.
 */
export interface Cluster extends Served {
  readonly gateways: readonly CliProcess[];
  readonly workers: readonly CliProcess[];
  /** Where each gateway listens. */
  readonly urls: readonly string[];
  readonly databaseUrl: string;
  readonly postgres: TestPostgres;
  readonly server: TemporalServer;
  temporal(): Promise<Client>;
  close(): Promise<void>;
}

/** Starts all of it on free ports of 127.0.0.1. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'automations-cluster-'));
  const postgres = await startPostgres({ max_connections: '500', ...options.postgres });
  const started: CliProcess[] = [];
  let server: TemporalServer | undefined;
  let connection: Connection | undefined;
  const close = async (): Promise<void> => {
    await connection?.close();
    await Promise.all(started.map((cli) => cli.end('SIGKILL')));
    await server?.stop();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const { address } = (server = await startTemporalServer(postgres));
    const databaseUrl = await postgres.createDatabase();
    const start = async (kind: 'gateway' | 'worker', port: number): Promise<CliProcess> => {
      const env = {
        DATABASE_URL: databaseUrl,
        TEMPORAL_ADDRESS: address,
        AUTOMATIONS_DATA: folder,
        AUTOMATIONS_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
        AUTOMATIONS_ALLOW_PRIVATE_HOSTS: '127.0.0.1',
        AUTOMATIONS_HEALTH_PORT: '0',
        PORT: String(port),
        ...options.env,
      };
      const cli = startCli([kind], env, options.program);
      started.push(cli);
      await cli.waitForLine(/^ready: /);
      return cli;
    };
    const ports: number[] = [];
    while (ports.length < options.gateways) ports.push(await freePort('127.0.0.1', 0, ports));
    // The first one makes the tables and Temporal's namespace; what comes after finds them.
    const gateways = [await start('gateway', ports[0]!)];
    for (const port of ports.slice(1)) gateways.push(await start('gateway', port));
    const workers: CliProcess[] = [];
    while (workers.length < options.workers) workers.push(await start('worker', 0));
    const urls = ports.map((port) => `http://127.0.0.1:${port}`);
    return {
      gateways,
      workers,
      urls,
      databaseUrl,
      postgres,
      server,
      async api(method, path, body) {
        const reply = await send(`${urls[0]!}/api${path}`, method, body);
        if (reply.status >= 300)
          throw new Error(`${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
        return reply.body;
      },
      async temporal() {
        connection ??= await Connection.connect({ address });
        return new Client({ connection });
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
