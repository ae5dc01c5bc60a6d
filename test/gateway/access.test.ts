import { request } from 'node:http';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isLoopbackAddress } from '../../src/gateway/loopback.ts';
import { send, startGateway, type TestGateway } from '../support/gateway.ts';

/** A GET with a Host header (and others) that fetch would not let through. */
function get(url: string, headers: Record<string, string>): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    request(url, { headers }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    })
      .on('error', reject)
      .end();
  });
}

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

describe('with API keys', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway({
      apiKeys: [
        { name: 'ci', key: 's3cret' },
        { name: 'default', key: 'bare-key' },
      ],
    });
  });
  afterAll(() => gateway.close());

  it.each([
    ['Bearer s3cret', 200],
    ['Bearer bare-key', 200],
    [basic('ci:s3cret'), 200],
    [basic('anyone:bare-key'), 200],
    ['Bearer wrong', 401],
    [basic('ci:wrong'), 401],
    ['', 401],
  ])('%s answers %i', async (authorization, status) => {
    const headers: Record<string, string> = authorization === '' ? {} : { authorization };
    const reply = await gateway.call('GET', '/admin/version', undefined, headers);
    expect(reply.status).toBe(status);
    if (status === 401) expect(reply.body).toEqual({ exception_message: 'Unauthorized' });
  });

  it('leaves health, readiness and hooks open', async () => {
    expect((await gateway.call('GET', '/health')).body).toBe(true);
    expect((await gateway.call('GET', '/ready/')).status).toBe(200);
    expect((await gateway.call('GET', '/openapi.json')).status).toBe(200);
    expect((await gateway.call('GET', '/docs')).status).toBe(200);
    expect((await send(`${gateway.url}/hooks/no-such-slug`, 'POST')).status).toBe(404);
  });

  it.each([
    '/docs/../hello',
    '/docs/x/y',
    '/variables/name/health',
    '/automations/health',
    '/health/x',
    '/health/../automations/x',
  ])('does not leave %s open', async (path) => {
    expect((await gateway.call('GET', path)).status).toBe(401);
  });

  it('serves other hosts than this one', async () => {
    const reply = await get(`${gateway.url}/api/admin/version`, {
      host: 'automations.example.com',
      authorization: 'Bearer s3cret',
      'x-forwarded-for': '203.0.113.9',
    });
    expect(reply.status).toBe(200);
  });

  it('does not let pages of another origin use credentials of the browser', async () => {
    const headers = { authorization: 'Bearer s3cret', origin: 'https://evil.example' };
    expect((await gateway.call('GET', '/admin/version', undefined, headers)).status).toBe(403);
    const own = { authorization: 'Bearer s3cret', origin: gateway.url };
    expect((await gateway.call('GET', '/admin/version', undefined, own)).status).toBe(200);
  });

  it('names the key in the log, and never shows it', async () => {
    await gateway.call('GET', '/hello', undefined, { authorization: 'Bearer s3cret' });
    await new Promise((resolve) => setTimeout(resolve, 50));
    const log = gateway.log.join('');
    expect(log).toContain('"key":"ci"');
    expect(log).not.toContain('s3cret');
  });
});

describe('without API keys', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway({ host: '0.0.0.0' });
  });
  afterAll(() => gateway.close());

  it.each([
    ['127.0.0.1', {}, 200],
    ['localhost:4300', {}, 200],
    ['[::1]:4300', {}, 200],
    ['app.localhost', {}, 200],
    ['rebound.example.com', {}, 403],
    ['127.0.0.1.example.com', {}, 403],
    ['localhost.example.com', {}, 403],
    ['192.168.1.5', {}, 403],
    ['localhost', { origin: 'https://evil.example' }, 403],
    ['localhost', { origin: 'null' }, 403],
    ['localhost:4300', { origin: 'http://localhost:4300' }, 200],
    ['localhost', { 'x-forwarded-for': '203.0.113.9' }, 403],
    ['localhost', { 'x-forwarded-for': '127.0.0.1, 203.0.113.9' }, 403],
    ['localhost', { forwarded: 'for=127.0.0.1' }, 403],
    ['localhost', { 'x-real-ip': '203.0.113.9' }, 403],
    ['localhost', { 'x-forwarded-for': '127.0.0.1' }, 200],
  ])('Host %s with %o answers %i', async (host, headers, status) => {
    const reply = await get(`${gateway.url}/api/admin/version`, {
      host,
      ...(headers as Record<string, string>),
    });
    expect(reply.status).toBe(status);
    if (status === 403) expect(JSON.parse(reply.body).exception_message).toMatch(/not served|are served/);
  });

  it('does not serve callers from elsewhere', async () => {
    const address = Object.values(networkInterfaces())
      .flat()
      .find((one) => one?.family === 'IPv4' && !one.internal)?.address;
    if (address === undefined) return; // a machine without a network has no elsewhere
    const port = new URL(gateway.url).port;
    const reply = await get(`http://${address}:${port}/api/admin/version`, { host: 'localhost' });
    expect(reply.status).toBe(403);
    expect(reply.body).toContain('AUTOMATIONS_API_KEY');
  });
});

describe('loopback addresses', () => {
  it.each(['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'])('%s is one', (address) => {
    expect(isLoopbackAddress(address)).toBe(true);
  });
  it.each([undefined, '', 'localhost', '10.0.0.1', '0.0.0.0', '::', '::ffff:10.0.0.1', '128.0.0.1'])(
    '%s is none',
    (address) => {
      expect(isLoopbackAddress(address)).toBe(false);
    },
  );
});
