import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventBody, startGateway, type TestGateway } from '../support/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

const call: TestGateway['call'] = (...args) => gateway.call(...args);
const NUL = '\u0000';
const trigger = { type: 'event', posture: 'Reactive', expect: ['x'], threshold: 1, within: 0 };

describe('a NUL, which not every database can hold', () => {
  it.each([
    ['/events', [eventBody(`a${NUL}`)], [0, 'event']],
    [
      '/events',
      [eventBody('a', { resource: { 'prefect.resource.id': NUL } })],
      [0, 'resource', 'prefect.resource.id'],
    ],
    ['/automations/', { name: NUL, trigger, actions: [] }, ['name']],
    ['/automations/', { name: 'a', tags: [`t${NUL}`], trigger, actions: [] }, ['tags', 0]],
    ['/automations/filter', { automations: { name: { any_: [NUL] } } }, ['automations', 'name', 'any_', 0]],
    ['/webhooks/', { name: NUL, template: '{}' }, ['name']],
    ['/block_types/', { name: `b${NUL}`, slug: 'b' }, ['name']],
    ['/variables/', { name: 'v', value: 1, tags: [NUL] }, ['tags', 0]],
  ])('is refused by %s with the field', async (path, body, place) => {
    const reply = await call('POST', path, body);
    expect(reply.status).toBe(422);
    expect(reply.body.exception_detail[0].loc).toEqual(['body', ...place]);
  });

  it('is taken where any JSON may stand, and in a path names nothing', async () => {
    const event = eventBody('free', { payload: { text: NUL } });
    expect((await call('POST', '/events', [event])).status).toBe(204);
    expect((await call('GET', `/events/${event['id'] as string}`)).body.payload).toEqual({ text: NUL });
    expect((await call('POST', '/variables/', { name: 'free', value: NUL })).status).toBe(201);
    for (const path of ['/automations/%00', '/variables/name/%00', '/block_types/slug/%00']) {
      expect((await call('GET', path)).status).toBe(404);
    }
  });
});

describe('numbers and tokens that mean nothing', () => {
  it.each([
    ['/automations/filter', { offset: 1e308 }],
    ['/events/count-by/time', { filter: {}, time_unit: 'second', time_interval: 1e308 }],
    ['/events/count-by/time', { filter: {}, time_unit: 'week', time_interval: 1e300 }],
  ])('%s refuses %j', async (path, body) => {
    expect((await call('POST', path, body)).status).toBe(422);
  });

  it('a page token of our form with another filter inside is refused', async () => {
    const token = { filter: { occurred: 1, id: 2 }, asOf: 1, total: 1, after: { occurred: 1, id: 'x' } };
    const text = Buffer.from(JSON.stringify(token)).toString('base64');
    const wrapped = Buffer.from(text).toString('base64url');
    expect((await call('GET', `/events/filter/next?page-token=${wrapped}`)).status).toBe(403);
  });
});

it('blocks that refer to others twice at every step are refused, not shown endlessly', async () => {
  const type = await call('POST', '/block_types/', { name: 'lattice', slug: 'lattice' });
  const block_type_id = type.body.id as string;
  const fields = {
    block_type_slug: 'lattice',
    properties: {},
    secret_fields: [],
    block_schema_references: {},
  };
  const schema = await call('POST', '/block_schemas/', { fields, block_type_id });
  const create = (name: string, data: object) => {
    return gateway.store.blocks.documents.create({
      name,
      data: { ...data },
      block_type_id,
      block_schema_id: schema.body.id as string,
      is_anonymous: false,
    });
  };
  let last = await create('d0', {});
  for (let n = 1; n <= 30; n += 1) {
    const ref = { $ref: { block_document_id: last.id } };
    last = await create(`d${n}`, { left: ref, right: ref });
  }
  expect((await call('GET', `/block_documents/${last.id}`)).status).toBe(400);
}, 20_000);
