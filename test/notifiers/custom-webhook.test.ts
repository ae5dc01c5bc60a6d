import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { closeConnections } from '../../src/http/agent-pool.ts';
import { blockDataSchema, notify } from '../../src/notifiers/index.ts';
import { startPeer, type Peer } from '../http/peer.ts';

let peer: Peer;
beforeEach(async () => {
  peer = await startPeer();
});
afterEach(() => peer.close());
afterAll(closeConnections);

async function send(data: Record<string, unknown>, subject = 'Subject', body = 'Body') {
  const block = {
    slug: 'custom-webhook',
    data: { name: 'hook', url: peer.url, allow_private_urls: true, ...data },
  };
  await notify(block, { subject, body, idempotencyKey: 'k' });
  return peer.requests[0];
}

function faults(data: Record<string, unknown>): string[] {
  const parsed = blockDataSchema('custom-webhook')?.safeParse({
    name: 'n',
    url: 'http://x.example',
    ...data,
  });
  return (parsed?.error?.issues ?? []).map((issue) => `${issue.path.join('.')}: ${issue.message}`);
}

describe('placeholders', () => {
  test('stand for their values in every part of the request', async () => {
    const request = await send({
      url: `${peer.url}/{{ tenant }}/notify?kind={{subject}}`,
      params: { q: '{{body}}' },
      json_data: {
        text: '{{subject}}: {{ body }}',
        deep: [{ by: '{{name}}', n: 1, on: true }],
        key: '{{token}}',
      },
      headers: { 'X-Token': 'Bearer {{token}}', 'X-Subject': '{{subject}}' },
      cookies: { sid: '{{token}}', lang: 'en' },
      secrets: { tenant: 'acme', token: 't0ken' },
    });
    expect(request?.path).toBe('/acme/notify?kind=Subject&q=Body');
    expect(JSON.parse(request?.body ?? '')).toEqual({
      text: 'Subject: Body',
      deep: [{ by: 'hook', n: 1, on: true }],
      key: 't0ken',
    });
    expect(request?.headers).toMatchObject({
      'x-token': 'Bearer t0ken',
      'x-subject': 'Subject',
      cookie: 'sid=t0ken; lang=en',
      'content-type': 'application/json',
      'idempotency-key': 'k',
    });
  });

  test('that come with an event are text: no event can ask for a secret', async () => {
    const request = await send(
      { json_data: { text: '{{body}}' }, secrets: { token: 't0ken' } },
      's',
      '{{token}}',
    );
    expect(JSON.parse(request?.body ?? '')).toEqual({ text: '{{token}}' });
  });

  test('in the URL cannot change where the call goes', async () => {
    const request = await send({ url: `${peer.url}/x/{{body}}` }, 's', '../../@evil.example/?a=b#c');
    expect(request?.path).toBe('/x/..%2F..%2F%40evil.example%2F%3Fa%3Db%23c');
  });

  test('in headers stay on one line', async () => {
    const request = await send({ headers: { 'X-Body': '{{body}}' } }, 's', 'one\r\nX-Evil: 1');
    expect(request?.headers['x-body']).toBe('one X-Evil: 1');
    expect(request?.headers['x-evil']).toBeUndefined();
  });
});

describe('bodies', () => {
  test('a form', async () => {
    const request = await send({ form_data: { text: '{{subject}} & {{body}}' }, method: 'PUT' });
    expect(request).toMatchObject({ method: 'PUT', body: 'text=Subject+%26+Body' });
    expect(request?.headers['content-type']).toBe('application/x-www-form-urlencoded');
  });

  test('a text', async () => {
    const request = await send({ form_data: '<x>{{body}}</x>', headers: { 'Content-Type': 'text/xml' } });
    expect(request?.body).toBe('<x>Body</x>');
    expect(request?.headers['content-type']).toBe('text/xml');
  });

  test('none', async () => {
    const request = await send({ method: 'GET', json_data: null, form_data: null });
    expect(request).toMatchObject({ method: 'GET', body: '' });
    expect(request?.headers['content-type']).toBeUndefined();
  });
});

describe('form of the block', () => {
  test('is accepted as the SDK sends it, nulls included', () => {
    const nothing = { params: null, json_data: null, form_data: null, headers: null, cookies: null };
    expect(
      faults({ ...nothing, timeout: 10.0, method: 'POST', allow_private_urls: true, secrets: {} }),
    ).toEqual([]);
  });

  test.each([
    [{ json_data: {}, form_data: {} }, 'form_data: cannot be combined with json_data'],
    [{ json_data: { a: [{ b: '{{nope}}' }] } }, 'json_data: {{nope}} is neither a value nor a secret'],
    [{ url: 'http://x/{{$HOME}}' }, 'url: {{$HOME}} is neither a value nor a secret'],
    [{ url: 'ftp://x' }, 'url: must be an http or https URL'],
    [{ headers: { 'no good': 'x' } }, 'headers.no good: not a valid header'],
  ])('%j is refused', (data, fault) => {
    expect(faults(data)).toContain(fault);
  });
});

test('the time limit of the block ends the call', async () => {
  const silent = await startPeer(() => {});
  await expect(send({ url: silent.url, timeout: 0.05 })).rejects.toMatchObject({
    code: 'timeout',
    retryable: true,
  });
  await silent.close();
});
