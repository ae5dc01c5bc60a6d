import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { automationBody, send, startGateway, type TestGateway } from '../support/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

const call: TestGateway['call'] = (...args) => gateway.call(...args);
const unknown = '3f6d9f4e-7d5c-4c0a-8f0e-0d2b8f8d7a11';
const workspace = `/accounts/${unknown}/workspaces/${unknown}`;

describe('automations', () => {
  it('are created with what is left out filled in', async () => {
    const { status, body } = await call('POST', '/automations/', automationBody('full'));
    expect(status).toBe(201);
    expect(body).toMatchObject({
      name: 'full',
      description: '',
      enabled: true,
      tags: [],
      trigger: { type: 'event', match: {}, match_related: {}, after: [], for_each: [], within: 0 },
      actions_on_trigger: [],
      actions_on_resolve: [],
    });
    expect(body.trigger.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(body.created).toMatch(/Z$/);
    expect((await call('GET', `/automations/${body.id}`)).body).toEqual(body);
    expect((await call('GET', `/automations/${body.id}/`)).body).toEqual(body);
    expect((await call('GET', `/automations/${body.id.replaceAll('-', '').toUpperCase()}`)).body).toEqual(
      body,
    );
    expect((await call('GET', '/automations/full')).body).toEqual(body);
  });

  it.each([
    ['/automations/', 'with a slash'],
    ['/automations', 'without a slash'],
    [`${workspace}/automations/`, 'in the form of a workspace'],
  ])('can be created at %s (%s), without a redirect', async (path) => {
    expect((await call('POST', path, automationBody('paths'))).status).toBe(201);
  });

  it('keep what a PUT leaves out', async () => {
    const created = await call(
      'POST',
      '/automations/',
      automationBody('put', { tags: ['a'], description: 'd' }),
    );
    await call('PATCH', `/automations/${created.body.id}`, { enabled: false });
    const put = await call('PUT', `/automations/${created.body.id}`, automationBody('put-2'));
    expect(put).toMatchObject({ status: 204, body: '' });
    const { body } = await call('GET', `/automations/${created.body.id}`);
    expect(body).toMatchObject({ name: 'put-2', tags: ['a'], description: 'd', enabled: false });
    expect(body.trigger.id).not.toBe(created.body.trigger.id);
  });

  it('tell their tags', async () => {
    await call('POST', '/automations/', automationBody('tagged', { tags: ['only-here'] }));
    const { status, body } = await call('POST', '/automations/tags', { search: 'Only' });
    expect({ status, body }).toEqual({ status: 200, body: [{ tag: 'only-here', count: 1 }] });
    expect((await call('POST', '/automations/tags', { limit: 0 })).status).toBe(422);
  });

  it('are paused, resumed and deleted', async () => {
    const { id } = (await call('POST', '/automations/', automationBody('life'))).body;
    expect((await call('PATCH', `/automations/${id}`, { enabled: false })).status).toBe(204);
    expect((await call('GET', `/automations/${id}`)).body.enabled).toBe(false);
    expect((await call('PATCH', `/automations/${id}`, { enabled: true })).status).toBe(204);
    expect((await call('GET', `/automations/${id}`)).body.enabled).toBe(true);
    expect((await call('DELETE', `/automations/${id}`)).status).toBe(204);
    const gone = { status: 404, body: { exception_message: 'Automation not found' } };
    expect(await call('GET', `/automations/${id}`)).toMatchObject(gone);
    expect(await call('DELETE', `/automations/${id}`)).toMatchObject(gone);
    expect(await call('PATCH', `/automations/${id}`, { enabled: true })).toMatchObject(gone);
    expect(await call('PUT', `/automations/${id}`, automationBody('x'))).toMatchObject(gone);
  });

  it('are listed as the CLI asks', async () => {
    for (const name of ['b-list', 'a-list', 'c-list']) {
      await call('POST', '/automations/', automationBody(name, { tags: ['listed'] }));
    }
    const names = async (body?: unknown) =>
      ((await call('POST', '/automations/filter', body)).body as { name: string }[]).map(({ name }) => name);
    const automations = { tags: { all_: ['listed'] } };
    expect(await names({ automations })).toEqual(['a-list', 'b-list', 'c-list']);
    expect(await names({ automations, sort: 'NAME_DESC', limit: 1, offset: 1 })).toEqual(['b-list']);
    expect(await names({ automations, sort: 'CREATED_DESC' })).toEqual(['c-list', 'a-list', 'b-list']);
    expect(await names({ automations: { name: { any_: ['a-list'] } }, sort: null, limit: null })).toEqual([
      'a-list',
    ]);
    expect(await names({ automations: null, sort: null, limit: null, offset: 0 })).toContain('b-list');
    expect(await names()).toContain('b-list');
    expect((await call('POST', '/automations/count', { automations })).body).toBe(3);
    expect((await call('POST', '/automations/count')).body).toBeGreaterThan(3);
  });

  it('belong to the resource that owns them', async () => {
    const owner_resource = `prefect.deployment.${unknown}`;
    await call('POST', '/automations/', automationBody('owned', { owner_resource }));
    expect((await call('GET', `/automations/related-to/${owner_resource}`)).body).toMatchObject([
      { name: 'owned' },
    ]);
    expect((await call('DELETE', `/automations/owned-by/${owner_resource}`)).status).toBe(202);
    expect((await call('GET', `/automations/related-to/${owner_resource}`)).body).toEqual([]);
  });

  it('tell of their changes in the log', async () => {
    const { id } = (await call('POST', '/automations/', automationBody('told'))).body;
    await call('PATCH', `/automations/${id}`, { enabled: false });
    const entries = await gateway.store.log.read(0, 10_000);
    const told = entries.flatMap((entry) =>
      entry.kind === 'event' && entry.event.resource['prefect.resource.id'] === `prefect.automation.${id}`
        ? [entry.event.event]
        : [],
    );
    expect(told).toEqual(['prefect.automation.created', 'prefect.automation.updated']);
  });
});

describe('bad calls for automations', () => {
  it.each([
    ['no body', 'POST', '/automations/', undefined, ['body'], 'missing'],
    ['no trigger', 'POST', '/automations/', { name: 'x', actions: [] }, ['body', 'trigger'], 'missing'],
    [
      'an unknown field',
      'POST',
      '/automations/',
      automationBody('x', { colour: 1 }),
      ['body', 'colour'],
      'extra_forbidden',
    ],
    [
      'a name that is no text',
      'POST',
      '/automations/',
      automationBody('x', { name: 5 }),
      ['body', 'name'],
      'string_type',
    ],
    [
      'a limit above 200',
      'POST',
      '/automations/filter',
      { limit: 201 },
      ['body', 'limit'],
      'less_than_equal',
    ],
    [
      'a negative offset',
      'POST',
      '/automations/filter',
      { offset: -1 },
      ['body', 'offset'],
      'greater_than_equal',
    ],
    ['an unknown sort', 'POST', '/automations/filter', { sort: 'RANDOM' }, ['body', 'sort'], 'literal_error'],
    [
      'an unknown criterion',
      'POST',
      '/automations/filter',
      { automations: { age: 1 } },
      ['body', 'automations', 'age'],
      'extra_forbidden',
    ],
    [
      'enabled that is no yes or no',
      'PATCH',
      `/automations/${unknown}`,
      { enabled: 'perhaps' },
      ['body', 'enabled'],
      'bool_parsing',
    ],
  ])('%s', async (_about, method, path, body, loc, type) => {
    const reply = await call(method, path, body);
    expect(reply.status).toBe(422);
    expect(reply.body.exception_message).toBe('Invalid request received.');
    expect(reply.body.exception_detail).toContainEqual(expect.objectContaining({ loc, type }));
    expect(reply.body).toHaveProperty('request_body');
  });

  it('say what was sent, and what lacks the field', async () => {
    const body = { name: 'x', actions: [] };
    const reply = await call('POST', '/automations/', body);
    expect(reply.body.request_body).toEqual(body);
    expect(reply.body.exception_detail[0]).toEqual({
      type: 'missing',
      loc: ['body', 'trigger'],
      msg: 'Field required',
      input: body,
    });
  });

  it.each([
    ['text that is no JSON', '{"name":', 422, 'json_invalid'],
    ['__proto__', '{"__proto__":{"name":"x"}}', 422, 'json_invalid'],
    ['deep nesting', `{"a":${'['.repeat(500)}${']'.repeat(500)}}`, 422, 'json_invalid'],
  ])('%s', async (_about, text, status, type) => {
    const reply = await call('POST', '/automations/', text);
    expect(reply.status).toBe(status);
    expect(reply.body.exception_detail[0].type).toBe(type);
  });

  it('that are no JSON by their type, as browsers may send them across origins', async () => {
    const reply = await call('POST', '/automations/', JSON.stringify(automationBody('x')), {
      'content-type': 'text/plain',
    });
    expect(reply.status).toBe(422);
  });

  it('that are not UTF-8', async () => {
    const response = await fetch(`${gateway.url}/api/automations/`, {
      method: 'POST',
      body: Buffer.from([0x22, 0xff, 0xfe, 0x22]),
      headers: { 'content-type': 'application/json' },
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ detail: 'There was an error parsing the body' });
  });

  it('that are too large', async () => {
    const reply = await call('POST', '/automations/', JSON.stringify({ name: 'x'.repeat(4_000_001) }));
    expect(reply).toMatchObject({ status: 413, body: { detail: 'Request body too large' } });
  });

  it.each([
    ['PUT', '/automations/no-uuid'],
    ['DELETE', '/automations/no-uuid'],
    ['GET', '/nothing/here'],
    ['POST', '/automations/x/y/z'],
    ['GET', '/%E0%A4%A'],
  ])('%s %s is no route', async (method, path) => {
    const body = method === 'PUT' ? automationBody('x') : undefined;
    const reply = await call(method, path, body);
    expect([400, 404]).toContain(reply.status);
    expect(reply.body).toHaveProperty('detail');
  });

  it('leave nothing behind in the prototype of objects', () => {
    expect(({} as Record<string, unknown>)['name']).toBeUndefined();
  });
});

describe('the server', () => {
  it('answers what clients ask first', async () => {
    expect(await call('GET', '/health')).toMatchObject({ status: 200, body: true });
    expect(await call('GET', '/ready')).toMatchObject({ status: 200, body: { message: 'OK' } });
    expect(await call('GET', '/hello')).toMatchObject({ status: 200, body: '👋' });
    expect(await call('GET', '/version')).toMatchObject({ status: 200, body: '0.8.4' });
    const version = await call('GET', '/admin/version');
    expect(version).toMatchObject({ status: 200, body: '3.8.8' });
    expect(version.headers.get('x-automations-version')).toBe('0.0.0-test');
    expect(await call('GET', '/csrf-token?client=x')).toMatchObject({
      status: 422,
      body: { detail: 'CSRF protection is disabled.' },
    });
    expect(await call('GET', '/nowhere')).toMatchObject({ status: 404, body: { detail: 'Not Found' } });
    expect(await send(`${gateway.url}/nowhere`, 'GET')).toMatchObject({
      status: 404,
      body: { detail: 'Not Found' },
    });
  });

  it('shows its API and pages without anything from elsewhere', async () => {
    const openapi = await call('GET', '/openapi.json');
    expect(openapi.body.openapi).toBe('3.1.0');
    expect(Object.keys(openapi.body.paths)).toContain('/automations/{id}');
    for (const path of [
      '/',
      '/api/docs',
      '/api/docs/swagger-ui-bundle.js',
      '/api/docs/swagger-ui.css',
      '/api/docs/start.js',
    ]) {
      const reply = await send(`${gateway.url}${path}`, 'GET');
      expect(reply.status).toBe(200);
      expect(reply.headers.get('content-security-policy')).toMatch(/^default-src '(self|none)';/);
      expect(reply.headers.get('x-content-type-options')).toBe('nosniff');
    }
    const page = (await send(`${gateway.url}/api/docs`, 'GET')).body as string;
    expect(page).not.toMatch(/https?:\/\//);
  });

  it('logs calls without what may be secret', async () => {
    await call('GET', '/automations/some-name?token=classified', undefined, { 'x-request-id': 'r-1' });
    await send(`${gateway.url}/hooks/abcdefghijklmnop`, 'POST', { password: 'classified' });
    await new Promise((resolve) => setTimeout(resolve, 50));
    const log = gateway.log.join('');
    expect(log).toContain('"requestId":"r-1"');
    expect(log).toContain('/hooks/abcd…');
    expect(log).not.toContain('classified');
    expect(log).not.toContain('abcdefghijklmnop');
  });

  it('is not healthy before it is ready, nor when the store fails', async () => {
    let reason: string | null = 'Temporal is starting';
    const other = await startGateway({ notReady: () => reason });
    try {
      const starting = await other.call('GET', '/health');
      expect(starting).toMatchObject({ status: 503, body: { message: 'Temporal is starting' } });
      expect(starting.headers.get('retry-after')).toBe('1');
      reason = null;
      expect((await other.call('GET', '/health')).body).toBe(true);
      await other.store.close();
      expect((await other.call('GET', '/health')).status).toBe(503);
    } finally {
      await other.gateway.close();
    }
  });
});
