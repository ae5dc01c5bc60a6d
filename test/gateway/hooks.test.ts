import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReceivedEvent } from '../../src/schemas/events.ts';
import { send, startGateway, type TestGateway } from '../support/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

const modelTemplate = JSON.stringify({
  event: 'model.refreshed',
  resource: {
    'prefect.resource.id': 'product.models.{{ body.model_id }}',
    'prefect.resource.name': '{{ body.friendly_name }}',
    'run.count': '{{ body.run_count }}',
  },
});

async function webhook(template: string, more: Record<string, unknown> = {}) {
  const reply = await gateway.call('POST', '/webhooks/', { name: 'hook', template, ...more });
  expect(reply.status).toBe(201);
  return reply.body as { id: string; slug: string; name: string };
}

async function eventsSince(seq: number): Promise<ReceivedEvent[]> {
  const entries = await gateway.store.log.read(seq, 1000);
  return entries.flatMap((entry) => (entry.kind === 'event' ? [entry.event] : []));
}

/** Calls a hook and answers the reply with the events that came of it. */
async function hit(slug: string, body: string | null, headers: Record<string, string> = {}, method = 'POST') {
  const before = await gateway.store.log.head();
  // As bytes: of a text, fetch would say that it is text/plain.
  const bytes = body === null ? null : new TextEncoder().encode(body);
  const response = await fetch(`${gateway.url}/hooks/${slug}`, { method, body: bytes, headers });
  return { status: response.status, text: await response.text(), events: await eventsSince(before) };
}

describe('webhooks', () => {
  it('turn a form into an event, as the tour does', async () => {
    const { id, slug } = await webhook(modelTemplate);
    expect(slug).toMatch(/^[\w-]{32,}$/);
    const { status, text, events } = await hit(
      slug,
      'model_id=adhoc&run_count=10&friendly_name=test-user-input',
      {
        'content-type': 'application/x-www-form-urlencoded',
        authorization: 'Bearer classified',
        cookie: 'session=classified',
        'x-custom': 'yes',
      },
    );
    expect({ status, text }).toEqual({ status: 204, text: '' });
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      event: 'model.refreshed',
      resource: {
        'prefect.resource.id': 'product.models.adhoc',
        'prefect.resource.name': 'test-user-input',
        'run.count': '10',
      },
      related: [
        {
          'prefect.resource.id': `prefect-cloud.webhook.${id}`,
          'prefect.resource.name': 'hook',
          'prefect.resource.role': 'webhook',
        },
      ],
      payload: {
        method: 'POST',
        body: { model_id: 'adhoc', run_count: '10' },
        headers: { 'x-custom': 'yes' },
      },
    });
    expect(JSON.stringify(events)).not.toContain('classified');
  });

  it('pass an event through', async () => {
    const { slug } = await webhook('{{ body|tojson }}');
    const event = {
      id: crypto.randomUUID(),
      occurred: '2026-01-02T03:04:05Z',
      event: 'passed.through',
      resource: { 'prefect.resource.id': 'x' },
      related: [{ 'prefect.resource.id': 'y', 'prefect.resource.role': 'z' }],
      payload: { a: [1] },
    };
    const { status, events } = await hit(slug, JSON.stringify(event), { 'content-type': 'application/json' });
    expect(status).toBe(204);
    expect(events[0]).toMatchObject({
      ...event,
      related: [event.related[0], { 'prefect.resource.role': 'webhook' }],
    });
  });

  it('take CloudEvents', async () => {
    const { slug } = await webhook('{{ body|from_cloud_event(headers) }}');
    const { status, events } = await hit(slug, '{"n":1}', {
      'content-type': 'application/json',
      'CE-SpecVersion': '1.0',
      'CE-Type': 'com.example.done',
      'CE-Source': '/jobs',
      'CE-Id': 'c-1',
    });
    expect(status).toBe(204);
    expect(events[0]).toMatchObject({ event: 'com.example.done', payload: { n: 1 } });
  });

  it.each(['GET', 'PUT', 'PATCH', 'DELETE', 'POST'])('take %s', async (method) => {
    const { slug } = await webhook('{"event":"m.{{ method }}","resource":{"prefect.resource.id":"r"}}');
    const { status, events } = await hit(slug, method === 'GET' ? null : '{}', {}, method);
    expect(status).toBe(204);
    expect(events[0]?.event).toBe(`m.${method}`);
  });

  it('find headers in any case', async () => {
    const { slug } = await webhook(
      '{"event":"{{ headers["X-GitHub-Event"] }}.{{ headers.get("x-github-event") }}.{{ headers["x-GITHUB-event"] }}","resource":{"prefect.resource.id":"r"}}',
    );
    const { events } = await hit(slug, null, { 'X-Github-Event': 'push' });
    expect(events[0]?.event).toBe('push.push.push');
  });

  it.each([
    ['a template that renders no JSON', 'event={{ method }}', 'not JSON'],
    ['a template that renders no object', '[1]', 'not a JSON object'],
    ['no event', '{"resource":{"prefect.resource.id":"r"}}', 'event'],
    ['no resource id', '{"event":"x","resource":{}}', 'prefect.resource.id'],
    ['a bad time', '{"event":"x","occurred":"soon","resource":{"prefect.resource.id":"r"}}', 'occurred'],
    ['a template that fails', '{{ 1 / 0 }}', 'template failed on line 1'],
  ])('answer 400 for %s and tell of it in an event', async (_about, template, reason) => {
    const { id, slug } = await webhook(template);
    const { status, text, events } = await hit(slug, '{"a":1}', {
      'content-type': 'application/json',
      'x-a': 'b',
    });
    expect(status).toBe(400);
    expect(JSON.parse(text).detail).toContain(reason);
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      event: 'prefect-cloud.webhook.failed',
      resource: { 'prefect.resource.id': `prefect-cloud.webhook.${id}` },
      payload: { method: 'POST', body: { a: 1 }, headers: { 'x-a': 'b' } },
    });
    expect(events[0]?.payload).toHaveProperty('rendered');
  });

  it('answer 400 for a body that says it is JSON and is none', async () => {
    const { slug } = await webhook(modelTemplate);
    const { status, events } = await hit(slug, '{"a":', { 'content-type': 'application/json' });
    expect(status).toBe(400);
    expect(events[0]?.payload).toMatchObject({ body: '{"a":', rendered: null });
  });

  it('answer 413 for more than 1.5 MB, and take that much', async () => {
    const { slug } = await webhook(
      '{"event":"big","payload":{"n":{{ body.n }}},"resource":{"prefect.resource.id":"r"}}',
    );
    const bodyOf = (size: number) => JSON.stringify({ n: 1, pad: 'x'.repeat(size - 16) });
    expect((await hit(slug, bodyOf(1_500_000))).status).toBe(204);
    expect((await hit(slug, bodyOf(1_500_002))).status).toBe(413);
  });

  it.each([
    ['Idempotency-Key', { 'idempotency-key': 'k-1' }, { 'idempotency-key': 'k-2' }, '{}'],
    ['webhook-id', { 'webhook-id': 'k-1' }, { 'webhook-id': 'k-2' }, '{}'],
    [
      'CloudEvents id',
      { 'ce-specversion': '1.0', 'ce-id': '1', 'ce-source': '/a' },
      { 'ce-specversion': '1.0', 'ce-id': '1', 'ce-source': '/b' },
      '{}',
    ],
  ])('store a repeated delivery once: %s', async (_about, first, second, body) => {
    const template = '{"event":"once","resource":{"prefect.resource.id":"r"}}';
    const { slug } = await webhook(template);
    const other = await webhook(template);
    expect((await hit(slug, body, first)).events).toHaveLength(1);
    const again = await hit(slug, body, first);
    expect(again.status).toBe(204);
    expect(again.events).toHaveLength(0);
    expect((await hit(slug, body, second)).events).toHaveLength(1);
    expect((await hit(other.slug, body, first)).events).toHaveLength(1);
    expect((await hit(slug, body)).events).toHaveLength(1);
    expect((await hit(slug, body)).events).toHaveLength(1);
  });

  it('know a repeated CloudEvent by its body as well', async () => {
    const { slug } = await webhook('{"event":"once","resource":{"prefect.resource.id":"r"}}');
    const body = JSON.stringify({ specversion: '1.0', id: '1', source: '/a', type: 't' });
    expect((await hit(slug, body)).events).toHaveLength(1);
    expect((await hit(slug, body)).events).toHaveLength(0);
  });

  it('are 404 when unknown, disabled or rotated', async () => {
    const { id, slug } = await webhook(modelTemplate);
    const notFound = { status: 404, text: '{"detail":"Not Found"}', events: [] };
    expect(await hit('no-such-slug', '{}')).toEqual(notFound);
    await gateway.call('PATCH', `/webhooks/${id}`, { enabled: false });
    expect(await hit(slug, '{}')).toEqual(notFound);
    await gateway.call('PATCH', `/webhooks/${id}`, { enabled: true });
    const rotated = await gateway.call('POST', `/webhooks/${id}/rotate`);
    expect(rotated.status).toBe(200);
    expect(rotated.body.slug).not.toBe(slug);
    expect(await hit(slug, '{}')).toEqual(notFound);
    expect((await hit(rotated.body.slug, '{}')).status).toBe(204);
    await gateway.call('DELETE', `/webhooks/${id}`);
    expect(await hit(rotated.body.slug, '{}')).toEqual(notFound);
  });

  it('can be called from anywhere by who knows the slug', async () => {
    const { slug } = await webhook(modelTemplate);
    const headers = { origin: 'https://elsewhere.example', 'x-forwarded-for': '203.0.113.9' };
    expect((await hit(slug, '{}', headers)).status).toBe(204);
  });

  it('remember their latest calls, without credentials', async () => {
    const { id, slug } = await webhook('{"event":"{{ body.e }}","resource":{"prefect.resource.id":"r"}}');
    await hit(slug, '{"e":"one"}', { authorization: 'classified' });
    await hit(slug, 'broken', { 'content-type': 'application/json' });
    const { body } = await gateway.call('GET', `/webhooks/${id}/requests`);
    expect(body).toMatchObject([
      { method: 'POST', status: 400, body: 'broken', rendered: null, error: expect.stringContaining('body') },
      {
        method: 'POST',
        status: 204,
        body: { e: 'one' },
        rendered: expect.stringContaining('one'),
        error: null,
      },
    ]);
    expect(body[0].at).toMatch(/Z$/);
    expect(JSON.stringify(body)).not.toContain('classified');
  });
});

describe('webhooks over the API', () => {
  it('are created, listed, replaced and deleted', async () => {
    const { id } = await webhook(modelTemplate, { name: 'crud', description: 'd', enabled: false });
    const read = await gateway.call('GET', `/webhooks/${id}`);
    expect(read.body).toMatchObject({
      id,
      name: 'crud',
      description: 'd',
      enabled: false,
      template: modelTemplate,
    });
    const put = await gateway.call('PUT', `/webhooks/${id}`, { name: 'crud-2', template: '{}' });
    expect(put.status).toBe(204);
    expect((await gateway.call('GET', `/webhooks/${id}`)).body).toMatchObject({
      name: 'crud-2',
      template: '{}',
      description: 'd',
      enabled: false,
    });
    const all = (await gateway.call('POST', '/webhooks/filter')).body as { id: string }[];
    expect(all.map((one) => one.id)).toContain(id);
    const named = await gateway.call('POST', '/webhooks/filter', {
      webhooks: { name: { any_: ['crud-2'] } },
    });
    expect(named.body).toHaveLength(1);
    expect((await gateway.call('DELETE', `/webhooks/${id}`)).status).toBe(204);
    expect(await gateway.call('GET', `/webhooks/${id}`)).toMatchObject({
      status: 404,
      body: { detail: 'Webhook not found' },
    });
  });

  it.each([
    ['no template', { name: 'x' }, 'template'],
    ['a broken template', { name: 'x', template: '{{ body' }, 'template'],
    ['an empty name', { name: '', template: '{}' }, 'name'],
    ['an unknown field', { name: 'x', template: '{}', color: 1 }, 'color'],
  ])('refuse %s', async (_about, body, field) => {
    const reply = await gateway.call('POST', '/webhooks/', body);
    expect(reply.status).toBe(422);
    expect(reply.body.exception_detail[0].loc).toEqual(['body', field]);
  });

  it('answer 404 for what does not exist', async () => {
    const id = crypto.randomUUID();
    for (const [method, path] of [
      ['GET', `/webhooks/${id}`],
      ['DELETE', `/webhooks/${id}`],
      ['POST', `/webhooks/${id}/rotate`],
      ['GET', `/webhooks/${id}/requests`],
      ['GET', '/webhooks/no-uuid'],
    ] as const) {
      expect((await gateway.call(method, path)).status).toBe(404);
    }
    expect((await send(`${gateway.url}/hooks/`, 'POST')).status).toBe(404);
  });
});
