import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { createLogger } from '../../src/logging.ts';
import { freePort } from '../../src/processes/free-port.ts';
import { processStart } from '../../src/processes/identity.ts';
import { connectTemporal, type TemporalConnection } from '../../src/temporal/connection.ts';
import { startDevServer, type DevServer } from '../../src/temporal/dev-server.ts';
import { launchServer, waitUntilAnswering } from '../../src/temporal/server-process.ts';
import { serverFiles, type ServerRecord } from '../../src/temporal/server-record.ts';
import { embeddedTarget } from '../../src/temporal/target.ts';

const logger = createLogger({ level: 'silent' });
let folder: string;
let servers: DevServer[];
let connections: TemporalConnection[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'automations-temporal-'));
  servers = [];
  connections = [];
});
afterEach(async () => {
  for (const connection of connections) await connection.close();
  for (const server of servers) server.kill();
  rmSync(folder, { recursive: true, force: true });
});

async function start(dataDir = folder, ports: { port?: number; uiPort?: number } = {}): Promise<DevServer> {
  const executable = async (): Promise<string> => inject('temporalExecutable');
  const options = { port: 0, uiPort: 0, ...ports };
  const server = await startDevServer({
    dataDir,
    executable,
    logger,
    onProgress: () => undefined,
    ...options,
  });
  servers.push(server);
  return server;
}

/** A server as a killed program leaves it behind: running, with nobody that watches it. */
async function leaveBehind(): Promise<ServerRecord> {
  const files = serverFiles(folder);
  const port = await freePort('127.0.0.1', 0);
  const uiPort = await freePort('127.0.0.1', 0, [port]);
  const executable = inject('temporalExecutable');
  const server = launchServer({ executable, files, namespace: 'default', port, uiPort });
  await waitUntilAnswering(server, files);
  return server;
}

async function connect(server: DevServer, namespace = 'default'): Promise<TemporalConnection> {
  const target = { ...embeddedTarget(server.address), namespace };
  const connection = await connectTemporal({ target, logger, worker: false, onProgress: () => undefined });
  connections.push(connection);
  return connection;
}

describe('the embedded Temporal', () => {
  test('keeps a workflow over kill -9, which an open connection survives', async () => {
    const server = await start();
    const { client } = await connect(server);
    const handle = await client.workflow.start('waiting', { taskQueue: 'nobody', workflowId: 'kept' });
    const before = server.pid();
    process.kill(before, 'SIGKILL');
    await expect.poll(() => server.pid(), { timeout: 10_000 }).not.toBe(before);
    await expect
      .poll(() => handle.describe().then(({ status }) => status.name, String), { timeout: 15_000 })
      .toBe('RUNNING');
  });

  test('dies and comes back more than once', async () => {
    const server = await start();
    for (let round = 0; round < 3; round += 1) {
      const before = server.pid();
      process.kill(before, 'SIGKILL');
      await expect.poll(() => server.pid(), { timeout: 10_000 }).not.toBe(before);
    }
    await connect(server);
  });

  test('stop ends it, and it is not started again', async () => {
    const server = await start();
    const pid = server.pid();
    await server.stop();
    expect(processStart(pid)).toBeUndefined();
    expect(server.pid()).toBe(pid);
    expect(() => readFileSync(join(folder, 'temporal.json'))).toThrow();
  });

  test('is taken over when it runs already, even if only its pid got written', async () => {
    const left = await leaveBehind();
    rmSync(join(folder, 'temporal.json'));
    const server = await start();
    expect(server).toMatchObject({ adopted: true, address: `127.0.0.1:${left.port}` });
    expect(server.pid()).toBe(left.pid);
    expect((await fetch(server.uiUrl)).status).toBe(200);

    process.kill(left.pid, 'SIGKILL');
    await expect.poll(() => server.pid(), { timeout: 10_000 }).not.toBe(left.pid);
    await connect(server);
  });

  test('a pid that belongs to another program by now is left alone', async () => {
    const bystander = spawn('sleep', ['60'], { stdio: 'ignore' });
    try {
      writeFileSync(join(folder, 'temporal.pid'), `${bystander.pid}\n`);
      const server = await start();
      expect(server.adopted).toBe(false);
      await server.stop();
      expect(bystander.exitCode).toBeNull();
      expect(processStart(bystander.pid ?? 0)).toBeDefined();
    } finally {
      bystander.kill();
    }
  });

  test('one that hangs is replaced, not taken over', async () => {
    const left = await leaveBehind();
    process.kill(left.pid, 'SIGSTOP');
    // The signal takes its time: a server that still answers would rightly be taken over.
    const state = (): string =>
      execFileSync('ps', ['-o', 'stat=', '-p', `${left.pid}`], { encoding: 'utf8' });
    await expect.poll(state, { timeout: 10_000 }).toMatch(/^T/);
    const server = await start();
    expect(server.adopted).toBe(false);
    expect(processStart(left.pid)).toBeUndefined();
    await connect(server);
  });

  test('takes free ports when the wanted ones are taken', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => blocker.once('listening', resolve));
    const { port } = blocker.address() as { port: number };
    const server = await start(folder, { port, uiPort: port });
    expect(server.address).not.toBe(`127.0.0.1:${port}`);
    expect((await fetch(server.uiUrl)).status).toBe(200);
    blocker.close();
  });

  test('an early death is reported with the end of the log', async () => {
    writeFileSync(join(folder, 'temporal.db'), 'this is no database'.repeat(100));
    await expect(start()).rejects.toThrow(/ended; the end of .*temporal\.log/);
    expect(execFileSync('ps', ['-e', '-o', 'args='], { encoding: 'utf8' })).not.toContain(folder);
  });
});

describe('the connection', () => {
  test('makes the namespace and registers the search attributes, once', async () => {
    const server = await start();
    const first = await connect(server, 'team-a');
    expect([...first.searchAttributes].sort()).toEqual([
      'AutomationEnabled',
      'AutomationId',
      'AutomationName',
      'FiringReason',
    ]);
    const again = await connect(server, 'team-a');
    expect(again.searchAttributes).toEqual(first.searchAttributes);
    await again.client.workflow.start('any', { taskQueue: 'nobody', workflowId: 'one' });
  });

  test('leaves out a search attribute that has another type there', async () => {
    const server = await start();
    const { connection } = await connect(server);
    await connection.workflowService.registerNamespace({
      namespace: 'odd',
      workflowExecutionRetentionPeriod: { seconds: 86_400 as never },
    });
    const add = (): Promise<unknown> =>
      connection.operatorService.addSearchAttributes({
        namespace: 'odd',
        searchAttributes: { AutomationName: 3 },
      });
    await expect.poll(() => add().then(() => 'added', String), { timeout: 15_000 }).toBe('added');
    const odd = await connect(server, 'odd');
    expect(odd.searchAttributes.has('AutomationName')).toBe(false);
    expect(odd.searchAttributes.has('AutomationId')).toBe(true);
  });

  test('waits with progress, and gives up with the address in the message', async () => {
    const lines: string[] = [];
    const failed = connectTemporal({
      target: embeddedTarget('127.0.0.1:1'),
      logger,
      worker: false,
      timeoutMs: 1_500,
      onProgress: (line) => lines.push(line),
    });
    await expect(failed).rejects.toThrow(expect.objectContaining({ code: 'temporal_unreachable' }));
    expect(lines[0]).toContain('127.0.0.1:1');
  });
});
