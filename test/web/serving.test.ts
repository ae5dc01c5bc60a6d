import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startGateway, type TestGateway } from '../support/gateway.ts';
import { builtPage } from '../support/web-page.ts';

let folder: string;
let open: TestGateway;
let locked: TestGateway;

beforeAll(async () => {
  folder = await builtPage();
  open = await startGateway();
  locked = await startGateway({ apiKeys: [{ name: 'test', key: 's3cret' }] });
});
afterAll(async () => {
  await open?.close();
  await locked?.close();
});

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${open.url}${path}`, { headers });
const html = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

describe('the document', () => {
  test.each(['/', '/automations', '/automations/some-id?tab=x', '/events/event/2026-01-01/some.id'])(
    'is served for the view at %s',
    async (path) => {
      const reply = await get(path, html);
      expect(reply.status).toBe(200);
      expect(reply.headers.get('content-type')).toContain('text/html');
      expect(reply.headers.get('cache-control')).toBe('no-cache');
      expect(await reply.text()).toContain('<div id="root">');
    },
  );

  const routes = [
    ...readFileSync(join(import.meta.dirname, '../../web/app.tsx'), 'utf8').matchAll(
      /<Route path="([^"]+)"/g,
    ),
  ].map(([, path]) => path!.replaceAll(/:[a-z]+/g, 'x.y'));
  test.each(routes)('is served for %s to programs that take whatever there is', async (path) => {
    for (const headers of [{}, { accept: '*/*' }]) {
      const { status, headers: sent } = await rawGet(path, 'identity', headers);
      expect(status).toBe(200);
      expect(sent['content-type']).toContain('text/html');
    }
  });

  test.each(['/api/nothing', '/hooks/nothing', '/assets/nothing.js'])(
    'is not served for %s',
    async (path) => {
      for (const headers of [html, { accept: '*/*' }]) {
        const reply = await get(path, headers);
        expect(reply.status).toBe(404);
        expect(reply.headers.get('content-type')).toContain('json');
      }
    },
  );

  test('is for those who want to see a page: a program gets a 404 for an address that is no file', async () => {
    expect((await get('/automations', { accept: 'application/json' })).status).toBe(404);
    expect((await get('/robots.txt')).status).toBe(404);
    expect((await get('/nowhere')).status).toBe(404);
    expect((await get('/missing.png', { accept: 'image/png,*/*' })).status).toBe(404);
    expect((await fetch(`${open.url}/automations`, { method: 'POST', headers: html })).status).toBe(404);
  });

  test('allows no script but its own files, and only styles that carry the nonce of this reply', async () => {
    const replies = await Promise.all([get('/', html), get('/', html)]);
    const nonces = await Promise.all(
      replies.map(async (reply) => {
        const policy = reply.headers.get('content-security-policy') ?? '';
        expect(policy).toContain("default-src 'none'");
        expect(policy).toContain("script-src 'self'");
        const nonce = /style-src-elem 'self' 'nonce-([^']+)'/.exec(policy)?.[1];
        expect(await reply.text()).toContain(`content="${nonce}"`);
        return nonce;
      }),
    );
    expect(new Set(nonces).size).toBe(2);
  });
});

describe('files', () => {
  test('with a hash in their name are kept for ever, compressed as the browser can take it', async () => {
    const script = readdirSync(join(folder, 'assets')).find((name) => /^index-.*\.js$/.test(name))!;
    const plain = readFileSync(join(folder, 'assets', script));
    for (const [encoding, unpack] of [
      ['br', brotliDecompressSync],
      ['gzip', gunzipSync],
      ['identity', (data: Buffer) => data],
    ] as const) {
      const { headers, body } = await rawGet(`/assets/${script}`, encoding);
      expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
      expect(headers['content-type']).toContain('javascript');
      expect(headers['vary']).toContain('Accept-Encoding');
      expect(headers['content-encoding']).toBe(encoding === 'identity' ? undefined : encoding);
      expect(unpack(body).equals(plain)).toBe(true);
    }
  });

  test('without one are asked for again', async () => {
    expect((await get('/color-scheme.js')).headers.get('cache-control')).toBe('no-cache');
  });

  test('cannot be reached outside the folder of the page', async () => {
    for (const path of [
      '/assets/../../package.json',
      '/assets/%2e%2e/%2e%2e/package.json',
      '/index.html.br',
    ]) {
      expect((await rawGet(path, 'identity')).status).toBe(404);
    }
  });

  test('need no key, calls do', async () => {
    expect((await fetch(`${locked.url}/`, { headers: html })).status).toBe(200);
    expect((await locked.call('GET', '/server')).status).toBe(401);
    const reply = await locked.call('GET', '/server', undefined, { authorization: 'Bearer s3cret' });
    expect(reply.body).toEqual({
      version: '0.0.0-test',
      temporal_ui_url: null,
      temporal_namespace: 'default',
      upstream: false,
    });
  });
});

interface RawReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** A call whose path goes out as it is, and whose reply is not unpacked. */
function rawGet(path: string, encoding: string, more: Record<string, string> = {}): Promise<RawReply> {
  const { hostname, port } = new URL(open.url);
  return new Promise((resolve, reject) => {
    const call = request(
      { hostname, port, path, headers: { 'accept-encoding': encoding, ...more } },
      (reply) => {
        const parts: Buffer[] = [];
        reply.on('data', (part: Buffer) => parts.push(part));
        reply.on('end', () => {
          resolve({ status: reply.statusCode ?? 0, headers: reply.headers, body: Buffer.concat(parts) });
        });
      },
    );
    call.on('error', reject);
    call.end();
  });
}
