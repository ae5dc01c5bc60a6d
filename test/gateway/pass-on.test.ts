import { randomBytes } from 'node:crypto';
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocketServer, WebSocket } from 'ws';
import { UpstreamClient, upstreamAgent } from '../../src/upstream/client.ts';
import { upstreamTarget } from '../../src/upstream/target.ts';
import { EventSocket } from '../support/event-socket.ts';
import { startGateway, type TestGateway } from '../support/gateway.ts';
import { until } from '../support/until.ts';

// What the gateway does with calls that are not its own, against a server that can be made to misbehave.

type Handler = (req: IncomingMessage, res: ServerResponse) => void;

const key = { authorization: 'Bearer s3cret' };
/** Where pages come from that may call. */
const page = 'http://prefect.test:4200';
/** How long the server may be silent. */
const SILENCE_MS = 3_000;
const seen: IncomingMessage[] = [];
let handler: Handler;
const server = createServer((req, res) => {
  seen.push(req);
  handler(req, res);
});
const sockets = new WebSocketServer({ noServer: true, handleProtocols: () => 'prefect' });
let onSocket: (socket: WebSocket, req: IncomingMessage) => void;
server.on('upgrade', (req, socket, head) => {
  if (req.url?.includes('refused'))
    return void socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 15\r\n\r\n{"detail":"no"}');
  sockets.handleUpgrade(req, socket, head, (websocket) => onSocket(websocket, req));
});

let gateway: TestGateway;
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const target = upstreamTarget({
    apiUrl: `http://127.0.0.1:${port}/base/api`,
    apiKey: undefined,
    authString: 'admin:behind',
  });
  const agent = upstreamAgent();
  gateway = await startGateway({
    apiKeys: [{ name: 'ci', key: 's3cret' }],
    corsOrigins: [page],
    upstream: { agent, client: new UpstreamClient(target, agent), silenceMs: SILENCE_MS },
  });
});
afterAll(async () => {
  await gateway.close();
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  seen.length = 0;
  handler = (_req, res) => res.end('{}');
});

describe('calls that are not ours', () => {
  it('go on with query, body and headers, and with other credentials', async () => {
    handler = (req, res) => {
      res.writeHead(201, {
        'content-type': 'application/json',
        'x-theirs': 'yes',
        'keep-alive': 'timeout=1',
      });
      req.pipe(res);
    };
    const reply = await gateway.call(
      'POST',
      '/flow_runs/filter?a=1&a=2%20b',
      { limit: 3 },
      {
        ...key,
        'x-prefect-api-version': '0.8.4',
      },
    );
    expect(reply).toMatchObject({ status: 201, body: { limit: 3 } });
    expect(reply.headers.get('x-theirs')).toBe('yes');
    expect(reply.headers.get('keep-alive')).not.toBe('timeout=1');
    const [req] = seen;
    expect(req?.url).toBe('/base/api/flow_runs/filter?a=1&a=2%20b');
    expect(req?.headers).toMatchObject({
      authorization: `Basic ${Buffer.from('admin:behind').toString('base64')}`,
      'x-prefect-api-version': '0.8.4',
      via: '1.1 automations-gateway',
    });
    expect(gateway.log.join('')).not.toMatch(/admin:behind|s3cret|YWRtaW46/);
  });

  it('leave behind what belongs to the connection', async () => {
    const { port } = new URL(gateway.url);
    const headers = {
      ...key,
      connection: 'x-hop, keep-alive',
      'x-hop': 'gone',
      te: 'trailers',
      'x-kept': '1',
    };
    const raw = httpRequest({ port, host: '127.0.0.1', path: '/api/flows/x', headers });
    raw.end();
    const [reply] = (await once(raw, 'response')) as [IncomingMessage];
    reply.resume();
    expect(seen[0]?.headers).toMatchObject({ 'x-kept': '1' });
    expect(seen[0]?.headers).not.toHaveProperty('x-hop');
    expect(seen[0]?.headers).not.toHaveProperty('te');
  });

  it("may come in Cloud's form of the URL", async () => {
    const workspace =
      '/accounts/0b7d3f9e-3c1a-4c41-9f5e-2f3a4f1c0b11/workspaces/8a1c9f51-58f5-4f0e-9a52-5c1b6c1e3d22';
    await gateway.call('GET', `${workspace}/flows/x?a=1`, undefined, key);
    expect((await gateway.call('POST', `${workspace}/automations/count`, {}, key)).body).toBe(0);
    expect(seen.map(({ url }) => url)).toEqual(['/base/api/flows/x?a=1']);
  });

  it('need the credentials of the gateway, and go nowhere without', async () => {
    expect((await gateway.call('GET', '/flows/x')).status).toBe(401);
    expect(seen).toHaveLength(0);
  });

  it('come back with the errors of the server as they are', async () => {
    handler = (_req, res) => {
      res.writeHead(409, { 'content-type': 'application/json' });
      res.end('{"detail":"theirs"}');
    };
    expect(await gateway.call('DELETE', '/deployments/x', undefined, key)).toMatchObject({
      status: 409,
      body: { detail: 'theirs' },
    });
  });

  it('follow redirects through the gateway', async () => {
    handler = (req, res) => {
      res.writeHead(307, { location: `http://${req.headers.host}${req.url}/?q=1` });
      res.end();
    };
    const reply = await gateway.call('GET', '/deployments', undefined, key);
    expect(reply.status).toBe(307);
    expect(reply.headers.get('location')).toBe(`${gateway.url}/api/deployments/?q=1`);
  });

  it.each([2, 20_000_000])(
    'are redirected as well with a body of %d bytes that nobody reads',
    async (size) => {
      handler = (req, res) => {
        res.writeHead(307, { location: `${req.url}/` });
        res.end(() => req.resume());
      };
      const reply = await gateway.call('POST', '/deployments', 'x'.repeat(size), key);
      expect(reply.status).toBe(307);
      expect(reply.headers.get('location')).toBe(`${gateway.url}/api/deployments/`);
    },
  );

  it('cannot leave the API of the server', async () => {
    const { port } = new URL(gateway.url);
    const raw = httpRequest({ port, host: '127.0.0.1', path: '/api/x/../../secret', headers: key });
    raw.end();
    const [reply] = (await once(raw, 'response')) as [IncomingMessage];
    reply.resume();
    expect(reply.statusCode).toBe(404);
    expect(seen).toHaveLength(0);
  });

  it('are streamed both ways: neither body waits for its end', async () => {
    handler = (req, res) => {
      res.writeHead(200, { 'content-type': 'text/plain' });
      req.on('data', (chunk: Buffer) => res.write(`got ${chunk.toString()}`));
      req.on('end', () => res.end('.'));
    };
    const { port } = new URL(gateway.url);
    const raw = httpRequest({ port, host: '127.0.0.1', path: '/api/anything', method: 'POST', headers: key });
    raw.write('one');
    const [reply] = (await once(raw, 'response')) as [IncomingMessage];
    let text = '';
    reply.on('data', (chunk: Buffer) => (text += chunk.toString()));
    await until('the first part', () => text === 'got one');
    raw.end('two');
    await once(reply, 'end');
    expect(text).toBe('got onegot two.');
  });

  it('do not fill the memory: a caller that reads slowly slows the server down', async () => {
    let written = 0;
    let stop = false;
    handler = (_req, res) => {
      const chunk = Buffer.alloc(100_000, 'x');
      const more = (): void => {
        while (!stop && written < 400_000_000) {
          written += chunk.length;
          if (!res.write(chunk)) return void res.once('drain', more);
        }
        res.end();
      };
      more();
    };
    const { port } = new URL(gateway.url);
    const raw = httpRequest({ port, host: '127.0.0.1', path: '/api/large', headers: key });
    raw.end();
    const [reply] = (await once(raw, 'response')) as [IncomingMessage];
    reply.pause();
    await until('the server waits', async () => {
      const before = written;
      await sleep(200);
      return written === before;
    });
    expect(written).toBeLessThan(100_000_000);
    stop = true;
    reply.destroy();
  });

  it('end at the server when the caller leaves', async () => {
    let left = false;
    handler = (_req, res) => void res.once('close', () => (left = true));
    const gone = new AbortController();
    const call = fetch(`${gateway.url}/api/slow`, { headers: key, signal: gone.signal }).catch(() => null);
    await until('the call is there', () => seen.length === 1);
    gone.abort();
    await call;
    await until('the server knows', () => left);
  });

  it('break off where the server breaks off', async () => {
    handler = (_req, res) => {
      res.writeHead(200, { 'content-length': '100' });
      res.write('part', () => res.destroy());
    };
    const broken = fetch(`${gateway.url}/api/broken`, { headers: key }).then((reply) => reply.text());
    await expect(broken).rejects.toThrow();
  });

  it('are a 504 when the server takes them and never answers', async () => {
    handler = () => {};
    const reply = await gateway.call('POST', '/flow_runs/filter', {}, key);
    expect(reply).toMatchObject({
      status: 504,
      body: { exception_message: expect.stringContaining('does not answer') },
    });
    expect(reply.headers.get('retry-after')).toBe('1');
  }, 30_000);

  it('break off where the server falls silent, and go on for as long as it says something', async () => {
    handler = (req, res) => {
      res.writeHead(200);
      res.write('begin ');
      if (!req.url?.endsWith('slow')) return;
      let said = 0;
      const more = setInterval(() => res.write(`${(said += 1)} `), SILENCE_MS / 6);
      setTimeout(() => {
        clearInterval(more);
        res.end('end');
      }, SILENCE_MS * 1.5);
    };
    const silent = fetch(`${gateway.url}/api/silent`, { headers: key }).then((reply) => reply.text());
    const [slow] = await Promise.all([
      gateway.call('GET', '/slow', undefined, key),
      expect(silent).rejects.toThrow(),
    ]);
    expect(slow.status).toBe(200);
    expect(slow.body).toMatch(/^begin 1 2 .* end$/);
  }, 60_000);

  it('are a 502 when the server breaks off in the middle of what it is sent', async () => {
    handler = (req) => void req.once('data', () => req.socket.destroy());
    const reply = await gateway.call('POST', '/artifacts/', 'x'.repeat(5_000_000), key);
    expect(reply.status).toBe(502);
  });

  it('carry large bodies unharmed, and of any length', async () => {
    handler = (req, res) => void req.pipe(res);
    const sent = randomBytes(8_000_000).toString('hex');
    for (const length of [0, 1, 65_536, sent.length]) {
      const reply = await gateway.call('PUT', '/echo', sent.slice(0, length), key);
      expect(reply.status).toBe(200);
      expect(reply.body === sent.slice(0, length)).toBe(true);
    }
  });

  it('go on when the server was started again', async () => {
    const { port } = server.address() as AddressInfo;
    expect((await gateway.call('GET', '/flows/x', undefined, key)).status).toBe(200);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    const calls = Array.from({ length: 10 }, () => gateway.call('GET', '/flows/x', undefined, key));
    expect((await Promise.all(calls)).map(({ status }) => status)).toEqual(calls.map(() => 502));
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    expect((await gateway.call('GET', '/flows/x', undefined, key)).status).toBe(200);
  });

  it('are a 502 when the server is away, and a 508 when it is the gateway itself', async () => {
    handler = (req) => req.socket.destroy();
    expect(await gateway.call('GET', '/flows/x', undefined, key)).toMatchObject({
      status: 502,
      body: { exception_message: expect.stringContaining('cannot be reached') },
    });
    const round = { ...key, via: '1.1 automations-gateway' };
    expect((await gateway.call('GET', '/flows/x', undefined, round)).status).toBe(508);
  });
});

describe('pages of another origin', () => {
  const asked = {
    'access-control-request-method': 'PATCH',
    'access-control-request-headers': 'authorization,x-prefect-ui',
  };
  // What a browser goes by.
  const allowed = (reply: { headers: Headers }) => reply.headers.get('access-control-allow-origin');

  it.each(['/flows/x', '/automations/x'])(
    'may call %s when they are named, with credentials',
    async (path) => {
      handler = (_req, res) => {
        res.writeHead(200, { 'access-control-allow-origin': '*', vary: 'Accept' });
        res.end('{}');
      };
      const question = await gateway.call('OPTIONS', path, undefined, { origin: page, ...asked });
      expect(question.status).toBe(204);
      expect(allowed(question)).toBe(page);
      expect(question.headers.get('access-control-allow-methods')).toContain('PATCH');
      expect(question.headers.get('access-control-allow-headers')).toBe('authorization,x-prefect-ui');
      expect(question.headers.get('access-control-allow-credentials')).toBeNull();
      expect(seen).toHaveLength(0);

      const without = await gateway.call('GET', path, undefined, { origin: page });
      expect([without.status, allowed(without)]).toEqual([401, page]);
      const reply = await gateway.call('GET', path, undefined, { origin: page, ...key });
      expect(reply.status).not.toBe(403);
      expect(allowed(reply)).toBe(page);
      expect(reply.headers.get('vary')).toMatch(/Origin/);
    },
  );

  it.each(['http://prefect.test', 'https://prefect.test:4200', 'null', 'http://evil.test:4200'])(
    'are refused when they are not: %s',
    async (origin) => {
      handler = (_req, res) => {
        res.writeHead(200, { 'access-control-allow-origin': '*' });
        res.end('{}');
      };
      for (const more of [asked, {}]) {
        const method = more === asked ? 'OPTIONS' : 'GET';
        const reply = await gateway.call(method, '/flows/x', undefined, { origin, ...key, ...more });
        expect([reply.status, allowed(reply)]).toEqual([403, null]);
      }
      expect(seen).toHaveLength(0);
    },
  );

  it('are told nothing by the server behind of who may read its replies', async () => {
    handler = (_req, res) => {
      res.writeHead(200, { 'access-control-allow-origin': '*', 'access-control-allow-credentials': 'true' });
      res.end('{}');
    };
    const reply = await gateway.call('GET', '/flows/x', undefined, key);
    expect(allowed(reply)).toBeNull();
    expect(reply.headers.get('access-control-allow-credentials')).toBeNull();
  });

  it('may open websockets when they are named', async () => {
    onSocket = (socket) => socket.once('message', () => socket.send('{"type":"auth_success"}'));
    const url = `${gateway.url.replace('http', 'ws')}/api/logs/out`;
    const named = new WebSocket(url, ['prefect'], { origin: page });
    await once(named, 'open');
    named.send(JSON.stringify({ type: 'auth', token: 's3cret' }));
    expect(String((await once(named, 'message'))[0])).toContain('auth_success');
    named.terminate();
    const other = new WebSocket(url, ['prefect'], { origin: 'http://evil.test' });
    const [, reply] = (await once(other, 'unexpected-response')) as [unknown, IncomingMessage];
    expect(reply.statusCode).toBe(403);
  });
});

describe('websockets that are not ours', () => {
  it('are opened with the credentials of each side, and joined both ways', async () => {
    const first: unknown[] = [];
    onSocket = (socket) => {
      socket.once('message', (text: Buffer) => {
        first.push(JSON.parse(text.toString()));
        socket.send('{"type":"auth_success"}');
        socket.on('message', (data, binary) => socket.send(data, { binary }));
        socket.on('message', (data: Buffer) => data.toString() === 'bye' && socket.close(4321, 'so long'));
      });
    };
    const socket = await EventSocket.open(gateway.url, '../logs/out?x=1');
    socket.send({ type: 'auth', token: 's3cret' });
    await socket.received(1);
    expect(first).toEqual([{ type: 'auth', token: 'admin:behind' }]);
    expect(socket.messages).toEqual([{ type: 'auth_success' }]);
    socket.send({ n: 1 });
    await socket.received(2);
    expect(socket.messages[1]).toEqual({ n: 1 });
    socket.socket.removeAllListeners('message');
    socket.send('bye');
    expect(await socket.closed).toEqual({ code: 4321, reason: 'so long' });
  });

  it('are refused at the gateway when its credentials are wrong', async () => {
    let said = 0;
    onSocket = (socket) => socket.on('message', () => said++);
    const socket = await EventSocket.open(gateway.url, '../logs/out');
    socket.send({ type: 'auth', token: 'wrong' });
    expect(await socket.closed).toEqual({ code: 1008, reason: 'Invalid token' });
    expect(said).toBe(0);
  });

  it('pass on how the caller ends', async () => {
    const ends: number[] = [];
    onSocket = (socket) => {
      socket.once('message', () => socket.send('{"type":"auth_success"}'));
      socket.on('close', (code) => ends.push(code));
    };
    const socket = await EventSocket.authenticated(gateway.url, '../logs/out', 's3cret');
    socket.socket.close(1000);
    await until('the end is passed on', () => ends.length === 1);
    expect(ends).toEqual([1000]);
    const other = await EventSocket.authenticated(gateway.url, '../logs/out', 's3cret');
    other.socket.terminate();
    await until('a break is passed on', () => ends.length === 2);
  });

  it('come back with a refusal as it is', async () => {
    const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/api/refused`, ['prefect']);
    const [, reply] = (await once(socket, 'unexpected-response')) as [unknown, IncomingMessage];
    expect(reply.statusCode).toBe(404);
  });

  it('slow the server down when the caller reads slowly', async () => {
    let sent = 0;
    let stop = false;
    onSocket = (socket) => {
      socket.once('message', () => {
        socket.send('{"type":"auth_success"}');
        const text = 'x'.repeat(100_000);
        const more = (): void => {
          if (stop || sent > 4_000) return;
          sent += 1;
          socket.send(text, (error) => (error ? undefined : setImmediate(more)));
        };
        more();
      });
    };
    const socket = await EventSocket.open(gateway.url, '../logs/out');
    socket.socket.removeAllListeners('message');
    socket.send({ type: 'auth', token: 's3cret' });
    await until('it flows', () => sent > 5);
    socket.socket.pause();
    await until('the server waits', async () => {
      const before = sent;
      await sleep(300);
      return sent === before;
    });
    expect(sent).toBeLessThan(1_000);
    stop = true;
    socket.socket.terminate();
  });
});
