import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGateway, type TestGateway } from '../support/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

describe('/api/incidents', () => {
  it('declares, reads, changes and closes an incident', async () => {
    const { call } = gateway;
    const created = await call('POST', '/incidents/', { name: 'orders are late', severity: 'high' });
    expect(created).toMatchObject({ status: 201, body: { status: 'active', severity: 'high' } });
    const { id } = created.body as { id: string };
    expect((await call('GET', `/incidents/${id}`)).body).toEqual(created.body);
    const patched = await call('PATCH', `/incidents/${id}`, { summary: 'since noon' });
    expect(patched).toMatchObject({ status: 200, body: { summary: 'since noon', name: 'orders are late' } });
    expect(await call('POST', `/incidents/${id}/acknowledge`)).toMatchObject({
      status: 200,
      body: { status: 'acknowledged' },
    });
    expect(await call('POST', `/incidents/${id}/resolve`)).toMatchObject({ body: { status: 'resolved' } });
    expect((await call('POST', `/incidents/${id}/acknowledge`)).status).toBe(409);
    expect(await call('POST', `/incidents/${id}/reopen`)).toMatchObject({ body: { status: 'active' } });
    const filter = { incidents: { status: { any_: ['active'] } } };
    expect((await call('POST', '/incidents/filter', filter)).body).toMatchObject([{ id }]);
    expect((await call('POST', '/incidents/count', filter)).body).toBe(1);
    const events = await call('POST', '/events/filter', {
      filter: { event: { prefix: ['prefect-cloud.incident.'] }, order: 'ASC' },
    });
    const names = (events.body as { events: { event: string }[] }).events.map(({ event }) => event);
    expect(names).toEqual(
      ['declared', 'updated.summary', 'acknowledged', 'resolved', 'reopened'].map(
        (kind) => `prefect-cloud.incident.${kind}`,
      ),
    );
  });

  it.each([
    [{}, 'name'],
    [{ name: '' }, 'name'],
    [{ name: 'x', severity: 'awful' }, 'severity'],
    [{ name: 'x', status: 'resolved' }, 'status'],
    [{ name: 'x', related_resources: [{ 'prefect.resource.id': 'a' }] }, 'related_resources'],
    [{ name: 'x', start_time: 'yesterday' }, 'start_time'],
    [{ name: 'x', tags: ['t'.repeat(201)] }, 'tags'],
  ])('refuses %j', async (body, field) => {
    const { status, body: reply } = await gateway.call('POST', '/incidents/', body);
    expect(status).toBe(422);
    expect(JSON.stringify((reply as { exception_detail: unknown }).exception_detail)).toContain(field);
  });

  it('answers 404 for what is not there', async () => {
    for (const [method, path] of [
      ['GET', ''],
      ['PATCH', ''],
      ['POST', '/resolve'],
    ] as const) {
      const { status } = await gateway.call(
        method,
        `/incidents/${randomUUID()}${path}`,
        method === 'PATCH' ? {} : undefined,
      );
      expect(status).toBe(404);
    }
    expect((await gateway.call('GET', '/incidents/x')).status).toBe(404);
  });
});
