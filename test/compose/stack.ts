import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import pg from 'pg';
import { createLogger } from '../../src/logging.ts';
import { freePort } from '../../src/processes/free-port.ts';
import { startDevServer } from '../../src/temporal/dev-server.ts';
import { builtProgram } from '../support/built-program.ts';
import { startCli, type CliProcess } from '../support/cli-process.ts';
import { startPostgres } from '../support/postgres.ts';
import { until } from '../support/until.ts';
import type { ComposeFile } from './compose-file.ts';

/** A gateway or worker of the composition as a process, with the environment that the compose file gives it. */
export interface StackProcess {
  readonly cli: CliProcess;
  /** Where a gateway is reached. */
  readonly url: string;
  /** Runs the health check of the compose file; answers its exit code. */
  health(): Promise<number | null>;
  /** Waits until the health check passes, as `docker compose up --wait` does. */
  healthy(): Promise<void>;
}

/** What the compose file composes, as plain processes on free ports. */
export interface Stack {
  start(service: 'gateway' | 'worker'): Promise<StackProcess>;
  close(): Promise<void>;
}

/** Starts Postgres and Temporal for the services of the compose file. */
export async function startStack(file: ComposeFile): Promise<Stack> {
  const folder = mkdtempSync(join(tmpdir(), 'compose-'));
  const program = await builtProgram();
  const postgres = await startPostgres();
  await prepareDatabase(postgres.url, file);
  const temporal = await startDevServer({
    dataDir: folder,
    executable: () => Promise.resolve(inject('temporalExecutable')),
    logger: createLogger({ level: 'silent' }),
    onProgress: () => undefined,
    port: 0,
    uiPort: 0,
  });
  const processes: CliProcess[] = [];
  const ports: number[] = [];
  // The names that containers have for each other, and where that is here.
  const hosts = new Map([
    ['postgres:5432', new URL(postgres.url).host],
    ['temporal:7233', temporal.address],
  ]);
  const located = (value: string): string =>
    [...hosts].reduce((text, [name, place]) => text.replace(name, place), value);

  return {
    async start(name) {
      const { environment = {}, command = [], healthcheck } = file.services[name]!;
      const env = Object.fromEntries(
        Object.entries(environment).map(([variable, value]) => [variable, located(value)]),
      );
      const port = await freePort('127.0.0.1', 0, ports);
      ports.push(port);
      // Containers all listen on the same port; processes on one machine cannot.
      for (const variable of ['PORT', 'AUTOMATIONS_HEALTH_PORT'])
        if (variable in env) env[variable] = String(port);
      const cli = startCli(command, env, program);
      processes.push(cli);
      const [kind, executable, ...args] = healthcheck!.test;
      if (kind !== 'CMD' || executable !== 'automations') throw new Error(`no check of ours: ${executable}`);
      const health = (): Promise<number | null> => startCli(args, env, program).exitCode();
      return {
        cli,
        url: `http://127.0.0.1:${port}`,
        health,
        healthy: async () => {
          await until(`${name} is healthy`, async () => (await health()) === 0, 60_000).catch(
            (cause: unknown) => {
              throw new Error(`${name} does not get healthy; it said:\n${cli.stdout()}${cli.stderr()}`, {
                cause,
              });
            },
          );
        },
      };
    },
    async close() {
      await Promise.all(processes.map((cli) => cli.end('SIGKILL')));
      await temporal.stop();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Makes the user and the database that the image of Postgres makes from its environment. */
async function prepareDatabase(url: string, file: ComposeFile): Promise<void> {
  const { POSTGRES_USER, POSTGRES_PASSWORD, POSTGRES_DB } = file.services['postgres']!.environment!;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`create role "${POSTGRES_USER}" superuser login password '${POSTGRES_PASSWORD}'`);
    await client.query(`create database "${POSTGRES_DB}" owner "${POSTGRES_USER}"`);
  } finally {
    await client.end();
  }
}
