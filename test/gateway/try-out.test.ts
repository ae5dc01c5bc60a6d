import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSink, type HttpSink } from '../support/http-sink.ts';
import { automationBody, eventBody, startGateway, type TestGateway } from '../support/gateway.ts';

let gateway: TestGateway;
let guarded: TestGateway;
let sink: HttpSink;
beforeAll(async () => {
  sink = await startSink();
  gateway = await startGateway({ allowPrivateHosts: ['127.0.0.1'] });
  guarded = await startGateway();
});
afterAll(async () => {
  await gateway.close();
  await guarded.close();
  await sink.close();
});

async function block(slug: string, data: object, at: TestGateway = gateway): Promise<string> {
  const { body: type } = await at.call('GET', `/block_types/slug/${slug}`);
  const { body: schemas } = await at.call('POST', '/block_schemas/filter', {
    block_schemas: { block_type_id: { any_: [type.id] } },
  });
  const reply = await at.call('POST', '/block_documents/', {
    name: `tested-${randomUUID().slice(0, 8)}`,
    data,
    block_type_id: type.id,
    block_schema_id: schemas[0].id,
  });
  expect(reply.status).toBe(201);
  return reply.body.id as string;
}

describe('POST /api/automations/{id}/test-fire', () => {
  it('answers where the firing will be, the same for the same key', async () => {
    const { body: automation } = await gateway.call('POST', '/automations/', automationBody('tested'));
    const path = `/automations/${automation.id}/test-fire`;
    const event = eventBody('test.ping');
    const first = await gateway.call('POST', path, { event }, { 'idempotency-key': 'k' });
    expect(first.status).toBe(202);
    expect((await gateway.call('POST', path, { key: 'k' })).body).toEqual(first.body);
    expect((await gateway.call('POST', path)).body).not.toEqual(first.body);
    const { body: request } = await gateway.call('POST', '/events/filter', {
      filter: { id: { id: [first.body.request_event_id] } },
    });
    expect(request.events).toMatchObject([
      {
        event: 'prefect.automation.test-fired',
        payload: { firing: first.body.firing_id, event: { id: event['id'] } },
      },
    ]);
  });

  it('refuses what makes no sense', async () => {
    const { body: automation } = await gateway.call('POST', '/automations/', automationBody('refusing'));
    const path = `/automations/${automation.id}/test-fire`;
    const both = await gateway.call('POST', path, { event: eventBody('a'), event_id: randomUUID() });
    expect(both.status).toBe(422);
    expect((await gateway.call('POST', path, { event: { event: 'a' } })).status).toBe(422);
    expect((await gateway.call('POST', path, { event_id: randomUUID() })).status).toBe(404);
    expect((await gateway.call('POST', `/automations/${randomUUID()}/test-fire`, {})).status).toBe(404);
  });
});

describe('POST /api/block_documents/{id}/test', () => {
  it('sends a message and answers what the service said, without secrets', async () => {
    const id = await block('custom-webhook', {
      name: 'test',
      url: `${sink.url}/custom?token={{token}}`,
      method: 'POST',
      secrets: { token: 'classified' },
      json_data: { text: '{{subject}}: {{body}}' },
    });
    const { status, body } = await gateway.call('POST', `/block_documents/${id}/test`);
    expect({ status, ok: body.ok, error: body.error }).toEqual({ status: 200, ok: true, error: null });
    expect(JSON.stringify(body)).not.toContain('classified');
    const [delivery] = sink.deliveries.filter(({ path }) => path.startsWith('/custom'));
    expect(delivery?.path).toBe('/custom?token=classified');
    expect(delivery?.body).toContain('[TEST]');
  });

  it('calls webhooks with the payload given', async () => {
    const id = await block('webhook', { method: 'POST', url: `${sink.url}/hooked` });
    const { body } = await gateway.call('POST', `/block_documents/${id}/test`, {
      body: '{"hello": "there"}',
    });
    expect(body).toMatchObject({ ok: true, details: { status_code: 200 } });
    expect(JSON.parse(sink.at('/hooked')[0]?.body ?? '')).toEqual({ hello: 'there' });
  });

  it('says why it failed: the service refuses, or the address is private', async () => {
    sink.answer('/refusing', (_delivery, response) => void response.writeHead(403).end('no entry'));
    const id = await block('webhook', { method: 'POST', url: `${sink.url}/refusing` });
    const { status, body } = await gateway.call('POST', `/block_documents/${id}/test`);
    expect({ status, ok: body.ok }).toEqual({ status: 200, ok: false });
    expect(body.error).toContain('403');
    const inside = await block('webhook', { method: 'POST', url: `${sink.url}/inside` }, guarded);
    expect((await guarded.call('POST', `/block_documents/${inside}/test`)).body.ok).toBe(false);
    expect(sink.at('/inside')).toEqual([]);
    expect((await gateway.call('POST', `/block_documents/${randomUUID()}/test`)).status).toBe(404);
  });
});

describe('POST /api/webhooks/preview', () => {
  const preview = async (body: object) => (await gateway.call('POST', '/webhooks/preview', body)).body;
  const template = '{"event": "{{ body.kind }}", "resource": {"prefect.resource.id": "m.{{ body.id }}"}}';

  it('shows the event that a call would make, and keeps nothing', async () => {
    const before = await gateway.store.log.head();
    const form = { 'Content-Type': 'application/x-www-form-urlencoded', Authorization: 'Bearer classified' };
    const result = await preview({ template, headers: form, body: 'kind=model.made&id=7' });
    expect(result).toMatchObject({
      rendered: '{"event": "model.made", "resource": {"prefect.resource.id": "m.7"}}',
      event: { event: 'model.made', resource: { 'prefect.resource.id': 'm.7' } },
      error: null,
    });
    expect(JSON.stringify(result)).not.toContain('classified');
    expect(await gateway.store.log.head()).toBe(before);
  });

  it('says what is wrong, and where', async () => {
    expect(await preview({ template: '{"event":\n{% if %}', body: '{}' })).toMatchObject({
      rendered: null,
      event: null,
      line: 2,
    });
    expect(await preview({ template: 'no json' })).toMatchObject({
      rendered: 'no json',
      event: null,
      line: null,
    });
    const refused = await preview({ template: '{"event": "a"}' });
    expect(refused.error).toContain('resource');
    expect((await gateway.call('POST', '/webhooks/preview', { method: 'POST' })).status).toBe(422);
  });
});
