import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGateway, type TestGateway } from '../support/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

const call: TestGateway['call'] = (...args) => gateway.call(...args);

describe('variables', () => {
  it('are kept by id and by name', async () => {
    const created = await call('POST', '/variables/', { name: 'one', value: { a: [1] }, tags: ['t'] });
    expect(created).toMatchObject({ status: 201, body: { name: 'one', value: { a: [1] }, tags: ['t'] } });
    const { id } = created.body as { id: string };
    expect((await call('GET', `/variables/${id}`)).body).toEqual(created.body);
    expect((await call('GET', '/variables/name/one')).body).toEqual(created.body);
    expect((await call('PATCH', '/variables/name/one', { value: null })).status).toBe(204);
    expect((await call('GET', `/variables/${id}`)).body).toMatchObject({ value: null, tags: ['t'] });
    expect((await call('PATCH', `/variables/${id}`, { name: 'two', tags: [] })).status).toBe(204);
    expect((await call('GET', '/variables/name/two')).body).toMatchObject({ value: null, tags: [] });
    expect((await call('DELETE', '/variables/name/two')).status).toBe(204);
    const gone = { status: 404, body: { detail: 'Variable not found.' } };
    expect(await call('GET', `/variables/${id}`)).toMatchObject(gone);
    expect(await call('DELETE', `/variables/${id}`)).toMatchObject(gone);
    expect(await call('PATCH', '/variables/name/two', { value: 1 })).toMatchObject(gone);
  });

  it('are listed and counted', async () => {
    for (const name of ['list_b', 'list_a'])
      await call('POST', '/variables/', { name, value: name, tags: ['list'] });
    const variables = { tags: { all_: ['list'] } };
    const names = async (body: unknown) =>
      (await call('POST', '/variables/filter', body)).body.map(({ name }: { name: string }) => name);
    expect(await names({ variables })).toEqual(['list_a', 'list_b']);
    expect(await names({ variables, sort: 'NAME_DESC', limit: 1 })).toEqual(['list_b']);
    expect(await names({ variables: { name: { like_: 'LIST_A' } } })).toEqual(['list_a']);
    expect((await call('POST', '/variables/count', { variables })).body).toBe(2);
    expect((await call('POST', '/variables/count')).body).toBeGreaterThanOrEqual(2);
  });

  it.each([
    ['a name that is taken', { name: 'taken', value: 2 }, 409],
    ['a bad name', { name: 'Not Good', value: 1 }, 422],
    ['no value', { name: 'x' }, 422],
    ['too long a value', { name: 'x', value: 'v'.repeat(5001) }, 422],
    ['an unknown field', { name: 'x', value: 1, colour: 1 }, 422],
  ])('refuse %s', async (_about, body, status) => {
    await call('POST', '/variables/', { name: 'taken', value: 1 });
    expect((await call('POST', '/variables/', body)).status).toBe(status);
  });
});
