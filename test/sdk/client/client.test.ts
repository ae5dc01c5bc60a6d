import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  apiPath,
  AutomationsClient,
  ConflictError,
  InvalidRequestError,
  NotFoundError,
  RateLimitedError,
  ServerError,
  TimeoutError,
  UnauthorizedError,
  UnreachableError,
} from '../../../src/sdk/index.ts';
import { connectionOf } from '../../../src/sdk/client/connection.ts';
import { automationBody, startGateway, type TestGateway } from '../../support/gateway.ts';

let gateway: TestGateway;
let locked: TestGateway;

beforeAll(async () => {
  gateway = await startGateway();
  locked = await startGateway({ apiKeys: [{ name: 'ci', key: 's3cret' }] });
});
afterAll(async () => {
  await gateway.close();
  await locked.close();
});

/** What a promise was rejected with. */
async function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    (value) => expect.fail(`answered ${JSON.stringify(value)}`),
    (error: unknown) => error,
  );
}

/** A server that answers what the test says, call by call; the last answer stays. */
async function scripted(
  ...answers: ((req: IncomingMessage, res: ServerResponse) => void)[]
): Promise<{ url: string; calls: IncomingMessage[]; close(): void }> {
  const calls: IncomingMessage[] = [];
  const server = createServer((req, res) => {
    calls.push(req);
    (answers[Math.min(calls.length, answers.length) - 1] as (typeof answers)[number])(req, res);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`,
    calls,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const answer =
  (status: number, body: unknown, headers: Record<string, string> = {}) =>
  (_req: IncomingMessage, res: ServerResponse) =>
    void res.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
const hangUp = (req: IncomingMessage): void => void req.socket.destroy();

test('an address comes from the option, the environment, or is the default one', () => {
  const env = { AUTOMATIONS_API_URL: 'https://a.example/prefix/api/', AUTOMATIONS_API_KEY: ' key ' };
  expect(connectionOf({}, {}).url).toBe('http://127.0.0.1:4300/api');
  expect(connectionOf({}, env)).toMatchObject({ url: 'https://a.example/prefix/api', apiKey: 'key' });
  expect(connectionOf({ url: 'http://b.example' }, env).url).toBe('http://b.example/api');
  expect(() => connectionOf({ url: 'localhost:4300' }, {})).toThrow(/no http or https URL/);
  expect(() => connectionOf({ url: 'http://u:p@b.example' }, {})).toThrow(/AUTOMATIONS_API_KEY/);
  expect(() => connectionOf({ apiKey: 'a\nb' }, {})).toThrow(TypeError);
});

test('names in a path are encoded', () => {
  expect(apiPath`/automations/${'a/b c?'}/firings`).toBe('/automations/a%2Fb%20c%3F/firings');
});

test('calls are answered, empty answers as undefined', async () => {
  const client = new AutomationsClient({ url: gateway.url });
  const made = await client.post<{ id: string; name: string }>('/automations/', automationBody('one'));
  expect(made.name).toBe('one');
  expect(await client.patch(apiPath`/automations/${made.id}`, { enabled: false })).toBeUndefined();
  expect(await client.get(apiPath`/automations/${made.id}`)).toMatchObject({ enabled: false });
  expect(await client.get(apiPath`/automations/${made.id}/firings`, { query: { limit: 1 } })).toEqual([]);
});

test('a refusal names its fields', async () => {
  const client = new AutomationsClient({ url: gateway.url });
  const body = automationBody('bad', {
    actions: [{ type: 'do-nothing' }, { type: 'run-deployment', source: 'selected' }],
  });
  const error = await rejection(client.post('/automations/', { ...body, name: 7 }));
  expect(error).toBeInstanceOf(InvalidRequestError);
  const { fields, message, status } = error as InvalidRequestError;
  expect(status).toBe(422);
  expect(fields.map(({ path }) => path)).toContain('name');
  expect(fields.some(({ steps }) => steps[0] === 'actions' && steps[1] === 1)).toBe(true);
  expect(message).toMatch(/POST .*\/automations\/: refused: .*name: Input should be a valid string/);
});

test('what does not exist, and what is taken', async () => {
  const client = new AutomationsClient({ url: gateway.url });
  expect(await rejection(client.get('/automations/nobody'))).toBeInstanceOf(NotFoundError);
  await client.post('/variables/', { name: 'taken', value: 1 });
  const error = await rejection(client.post('/variables/', { name: 'taken', value: 1 }));
  expect(error).toBeInstanceOf(ConflictError);
});

test('a key is sent, and its absence explained', async () => {
  const error = await rejection(new AutomationsClient({ url: locked.url }).get('/automations/x'));
  expect(error).toBeInstanceOf(UnauthorizedError);
  expect((error as Error).message).toMatch(/AUTOMATIONS_API_KEY/);
  for (const apiKey of ['s3cret', 'ci:s3cret']) {
    const client = new AutomationsClient({ url: locked.url, apiKey });
    expect(await client.post('/automations/count', {})).toBe(0);
  }
});

test('nobody at home: tried again, then told', async () => {
  const server = await scripted(answer(200, {}));
  server.close();
  const error = await rejection(new AutomationsClient({ url: server.url, retries: 1 }).post('/events', []));
  expect(error).toBeInstanceOf(UnreachableError);
  expect((error as Error).message).toMatch(/ECONNREFUSED.*automations dev.*AUTOMATIONS_API_URL/);
});

test('a broken connection is tried again where that is safe, and only there', async () => {
  const server = await scripted(hangUp, answer(200, { ok: true }));
  const client = new AutomationsClient({ url: server.url });
  expect(await client.get('/x')).toEqual({ ok: true });
  server.close();

  const other = await scripted(hangUp, answer(201, { ok: true }));
  const once = new AutomationsClient({ url: other.url });
  expect(await rejection(once.post('/x', {}))).toBeInstanceOf(UnreachableError);
  expect(other.calls).toHaveLength(1);
  other.calls.length = 0;
  expect(await once.post('/x', {}, { idempotencyKey: 'k' })).toEqual({ ok: true });
  expect(other.calls.map(({ headers }) => headers['idempotency-key'])).toEqual(['k', 'k']);
  other.close();
});

test('a delete whose answer was lost has succeeded', async () => {
  const server = await scripted(hangUp, answer(404, { exception_message: 'Automation not found' }));
  const client = new AutomationsClient({ url: server.url });
  expect(await client.delete('/automations/1')).toBeUndefined();
  expect(await rejection(client.delete('/automations/1'))).toBeInstanceOf(NotFoundError);
  server.close();
});

test('too many requests: waited for as long as asked, given up when that is too long', async () => {
  const server = await scripted(answer(429, '', { 'retry-after': '0' }), answer(201, { id: 1 }));
  expect(await new AutomationsClient({ url: server.url }).post('/x', {})).toEqual({ id: 1 });
  server.close();
  const strict = await scripted(answer(429, '', { 'retry-after': '3600' }));
  const error = await rejection(new AutomationsClient({ url: strict.url }).post('/x', {}));
  expect(error).toBeInstanceOf(RateLimitedError);
  expect(error).toMatchObject({ retryAfterMs: 3_600_000, message: expect.stringContaining('in 3600 s') });
  expect(strict.calls).toHaveLength(1);
  strict.close();
});

test('server errors are tried again for reads; what is no JSON is not the API', async () => {
  const server = await scripted(
    answer(503, { exception_message: 'Service Unavailable' }, { 'retry-after': '0' }),
  );
  const error = await rejection(new AutomationsClient({ url: server.url, retries: 2 }).get('/x'));
  expect(error).toBeInstanceOf(ServerError);
  expect(server.calls).toHaveLength(3);
  server.close();
  const page = await scripted(answer(200, '<html></html>'));
  expect(await rejection(new AutomationsClient({ url: page.url }).get('/x'))).toMatchObject({
    code: 'unexpected_answer',
  });
  page.close();
});

test('silence ends by the time limit, or by the caller', async () => {
  const server = await scripted(() => {});
  const client = new AutomationsClient({ url: server.url, retries: 0, timeoutMs: 50 });
  expect(await rejection(client.get('/x'))).toBeInstanceOf(TimeoutError);
  const controller = new AbortController();
  const call = rejection(client.get('/x', { signal: controller.signal, timeoutMs: 60_000 }));
  controller.abort(new Error('enough'));
  expect(await call).toMatchObject({ message: 'enough' });
  server.close();
});
