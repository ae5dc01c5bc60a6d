import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { afterEach, describe, expect, test } from 'vitest';
import { readPid } from '../../src/processes/data-lock.ts';
import { processStart, signalProcess } from '../../src/processes/identity.ts';
import { startCli, type CliProcess } from '../support/cli-process.ts';

const started: CliProcess[] = [];
const folders: string[] = [];

afterEach(async () => {
  for (const cli of started.splice(0)) await cli.end('SIGKILL');
  for (const folder of folders.splice(0)) {
    const pid = readPid(join(folder, 'temporal.pid'));
    if (pid !== undefined) signalProcess(pid, 'SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
});

function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'automations-dev-'));
  folders.push(folder);
  return folder;
}

function dev(data: string, env: Record<string, string> = {}): CliProcess {
  const cli = startCli(['dev'], { AUTOMATIONS_DATA: data, PORT: '0', ...env });
  started.push(cli);
  return cli;
}

async function ready(cli: CliProcess): Promise<{ gateway: string; ui: string }> {
  const line = await cli.waitForLine(/^ready: /);
  const [gateway, , ui] = line.match(/http:\/\/[^\s]+/g) ?? [];
  if (gateway === undefined || ui === undefined) throw new Error(`no URLs in: ${line}`);
  return { gateway, ui };
}

const temporalPid = (data: string): number => readPid(join(data, 'temporal.pid')) ?? 0;

describe('automations dev', () => {
  test('says ready with URLs that answer, and ends cleanly on Ctrl-C', async () => {
    const data = dataFolder();
    const cli = dev(data);
    const { gateway, ui } = await ready(cli);

    expect(await (await fetch(`${gateway}/api/health`)).json()).toBe(true);
    expect((await fetch(ui)).status).toBe(200);
    expect(readPid(join(data, 'server.pid'))).toBe(cli.pid);
    const temporal = temporalPid(data);
    expect(processStart(temporal)).toBeDefined();

    expect(await cli.end('SIGINT')).toBe(0);
    expect(processStart(temporal)).toBeUndefined();
    expect(existsSync(join(data, 'server.pid'))).toBe(false);
    expect(existsSync(join(data, 'temporal.pid'))).toBe(false);
    await expect(fetch(`${gateway}/api/health`)).rejects.toThrow();
  });

  test('refuses a second start on the same data and names the first', async () => {
    const data = dataFolder();
    const first = dev(data);
    await ready(first);

    const second = dev(data);
    expect(await second.exitCode()).toBe(1);
    expect(second.stderr()).toContain(`in use by process ${first.pid}`);
    expect(second.stderr()).not.toContain('    at ');
    // The refused one must not have taken anything from the first.
    expect(readPid(join(data, 'server.pid'))).toBe(first.pid);
    expect(await first.end()).toBe(0);
  });

  test('after kill -9 the next start takes over the Temporal that still runs', async () => {
    const data = dataFolder();
    const first = dev(data);
    await ready(first);
    const temporal = temporalPid(data);
    await first.end('SIGKILL');
    expect(processStart(temporal)).toBeDefined();

    const second = dev(data);
    await ready(second);
    expect(second.stdout()).toContain(`Temporal runs already (process ${temporal})`);
    expect(temporalPid(data)).toBe(temporal);
    expect(await second.end('SIGTERM')).toBe(0);
    expect(processStart(temporal)).toBeUndefined();
  });

  test('a killed Temporal comes back on its port while the program goes on', async () => {
    const data = dataFolder();
    const cli = dev(data);
    await ready(cli);
    const temporal = temporalPid(data);
    const { address } = JSON.parse(readFileSync(join(data, 'temporal.json'), 'utf8')) as { address: string };
    process.kill(temporal, 'SIGKILL');

    await expect.poll(() => temporalPid(data), { timeout: 10_000 }).not.toBe(temporal);
    const connection = await Connection.connect({ address, connectTimeout: 10_000 });
    await connection.close();
    expect(cli.child.exitCode).toBeNull();
    expect(await cli.end()).toBe(0);
  });

  test('chooses and prints another port when the wanted one is taken', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => blocker.once('listening', resolve));
    const { port } = blocker.address() as { port: number };
    try {
      const cli = dev(dataFolder(), { PORT: String(port) });
      const { gateway } = await ready(cli);
      expect(cli.stdout()).toContain(`port ${port} is taken`);
      expect(new URL(gateway).port).not.toBe(String(port));
      expect(await cli.end()).toBe(0);
    } finally {
      blocker.close();
    }
  });

  test('a signal during the start ends it without leaving a Temporal behind', async () => {
    const data = dataFolder();
    const cli = dev(data);
    await cli.waitForLine(/^starting Temporal/);
    expect(await cli.end('SIGTERM')).toBe(0);
    await sleep(300);
    expect(cli.stdout()).not.toContain('ready:');
    expect(existsSync(join(data, 'temporal.pid'))).toBe(false);
  });
});

describe('automations gateway and worker', () => {
  test.each(['gateway', 'worker'])('%s without a shared database is refused', async (command) => {
    const cli = startCli([command], {});
    started.push(cli);
    expect(await cli.exitCode()).toBe(1);
    expect(cli.stderr()).toContain('DATABASE_URL');
  });

  test('wrong settings are named one by one, without a stack', async () => {
    const cli = startCli(['dev'], { PORT: 'x', AUTOMATIONS_ENCRYPTION_KEY: 'hunter2' });
    started.push(cli);
    expect(await cli.exitCode()).toBe(1);
    expect(cli.stderr()).toMatch(/PORT: .*\n.*AUTOMATIONS_ENCRYPTION_KEY: /);
    expect(cli.stderr()).not.toContain('hunter2');
    expect(cli.stderr()).not.toContain('    at ');
  });
});
