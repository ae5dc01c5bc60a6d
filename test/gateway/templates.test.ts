import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventBody, startGateway, type TestGateway } from '../support/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

describe.each(['/automations/templates/validate', '/templates/validate'])('POST %s', (path) => {
  it.each([
    '{{ event.id }}',
    'no template',
    '',
    '{% for a, b in event.resource.items() %}{{ a }}{% endfor %}',
  ])('takes %s', async (template) => {
    expect(await gateway.call('POST', path, JSON.stringify(template))).toMatchObject({
      status: 204,
      body: '',
    });
  });

  it('names the line of a fault', async () => {
    const source = 'one\n{{ two\nthree';
    const reply = await gateway.call('POST', path, JSON.stringify(source));
    expect(reply.status).toBe(422);
    expect(reply.body.error).toMatchObject({ source, message: expect.any(String), line: expect.any(Number) });
    expect(reply.body.error.line).toBeGreaterThan(1);
  });

  it('refuses what is no text', async () => {
    expect((await gateway.call('POST', path, { template: 'x' })).status).toBe(422);
  });
});

describe('POST /templates/preview', () => {
  const preview = (body: unknown) => gateway.call('POST', '/templates/preview', body);

  it('renders with a context', async () => {
    const reply = await preview({ template: 'Hello {{ name|upper }}', context: { name: 'you' } });
    expect(reply).toMatchObject({ status: 200, body: { rendered: 'Hello YOU' } });
  });

  it('renders with an event that was recorded', async () => {
    const event = eventBody('preview.me', { payload: { n: 3 } });
    await gateway.call('POST', '/events', [event]);
    const template =
      '{{ event.event }} {{ event.payload.n }} {{ event.resource["prefect.resource.id"] }} {{ extra }}';
    const reply = await preview({ template, event_id: event['id'], context: { extra: 'x' } });
    expect(reply.body).toEqual({ rendered: 'preview.me 3 test.resource.1 x' });
  });

  it.each([
    ['a broken template', { template: 'a\n{{ b' }, 'syntax', 2],
    ['a template that fails', { template: '\n\n{{ 1 / 0 }}' }, 'render', 3],
    ['too many loops', { template: '{% for a in x %}{% endfor %}'.repeat(11) }, 'security', null],
  ])('says what is wrong with %s', async (_about, body, stage, line) => {
    const reply = await preview(body);
    expect(reply.status).toBe(422);
    expect(reply.body.error).toMatchObject({ stage, source: body.template });
    if (line !== null) expect(reply.body.error.line).toBe(line);
  });

  it.each([
    ['no template', {}, 422],
    ['an unknown field', { template: '', colour: 1 }, 422],
    ['a context that is no object', { template: '', context: [1] }, 422],
    ['an event that is not there', { template: '', event_id: '3f6d9f4e-7d5c-4c0a-8f0e-0d2b8f8d7a11' }, 404],
  ])('refuses %s', async (_about, body, status) => {
    expect((await preview(body)).status).toBe(status);
  });

  it('reaches nothing but its context', async () => {
    const escape = await preview({ template: '{{ range.constructor("return process")() }}', context: {} });
    expect(escape).toMatchObject({ status: 422, body: { error: { stage: 'render' } } });
    const names = await preview({ template: '{{ process }}{{ name.constructor }}', context: { name: 'x' } });
    expect(names.body).toEqual({ rendered: '' });
  });
});
