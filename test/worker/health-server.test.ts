import { afterEach, describe, expect, test } from 'vitest';
import { createLogger } from '../../src/logging.ts';
import { Metrics } from '../../src/metrics/metrics.ts';
import type { ApiKey } from '../../src/settings.ts';
import { startHealthServer, type HealthServer } from '../../src/worker/health-server.ts';
import { startCli } from '../support/cli-process.ts';

const logger = createLogger({ level: 'silent' });
const answering = { log: { head: () => Promise.resolve(null as never) } };
const metrics = new Metrics();
const running: HealthServer[] = [];

afterEach(async () => {
  for (const server of running.splice(0)) await server.close();
});

async function start(
  reason: string | null,
  store = answering,
  apiKeys: readonly ApiKey[] = [],
): Promise<string> {
  const server = await startHealthServer({
    port: 0,
    host: '127.0.0.1',
    worker: { notReady: () => reason },
    store,
    logger,
    metrics,
    apiKeys,
  });
  running.push(server);
  return String(server.port);
}

async function health(port: string): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const cli = startCli(['health'], { AUTOMATIONS_HEALTH_PORT: port });
  const code = await cli.exitCode();
  return { code, stdout: cli.stdout(), stderr: cli.stderr() };
}

describe('metrics of a worker', () => {
  test('are for this machine, and tell what came of its actions', async () => {
    metrics.fired(2);
    metrics.acted('call-webhook', 'executed', 0.02);
    metrics.acted('call-webhook', 'failed', 7200);
    metrics.deferred('call-webhook');
    const url = `http://127.0.0.1:${await start(null)}/metrics`;
    const reply = await fetch(url);
    expect(reply.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    const text = await reply.text();
    for (const line of [
      'automations_firings_total 2',
      'automations_actions_total{type="call-webhook",outcome="executed"} 1',
      'automations_actions_total{type="call-webhook",outcome="failed"} 1',
      'automations_action_retries_total{type="call-webhook"} 1',
      'automations_action_seconds_bucket{le="0.025",type="call-webhook"} 1',
      'automations_action_seconds_bucket{le="3600",type="call-webhook"} 1',
      'automations_action_seconds_count{type="call-webhook"} 2',
    ])
      expect(text.split('\n')).toContain(line);
    expect(text).toMatch(/^process_cpu_seconds_total /m);
    // What a page of somebody else's makes a browser ask for.
    expect((await fetch(url, { headers: { origin: 'https://evil.example' } })).status).toBe(403);
    expect((await fetch(url, { headers: { 'x-forwarded-for': '203.0.113.9' } })).status).toBe(403);
  });

  test('ask for a key where there are any, and health does not', async () => {
    const base = `http://127.0.0.1:${await start(null, answering, [{ name: 'prom', key: 'k3y' }])}`;
    const ask = async (authorization?: string): Promise<number> =>
      (await fetch(`${base}/metrics`, { headers: authorization === undefined ? {} : { authorization } }))
        .status;
    expect([await ask(), await ask('Bearer no'), await ask('Bearer k3y')]).toEqual([401, 401, 200]);
    expect((await fetch(`${base}/health`)).status).toBe(200);
  });
});

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
