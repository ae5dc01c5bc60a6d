import { randomUUID } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import type { VariableFilter } from '../../src/schemas/variables.ts';
import type { WebhookFilter } from '../../src/schemas/webhooks.ts';
import { createCipher } from '../../src/secrets/cipher.ts';
import type { Store } from '../../src/store/index.ts';
import { describeStores } from '../support/stores.ts';

describeStores('what users keep', ({ clock, open }) => {
  let store: Store;
  beforeEach(async () => {
    store = await open({ cipher: createCipher([Buffer.alloc(32, 1)]) });
  });
  const names = (list: readonly { name: string | null }[]): (string | null)[] => list.map(({ name }) => name);

  it('variables have a name that is theirs alone, any JSON value, and tags', async () => {
    const { variables } = store;
    const first = await variables.create({ name: 'first', value: { a: [1, null] }, tags: ['x', 'y'] });
    expect(await variables.get(first.id)).toEqual(first);
    await expect(variables.create({ name: 'first', value: 1, tags: [] })).rejects.toMatchObject({
      httpStatus: 409,
    });
    clock.advance(1);
    const second = await variables.create({ name: 'Second', value: null, tags: [] });
    await expect(variables.patch(second.id, { name: 'first' })).rejects.toMatchObject({ httpStatus: 409 });
    const patched = await variables.patch(second.id, { name: 'second', value: 'v', tags: null });
    expect(patched).toMatchObject({ name: 'second', value: 'v', tags: [], created: second.created });
    expect(await variables.getByName('Second')).toBeUndefined();
    const filter = (criteria: object): VariableFilter =>
      ({ operator: 'and_', id: null, name: null, tags: null, ...criteria }) as VariableFilter;
    const found = async (criteria: object): Promise<(string | null)[]> => {
      expect(await variables.count(filter(criteria))).toBe(
        (await variables.filter({ filter: filter(criteria) })).length,
      );
      return names(await variables.filter({ filter: filter(criteria), sort: 'NAME_DESC' }));
    };
    expect(await found({})).toEqual(['second', 'first']);
    expect(await found({ name: { any_: null, like_: 'IRS' } })).toEqual(['first']);
    expect(await found({ tags: { operator: 'and_', all_: ['y', 'x'], is_null_: null } })).toEqual(['first']);
    expect(await found({ tags: { operator: 'and_', all_: null, is_null_: true } })).toEqual(['second']);
    expect(names(await variables.filter({ sort: 'CREATED_DESC', limit: 1, offset: 1 }))).toEqual(['first']);
    await variables.delete(first.id);
    await expect(variables.delete(first.id)).rejects.toMatchObject({ httpStatus: 404 });
    await expect(variables.patch(first.id, { tags: [] })).rejects.toMatchObject({ httpStatus: 404 });
  });

  it('webhooks are found by their slug, which can be changed, and remember their latest calls', async () => {
    const { webhooks } = store;
    const body = { name: 'hook', description: '', enabled: true, template: '{}' };
    const hook = await webhooks.create(body);
    const other = await webhooks.create({ ...body, name: 'other', enabled: false });
    expect(hook.slug).toMatch(/^[\w-]{32}$/);
    expect(other.slug).not.toBe(hook.slug);
    expect(await webhooks.getBySlug(hook.slug)).toEqual(hook);
    const rotated = await webhooks.rotate(hook.id);
    expect(await webhooks.getBySlug(hook.slug)).toBeUndefined();
    expect(await webhooks.getBySlug(rotated.slug)).toEqual(rotated);
    clock.advance(5);
    expect(await webhooks.patch(hook.id, { enabled: false })).toMatchObject({
      enabled: false,
      template: '{}',
    });
    expect(await webhooks.replace(hook.id, { ...body, template: 'new' })).toMatchObject({
      enabled: true,
      template: 'new',
      slug: rotated.slug,
      created: hook.created,
    });
    const filter = { id: null, name: null, enabled: { eq_: false } } as WebhookFilter;
    expect(names(await webhooks.filter({ filter }))).toEqual(['other']);
    expect(names(await webhooks.filter({ sort: 'NAME_DESC' }))).toEqual(['other', 'hook']);

    const call = (at: number, text: string): Parameters<typeof webhooks.recordRequest>[1] => ({
      method: 'POST',
      headers: {},
      body: { text },
      rendered: text,
      status: 204,
      error: null,
      at,
    });
    for (let at = 0; at < 15; at += 1) void webhooks.recordRequest(hook.id, call(at, 'a'));
    expect(await webhooks.requests(hook.id)).toHaveLength(15);
    await webhooks.recordRequest(hook.id, call(15, 'x'.repeat(200_000)));
    for (let at = 16; at < 30; at += 1) void webhooks.recordRequest(hook.id, call(at, 'b'));
    await webhooks.recordRequest(hook.id, call(30, 'b'));
    const kept = await webhooks.requests(hook.id);
    expect(kept.map(({ at }) => at)).toEqual(Array.from({ length: 20 }, (_, index) => 30 - index));
    expect(JSON.stringify(kept).length).toBeLessThan(150_000);
    await webhooks.delete(hook.id);
    expect(await webhooks.requests(hook.id)).toEqual([]);
    await expect(webhooks.rotate(hook.id)).rejects.toMatchObject({ httpStatus: 404 });
  });

  it('block documents are encrypted at rest, and load with what they refer to', async () => {
    const { types, schemas, documents } = store.blocks;
    const about = { logo_url: null, documentation_url: null, description: null, code_example: null };
    const type = await types.create({ name: 'Webhook', slug: 'webhook', ...about });
    await expect(types.create({ name: 'W', slug: 'webhook', ...about })).rejects.toMatchObject({
      httpStatus: 409,
    });
    expect(await types.update(type.id, { description: 'calls' })).toMatchObject({
      description: 'calls',
      name: 'Webhook',
    });
    expect(await types.getBySlug('webhook')).toMatchObject({ id: type.id, description: 'calls' });
    const schemaBody = { fields: { a: 1 }, block_type_id: type.id, capabilities: ['call'], version: '1' };
    const schema = await schemas.create({ ...schemaBody, checksum: 'sha256:1' });
    expect(await schemas.create({ ...schemaBody, checksum: 'sha256:1' })).toEqual(schema);
    expect(await schemas.getByChecksum('sha256:1', '2')).toBeUndefined();
    expect(await schemas.capabilities()).toEqual(['call']);

    const common = { block_type_id: type.id, block_schema_id: schema.id, is_anonymous: false };
    const inner = await documents.create({ ...common, name: 'inner', data: { token: 'hunter2' } });
    const reference = { $ref: { block_document_id: inner.id } };
    const outer = await documents.create({ ...common, name: 'outer', data: { url: 'x', auth: reference } });
    await documents.create({ ...common, name: 'nameless', is_anonymous: true, data: {} });
    await expect(documents.create({ ...common, name: 'inner', data: {} })).rejects.toMatchObject({
      httpStatus: 409,
    });
    expect(await documents.get(outer.id)).toMatchObject({ data: { url: 'x', auth: reference } });
    expect(await documents.load(outer.id)).toEqual({
      slug: 'webhook',
      name: 'outer',
      data: { url: 'x', auth: { token: 'hunter2' } },
    });
    expect(await documents.load(randomUUID())).toBeNull();
    await documents.update(inner.id, { data: { auth: { $ref: { block_document_id: outer.id } } } });
    await expect(documents.load(inner.id)).rejects.toMatchObject({ code: 'block_reference_cycle' });
    expect(names(await documents.list({ typeId: type.id, sort: 'NAME_DESC' }))).toEqual(['outer', 'inner']);
    expect(await documents.count()).toBe(2);
    await types.delete(type.id);
    expect(await documents.get(outer.id)).toBeUndefined();
    expect(await schemas.get(schema.id)).toBeUndefined();
  });
});
