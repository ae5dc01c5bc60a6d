import { afterEach, describe, expect, test } from 'vitest';
import { createLogger } from '../../src/logging.ts';
import { startHealthServer, type HealthServer } from '../../src/worker/health-server.ts';
import { startCli } from '../support/cli-process.ts';

const logger = createLogger({ level: 'silent' });
const answering = { log: { head: () => Promise.resolve(null as never) } };
const running: HealthServer[] = [];

afterEach(async () => {
  for (const server of running.splice(0)) await server.close();
});

async function start(reason: string | null, store = answering): Promise<string> {
  const server = await startHealthServer({
    port: 0,
    host: '127.0.0.1',
    worker: { notReady: () => reason },
    store,
    logger,
  });
  running.push(server);
  return String(server.port);
}

async function health(port: string): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const cli = startCli(['health'], { AUTOMATIONS_HEALTH_PORT: port });
  const code = await cli.exitCode();
  return { code, stdout: cli.stdout(), stderr: cli.stderr() };
}

describe('health of a worker', () => {
  test('is well while it takes tasks and its store answers', async () => {
    const port = await start(null);
    const response = await fetch(`http://127.0.0.1:${port}/health`);
    expect([response.status, await response.json()]).toEqual([200, true]);
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(404);
    expect((await fetch(`http://127.0.0.1:${port}/health`, { method: 'POST' })).status).toBe(404);
    expect(await health(port)).toEqual({ code: 0, stdout: 'ok\n', stderr: '' });
  });

  test('names what is wrong with the worker', async () => {
    const port = await start('The worker is DRAINING');
    expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(503);
    const { code, stderr } = await health(port);
    expect(code).toBe(1);
    expect(stderr).toContain('The worker is DRAINING');
  });

  test('is not well without its store, and does not repeat what the store said', async () => {
    const port = await start(null, { log: { head: () => Promise.reject(new Error('hunter2')) } });
    const { code, stderr } = await health(port);
    expect(code).toBe(1);
    expect(stderr).toContain('The store does not answer');
    expect(stderr).not.toContain('hunter2');
  });

  test('is not well when nobody answers', async () => {
    const port = await start(null);
    await running.pop()!.close();
    const { code, stderr } = await health(port);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: http:\/\/127\.0\.0\.1:\d+\/health does not answer: .*ECONNREFUSED/);
  });
});
