import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { closeConnections } from '../../src/http/agent-pool.ts';
import { callWebhook } from '../../src/notifiers/index.ts';
import { startPeer, type Peer } from '../http/peer.ts';

let peer: Peer;
beforeEach(async () => {
  peer = await startPeer(({ path, headers }, response) => {
    response.writeHead(path.startsWith('/fail') ? 500 : 200, {
      'x-kind': 'echo',
      'set-cookie': 'session=abcdef',
      'x-auth-token': 'abcdef',
      via: 'proxy',
      'x-echo': headers['x-key'] ?? '',
    });
    response.end(`you sent ${JSON.stringify(headers)}${'.'.repeat(3000)}`);
  });
});
afterEach(() => peer.close());
afterAll(closeConnections);

function call(data: Record<string, unknown>, payload: unknown, rest: object = {}) {
  return callWebhook(
    { slug: 'webhook', data: { url: peer.url, allow_private_urls: true, ...data } },
    payload,
    {
      idempotencyKey: 'k-1',
      ...rest,
    },
  );
}

describe('request', () => {
  test.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])('%s with a body', async (method) => {
    const { statusCode } = await call({ method }, 'text');
    expect(statusCode).toBe(200);
    expect(peer.requests).toMatchObject([{ method, body: 'text' }]);
  });

  test.each([
    [{ a: [1] }, '{"a":[1]}', 'application/json'],
    ['{"a": 1}', '{"a": 1}', 'application/json'],
    [' [1]', ' [1]', 'application/json'],
    ['{not json', '{not json', 'text/plain; charset=utf-8'],
    ['plain äöü', 'plain äöü', 'text/plain; charset=utf-8'],
    [0, '0', 'application/json'],
    ['', '', undefined],
    [null, '', undefined],
    [undefined, '', undefined],
  ])('the payload %j', async (payload, body, contentType) => {
    await call({}, payload);
    expect(peer.requests[0]?.body).toBe(body);
    expect(peer.requests[0]?.headers['content-type']).toBe(contentType);
  });

  test("the block's headers go along and win", async () => {
    const headers = { 'X-Key': 's3cret-key', 'Content-Type': 'application/cloudevents+json', Retries: 3 };
    await call({ headers }, '{}');
    expect(peer.requests[0]?.headers).toMatchObject({
      'x-key': 's3cret-key',
      'content-type': 'application/cloudevents+json',
      retries: '3',
      'idempotency-key': 'k-1',
      'user-agent': 'temporal-automations',
    });
    await call({ headers: { 'IDEMPOTENCY-KEY': 'own' } }, '{}');
    expect(peer.requests[1]?.headers['idempotency-key']).toBe('own');
  });

  test('private addresses are refused, unless the block or the deployment allows them', async () => {
    await call({ allow_private_urls: true }, '');
    for (const allow_private_urls of [false, undefined]) {
      await expect(call({ allow_private_urls }, '')).rejects.toMatchObject({
        code: 'private_address_refused',
        retryable: false,
      });
    }
    await call({ allow_private_urls: false }, '', { allowPrivateHosts: ['127.0.0.0/8'] });
    expect(peer.requests).toHaveLength(2);
  });

  test('a certificate is checked unless verify is off', async () => {
    const secure = await startPeer(undefined, { tls: true });
    await expect(call({ url: secure.url }, '')).rejects.toMatchObject({
      code: 'tls_failed',
      retryable: false,
    });
    expect((await call({ url: secure.url, verify: false }, '')).statusCode).toBe(200);
    await secure.close();
  });

  test('other types and wrong data are refused', async () => {
    const options = { idempotencyKey: 'k' };
    const slack = { slug: 'slack-webhook', data: { url: peer.url } };
    await expect(callWebhook(slack, '', options)).rejects.toMatchObject({ code: 'not_a_webhook' });
    await expect(call({ method: 'BREW', url: 7 }, '')).rejects.toThrow(/method: .*url: /);
  });
});

describe('details', () => {
  test('hold status, headers and the start of the body, without secrets', async () => {
    const { details } = await call(
      { headers: { 'X-Key': 's3cret-key', Authorization: 'Bearer t0ken-value' } },
      '{}',
    );
    expect(details).toMatchObject({
      status_code: 200,
      response_headers: { 'x-kind': 'echo', 'x-echo': '********' },
    });
    expect((details['response_body'] as string).length).toBeLessThanOrEqual(1000);
    const text = JSON.stringify(details);
    expect(text).toContain('application/json');
    expect(text).not.toMatch(/s3cret-key|t0ken-value|abcdef|"via"/);
  });

  test('a failure names status and peer, without secrets', async () => {
    const wrong = call({ url: `${peer.url}/fail?sig=0123456789abc`, headers: { 'X-Key': 's3cret-key' } }, '');
    await expect(wrong).rejects.toMatchObject({ code: 'http_status', retryable: true });
    await expect(wrong).rejects.toThrow(new RegExp(`^${peer.url} answered 500`));
    await expect(wrong).rejects.not.toThrow(/s3cret-key|sig=/);
  });
});
