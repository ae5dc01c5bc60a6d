import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerBlockTypes } from '../../src/gateway/blocks/register.ts';
import { startGateway, type TestGateway } from '../support/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

const call: TestGateway['call'] = (...args) => gateway.call(...args);
const unknown = '3f6d9f4e-7d5c-4c0a-8f0e-0d2b8f8d7a11';

/** Registers a type with a schema of one secret. */
async function newType(slug: string): Promise<{ block_type_id: string; block_schema_id: string }> {
  const type = await call('POST', '/block_types/', { name: slug, slug });
  expect(type.status).toBe(201);
  const fields = {
    block_type_slug: slug,
    properties: { token: { type: 'string' }, name: { type: 'string' } },
    secret_fields: ['token'],
    block_schema_references: {},
  };
  const schema = await call('POST', '/block_schemas/', {
    fields,
    block_type_id: type.body.id,
    capabilities: ['x'],
  });
  expect(schema.status).toBe(201);
  return { block_type_id: type.body.id, block_schema_id: schema.body.id };
}

async function shipped(slug: string): Promise<{ block_type_id: string; block_schema_id: string }> {
  const type = await call('GET', `/block_types/slug/${slug}`);
  const filter = { block_schemas: { block_type_id: { any_: [type.body.id] } } };
  const schemas = await call('POST', '/block_schemas/filter', filter);
  return { block_type_id: type.body.id, block_schema_id: schemas.body[0].id };
}

describe('the shipped block types', () => {
  it('are registered at the start, once', async () => {
    const before = (await call('POST', '/block_types/filter', {})).body as { slug: string }[];
    const slugs = before.map(({ slug }) => slug);
    expect(slugs).toEqual(expect.arrayContaining(['webhook', 'slack-webhook', 'email-server-credentials']));
    await registerBlockTypes(gateway.store);
    expect((await call('POST', '/block_types/install_system_block_types')).status).toBe(200);
    expect((await call('POST', '/block_types/filter')).body).toEqual(before);
    expect((await call('GET', '/block_capabilities/')).body).toContain('notify');
  });

  it('check the data of their documents, without repeating it', async () => {
    const type = await shipped('webhook');
    const body = { ...type, name: 'bad', data: { url: 'classified://x', method: 'FETCH' } };
    const reply = await call('POST', '/block_documents/', body);
    expect(reply.status).toBe(422);
    const places = reply.body.exception_detail.map(({ loc }: { loc: string[] }) => loc.join('.'));
    expect(places.sort()).toEqual(['body.data.method', 'body.data.url']);
    expect(JSON.stringify(reply.body)).not.toContain('classified');
  });
});

describe('block types', () => {
  it('are read, changed and deleted', async () => {
    const { block_type_id: id } = await newType('crud-type');
    expect((await call('GET', `/block_types/${id}`)).body).toMatchObject({
      slug: 'crud-type',
      is_protected: false,
    });
    expect((await call('PATCH', `/block_types/${id}`, { description: 'new' })).status).toBe(204);
    expect((await call('GET', '/block_types/slug/crud-type')).body.description).toBe('new');
    const found = await call('POST', '/block_types/filter', {
      block_types: { slug: { any_: ['crud-type'] } },
    });
    expect(found.body).toHaveLength(1);
    expect((await call('DELETE', `/block_types/${id}`)).status).toBe(204);
    expect(await call('GET', `/block_types/${id}`)).toMatchObject({
      status: 404,
      body: { detail: 'Block type not found' },
    });
  });

  it.each([
    ['a slug that is taken', { name: 'x', slug: 'webhook' }, 409],
    ['a reserved name', { name: 'Prefect Thing', slug: 'prefect-thing' }, 403],
    ['a bad slug', { name: 'x', slug: 'No Slug' }, 422],
    ['no slug', { name: 'x' }, 422],
  ])('refuse %s', async (_about, body, status) => {
    expect((await call('POST', '/block_types/', body)).status).toBe(status);
  });
});

describe('block schemas', () => {
  it('are found by the checksum that the SDK computes, and stored once', async () => {
    const { block_type_id, block_schema_id } = await newType('schema-type');
    const { body } = await call('GET', `/block_schemas/${block_schema_id}`);
    expect(body.block_type.slug).toBe('schema-type');
    const { checksum, version } = body as { checksum: string; version: string };
    expect((await call('GET', `/block_schemas/checksum/${checksum}`)).body.id).toBe(block_schema_id);
    expect((await call('GET', `/block_schemas/checksum/${checksum}?version=${version}`)).status).toBe(200);
    expect((await call('GET', `/block_schemas/checksum/${checksum}?version=9`)).status).toBe(404);
    const again = await call('POST', '/block_schemas/', {
      fields: body.fields,
      block_type_id,
      capabilities: ['x'],
    });
    expect(again).toMatchObject({ status: 200, body: { id: block_schema_id } });
    expect((await call('DELETE', `/block_schemas/${block_schema_id}`)).status).toBe(204);
    expect((await call('GET', `/block_schemas/${block_schema_id}`)).status).toBe(404);
  });

  it('need a type', async () => {
    const reply = await call('POST', '/block_schemas/', { fields: {}, block_type_id: unknown });
    expect(reply).toMatchObject({ status: 404, body: { detail: `Block type ${unknown} not found.` } });
  });
});

describe('block documents', () => {
  it('hide their secrets unless asked for them', async () => {
    const type = await newType('secret-type');
    const created = await call('POST', '/block_documents/', {
      ...type,
      name: 'one',
      data: { token: 'classified', name: 'n' },
    });
    expect(created).toMatchObject({ status: 201, body: { data: { token: '********', name: 'n' } } });
    const { id } = created.body as { id: string };
    const byName = '/block_types/slug/secret-type/block_documents/name/one';
    const all = { block_documents: { id: { any_: [id] } } };
    const clear = { token: 'classified', name: 'n' };
    for (const [method, path, body] of [
      ['GET', `/block_documents/${id}`, undefined],
      ['GET', byName, undefined],
      ['GET', '/block_types/slug/secret-type/block_documents', undefined],
      ['POST', '/block_documents/filter', all],
    ] as const) {
      const masked = await call(method, path, body);
      expect(JSON.stringify(masked.body)).toContain('********');
      expect(JSON.stringify(masked.body)).not.toContain('classified');
      const asked = body === undefined ? `${path}?include_secrets=true` : path;
      const shown = await call(method, asked, body && { ...body, include_secrets: true });
      expect([shown.body].flat()[0].data).toEqual(clear);
    }
    expect((await call('GET', byName)).body).toMatchObject({
      name: 'one',
      block_type: { slug: 'secret-type' },
      block_schema: { capabilities: ['x'] },
      block_type_name: 'secret-type',
      is_anonymous: false,
    });
  });

  it('are changed field by field, and keep what comes back masked', async () => {
    const type = await newType('patch-type');
    const { id } = (
      await call('POST', '/block_documents/', { ...type, name: 'p', data: { token: 't', name: 'n' } })
    ).body;
    const data = async () => (await call('GET', `/block_documents/${id}?include_secrets=1`)).body.data;
    const patch = async (body: unknown) => (await call('PATCH', `/block_documents/${id}`, body)).status;
    expect(await patch({ data: { name: 'm' } })).toBe(204);
    expect(await data()).toEqual({ token: 't', name: 'm' });
    expect(await patch({ data: { token: '********', name: 'k' } })).toBe(204);
    expect(await data()).toEqual({ token: 't', name: 'k' });
    expect(await patch({ data: { token: 'u' } })).toBe(204);
    expect(await data()).toEqual({ token: 'u', name: 'k' });
    expect(await patch({ block_schema_id: type.block_schema_id })).toBe(204);
    expect(await data()).toEqual({ token: 'u', name: 'k' });
    expect(await patch({ data: { token: '********' }, merge_existing_data: false })).toBe(204);
    expect(await data()).toEqual({ token: 'u' });
    const other = await newType('patch-other');
    expect(await patch({ block_schema_id: other.block_schema_id })).toBe(400);
    expect((await call('DELETE', `/block_documents/${id}`)).status).toBe(204);
    expect(await patch({ data: {} })).toBe(404);
  });

  it('refer to others, in any depth but never in a circle', async () => {
    const type = await newType('nested-type');
    const create = async (name: string, data: unknown) =>
      (await call('POST', '/block_documents/', { ...type, name, data })).body.id as string;
    const refer = (id: string) => ({ $ref: { block_document_id: id } });
    const a = await create('a', { token: 'in a' });
    const b = await create('b', { child: refer(a), name: 'b' });
    const c = await create('c', { child: refer(b) });
    const masked = (await call('GET', `/block_documents/${c}`)).body;
    expect(masked.data).toEqual({ child: { name: 'b', child: { token: '********' } } });
    expect(masked.block_document_references.child.block_document).toMatchObject({
      id: b,
      name: 'b',
      block_document_references: { child: { block_document: { id: a } } },
    });
    const clear = (await call('GET', `/block_documents/${c}?include_secrets=true`)).body;
    expect(clear.data.child.child.token).toBe('in a');

    expect((await call('PATCH', `/block_documents/${a}`, { data: { child: refer(c) } })).status).toBe(400);
    expect((await call('PATCH', `/block_documents/${a}`, { data: { child: refer(a) } })).status).toBe(400);
    expect((await call('PATCH', `/block_documents/${a}`, { data: { child: refer(unknown) } })).status).toBe(
      400,
    );
    expect((await call('PATCH', `/block_documents/${a}`, { data: { child: { $ref: {} } } })).status).toBe(
      400,
    );

    // what was read and is written back still refers
    expect((await call('PATCH', `/block_documents/${b}`, { data: masked.data.child })).status).toBe(204);
    await call('PATCH', `/block_documents/${a}`, { data: { token: 'changed' } });
    expect((await call('GET', `/block_documents/${b}?include_secrets=true`)).body.data.child.token).toBe(
      'changed',
    );

    await call('DELETE', `/block_documents/${a}`);
    expect((await call('GET', `/block_documents/${b}`)).body.data).toEqual({ name: 'b' });
  });

  it('may be anonymous, and are then listed only when asked for', async () => {
    const type = await newType('anonymous-type');
    const { body } = await call('POST', '/block_documents/', { ...type, is_anonymous: true, data: {} });
    expect(body.name).toMatch(/^anonymous-/);
    const ids = async (filter?: unknown) =>
      (await call('POST', '/block_documents/filter', filter)).body.map(({ id }: { id: string }) => id);
    expect(await ids()).not.toContain(body.id);
    expect(await ids({ block_documents: { is_anonymous: { eq_: true } } })).toContain(body.id);
    expect((await call('POST', '/block_documents/count', {})).body).toBe((await ids()).length);
  });

  it.each([
    ['a name that is taken', { name: 'taken' }, 409],
    ['no name', { name: null }, 422],
    ['a bad name', { name: 'Not Good' }, 422],
    ['an unknown type', { name: 'x', block_type_id: unknown }, 404],
    ['an unknown schema', { name: 'x', block_schema_id: unknown }, 404],
    ['data that is no object', { name: 'x', data: 'classified' }, 422],
    ['an unknown field', { name: 'x', secret: 'classified' }, 422],
  ])('refuse %s', async (_about, fault, status) => {
    const slug = 'refusing-type';
    const type = await call('GET', `/block_types/slug/${slug}`);
    const ids = type.status === 200 ? await shipped(slug) : await newType(slug);
    await call('POST', '/block_documents/', { ...ids, name: 'taken', data: {} });
    const reply = await call('POST', '/block_documents/', { ...ids, data: {}, ...fault });
    expect(reply.status).toBe(status);
    expect(JSON.stringify(reply.body)).not.toContain('classified');
  });

  it('never show in the log', async () => {
    const type = await newType('logged-type');
    await call('POST', '/block_documents/', { ...type, name: 'l', data: { token: 'classified-token' } });
    expect(gateway.log.join('')).not.toContain('classified-token');
  });
});
