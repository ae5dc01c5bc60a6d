import type { lookup as systemLookup } from 'node:dns';
import { type LookupAddress } from 'node:dns';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { closeConnections, createGuardedAgent } from '../../src/http/agent-pool.ts';
import { guardedFetch, type GuardedRequest } from '../../src/http/guarded-fetch.ts';
import { startPeer, type Peer } from './peer.ts';

const peers: Peer[] = [];

async function peer(...args: Parameters<typeof startPeer>): Promise<Peer> {
  const started = await startPeer(...args);
  peers.push(started);
  return started;
}

afterEach(async () => {
  await Promise.all(peers.splice(0).map((started) => started.close()));
});
afterAll(closeConnections);

function get(url: string, rest: Partial<GuardedRequest> = {}) {
  return guardedFetch({ method: 'GET', url, allowPrivate: true, ...rest });
}

/** A resolver that gives the next set of addresses at each question. */
function resolver(...answers: string[][]): typeof systemLookup {
  const rest = [...answers];
  return ((_name: string, _options: unknown, callback: (error: null, found: LookupAddress[]) => void) => {
    const addresses = rest.length > 1 ? rest.shift() : rest[0];
    callback(
      null,
      (addresses ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  }) as unknown as typeof systemLookup;
}

describe('calls', () => {
  test('send method, headers and body, and return status, headers and body', async () => {
    const { url, requests } = await peer((_request, response) => {
      response.writeHead(418, { 'x-kind': 'teapot', 'set-cookie': ['a=1', 'b=2'] }).end('short and stout');
    });
    const outcome = await guardedFetch({
      method: 'PUT',
      url: `${url}/pot?x=1`,
      headers: { 'X-Own': 'yes', 'Content-Length': '9999', Connection: 'upgrade' },
      body: 'tea',
      allowPrivate: true,
    });
    expect(outcome).toMatchObject({ statusCode: 418, body: 'short and stout' });
    expect(outcome.headers).toMatchObject({ 'x-kind': 'teapot', 'set-cookie': 'a=1, b=2' });
    expect(requests).toMatchObject([
      { method: 'PUT', path: '/pot?x=1', body: 'tea', headers: { 'x-own': 'yes' } },
    ]);
  });

  test('send user and password of the URL as Basic credentials, unless a header says otherwise', async () => {
    const { port, requests } = await peer();
    const url = `http://us%20er:p%40ss@127.0.0.1:${port}/`;
    await get(url);
    await get(url, { headers: { Authorization: 'Bearer own' } });
    const [first, second] = requests.map(({ headers }) => headers.authorization);
    expect(Buffer.from(String(first).slice(6), 'base64').toString()).toBe('us er:p@ss');
    expect(second).toBe('Bearer own');
  });

  test('keep connections open, and bounded in number', async () => {
    const { url, connections } = await peer((_request, response) => void setTimeout(() => response.end(), 5));
    for (let call = 0; call < 20; call += 1) await get(url);
    expect(connections()).toBeLessThan(5);
    await Promise.all(Array.from({ length: 100 }, () => get(url)));
    expect(connections()).toBeLessThanOrEqual(32);
  });

  test('read 64 KB of an endless answer and drop the connection', async () => {
    let isClosed = false;
    const { url } = await peer((_request, response) => {
      const writing = setInterval(() => response.write('x'.repeat(16_384)), 1);
      response.on('close', () => {
        clearInterval(writing);
        isClosed = true;
      });
    });
    const { body } = await get(url);
    expect(body).toHaveLength(64 * 1024);
    await expect.poll(() => isClosed).toBe(true);
  });

  test('keep the status of an answer that breaks off', async () => {
    const { url } = await peer((_request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half');
      setTimeout(() => response.destroy(), 20);
    });
    expect(await get(url)).toMatchObject({ statusCode: 200, body: 'half' });
  });
});

describe('failures', () => {
  const retryable = (code: string) => expect.objectContaining({ code, retryable: true });
  const permanent = (code: string) => expect.objectContaining({ code, retryable: false });

  test('no answer in time', async () => {
    const { url } = await peer(() => {});
    await expect(get(url, { timeoutMs: 50 })).rejects.toEqual(retryable('timeout'));
  });

  test('an answer that stalls after its status is an answer', async () => {
    const { url } = await peer((_request, response) => void response.writeHead(202).write('part'));
    expect(await get(url, { timeoutMs: 200 })).toMatchObject({ statusCode: 202, body: 'part' });
  });

  test('given up by the caller, before and during the call', async () => {
    const { url, requests } = await peer(() => {});
    await expect(get(url, { signal: AbortSignal.abort() })).rejects.toEqual(retryable('aborted'));
    expect(requests).toHaveLength(0);
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 30);
    await expect(get(url, { signal: controller.signal })).rejects.toEqual(retryable('aborted'));
  });

  test('nobody listens', async () => {
    const closed = await startPeer();
    await closed.close();
    await expect(get(closed.url)).rejects.toEqual(retryable('network_error'));
    await expect(get(closed.url)).rejects.toThrow(/ECONNREFUSED/);
  });

  test('the peer hangs up', async () => {
    const server = createServer((socket) => socket.on('data', () => socket.destroy())).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await expect(get(`http://127.0.0.1:${port}`)).rejects.toEqual(retryable('network_error'));
    server.close();
  });

  test('the name does not exist', async () => {
    await expect(get('http://no-such-name.invalid/')).rejects.toEqual(retryable('network_error'));
  });

  test.each(['ftp://127.0.0.1/', 'file:///etc/passwd', 'no url', 'http://'])(
    '%s is no URL to call',
    async (url) => {
      await expect(get(url)).rejects.toEqual(permanent('invalid_url'));
    },
  );

  test('a header that HTTP does not allow', async () => {
    const { url } = await peer();
    await expect(get(url, { headers: { 'x-a': 'b\r\nx-c: d' } })).rejects.toEqual(
      permanent('invalid_request'),
    );
  });

  test('a certificate that is not trusted, unless verification is off', async () => {
    const { url } = await peer(undefined, { tls: true });
    await expect(get(url)).rejects.toEqual(permanent('tls_failed'));
    expect(await get(url, { verify: false })).toMatchObject({ statusCode: 200 });
  });
});

describe('private addresses', () => {
  const refused = expect.objectContaining({ code: 'private_address_refused', retryable: false });

  test.each([
    ['an address', (port: number) => `http://127.0.0.1:${port}/`],
    ['an odd form of an address', (port: number) => `http://0x7f.1:${port}/`],
    ['a number', (port: number) => `http://2130706433:${port}/`],
    ['a name', (port: number) => `http://localhost:${port}/`],
    ['a mapped address', (port: number) => `http://[::ffff:127.0.0.1]:${port}/`],
    ['the unspecified address', (port: number) => `http://0.0.0.0:${port}/`],
  ])('%s is refused before a byte is sent', async (_what, urlOf) => {
    const { port, connections } = await peer();
    await expect(get(urlOf(port), { allowPrivate: false })).rejects.toEqual(refused);
    expect(connections()).toBe(0);
  });

  test('IPv6 loopback is refused, and served when allowed', async () => {
    const { url, requests } = await peer(undefined, { host: '::1' });
    await expect(get(url, { allowPrivate: false })).rejects.toEqual(refused);
    expect(requests).toHaveLength(0);
    expect(await get(url, { allowPrivate: false, allowPrivateHosts: ['::1'] })).toMatchObject({
      statusCode: 200,
    });
  });

  test('the allow list lets a host or a range pass', async () => {
    const { url, port } = await peer();
    const listed = (allowPrivateHosts: string[], target = url) =>
      get(target, { allowPrivate: false, allowPrivateHosts });
    expect(await listed(['127.0.0.0/8'])).toMatchObject({ statusCode: 200 });
    expect(await listed(['localhost'], `http://localhost:${port}/`)).toMatchObject({ statusCode: 200 });
    await expect(listed(['10.0.0.0/8'])).rejects.toEqual(refused);
  });

  test('a connection that an allowing block has open serves no other block', async () => {
    const { url } = await peer();
    await get(url);
    await expect(get(url, { allowPrivate: false })).rejects.toEqual(refused);
  });

  test('a redirect is an answer and is not followed', async () => {
    const target = await peer();
    const { url } = await peer((_request, response) => {
      response.writeHead(307, { location: target.url }).end();
    });
    const rules = { allowPrivate: false, allowPrivateHosts: [new URL(url).hostname] };
    expect(await get(url, rules)).toMatchObject({ statusCode: 307, headers: { location: target.url } });
    expect(target.connections()).toBe(0);
  });

  test('the address that was checked is the one that is connected to', async () => {
    const { port, requests } = await peer();
    const options = {
      allowPrivate: false,
      allowPrivateHosts: ['127.0.0.1'],
      verify: true,
      connectTimeoutMs: 500,
    };
    // The first answer passes; whoever asks a second time would be sent elsewhere.
    const lookup = resolver(['127.0.0.1'], ['10.255.255.1']);
    const dispatcher = createGuardedAgent(options, lookup);
    const outcome = await get(`http://rebind.example:${port}/`, { ...options, dispatcher });
    expect(outcome.statusCode).toBe(200);
    expect(requests[0]?.headers.host).toBe(`rebind.example:${port}`);
    await dispatcher.close();
  });

  test.each([
    ['all private', ['10.0.0.1']],
    ['a private one among public ones', ['93.184.216.34', '127.0.0.1']],
    ['a mapped private one', ['::ffff:192.168.0.1']],
  ])('a name is refused with %s', async (_what, addresses) => {
    const options = { allowPrivate: false, verify: true, connectTimeoutMs: 500 };
    const dispatcher = createGuardedAgent(options, resolver(addresses));
    await expect(get('http://mixed.example/', { ...options, dispatcher })).rejects.toEqual(refused);
    await dispatcher.close();
  });
});
