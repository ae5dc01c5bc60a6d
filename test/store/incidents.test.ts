import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { incidentCreateSchema, incidentFilterBodySchema } from '../../src/schemas/incidents.ts';
import type { Store } from '../../src/store/index.ts';
import type { EventEntry } from '../../src/store/log.ts';
import { describeStores } from '../support/stores.ts';

describeStores('incidents', ({ clock, open }) => {
  let store: Store;
  beforeEach(async () => {
    store = await open();
  });

  const body = (more: object = {}) => incidentCreateSchema.parse({ name: 'orders are late', ...more });
  const filter = (incidents: object) => incidentFilterBodySchema.parse({ incidents }).incidents;

  /** The events of an incident as the log has them. */
  async function eventsOf(id: string): Promise<EventEntry[]> {
    const entries = await store.log.read(0, 1_000);
    return entries.filter(
      (entry): entry is EventEntry =>
        entry.kind === 'event' &&
        entry.event.resource['prefect.resource.id'] === `prefect-cloud.incident.${id}`,
    );
  }
  const told = async (id: string): Promise<string[]> =>
    (await eventsOf(id)).map(({ event }) => event.event.replace('prefect-cloud.incident.', ''));

  it('are declared, acknowledged, resolved and opened again, each time with an event', async () => {
    const { incidents } = store;
    const related = [{ 'prefect.resource.id': 'prefect.flow.f', 'prefect.resource.role': 'flow' }];
    const declared = await incidents.declare(
      body({ severity: 'high', tags: ['etl'], related_resources: related }),
    );
    expect(declared).toMatchObject({
      name: 'orders are late',
      summary: '',
      severity: 'high',
      status: 'active',
      tags: ['etl'],
      related_resources: related,
      acknowledged_time: null,
      end_time: null,
      declared_by: null,
    });
    expect(declared.start_time).toBe(declared.created);
    expect(await incidents.get(declared.id)).toEqual(declared);

    clock.advance(1_000);
    const acknowledged = await incidents.acknowledge(declared.id);
    expect(acknowledged).toMatchObject({ status: 'acknowledged', acknowledged_time: acknowledged.updated });
    expect(await incidents.acknowledge(declared.id)).toEqual(acknowledged);
    const resolved = await incidents.resolve(declared.id);
    expect(resolved).toMatchObject({ status: 'resolved', end_time: resolved.updated });
    expect(await incidents.resolve(declared.id)).toEqual(resolved);
    await expect(incidents.acknowledge(declared.id)).rejects.toMatchObject({ httpStatus: 409 });
    const reopened = await incidents.reopen(declared.id);
    expect(reopened).toMatchObject({ status: 'active', end_time: null, acknowledged_time: null });
    expect(await incidents.reopen(declared.id)).toEqual(reopened);
    expect(await incidents.get(declared.id)).toEqual(reopened);

    const events = await eventsOf(declared.id);
    expect(await told(declared.id)).toEqual(['declared', 'acknowledged', 'resolved', 'reopened']);
    expect(new Set(events.map(({ event }) => event.id)).size).toBe(4);
    expect(events[2]).toMatchObject({
      origin: null,
      depth: 0,
      event: {
        resource: {
          'prefect.resource.name': 'orders are late',
          'prefect-cloud.incident.severity': 'high',
        },
        related,
        payload: {
          id: declared.id,
          status: 'resolved',
          severity: 'high',
          tags: ['etl'],
          end_time: resolved.end_time,
        },
      },
    });
  });

  it('with an id that is there already are not declared again', async () => {
    const id = randomUUID();
    const cause = { origin: randomUUID(), depth: 2 };
    const [first, second] = await Promise.all([
      store.incidents.declare({ ...body(), id, declared_by: 'prefect.automation.a' }, cause),
      store.incidents.declare({ ...body({ name: 'another text' }), id }, cause),
    ]);
    expect(second).toEqual(first);
    expect(first.declared_by).toBe('prefect.automation.a');
    expect(await eventsOf(id)).toMatchObject([cause]);
  });

  it('tell each field that changes, and nothing when none does', async () => {
    const { id } = await store.incidents.declare(body());
    clock.advance(10);
    const patched = await store.incidents.patch(id, {
      name: 'orders are late',
      severity: 'critical',
      tags: ['x'],
      start_time: '2025-01-01T00:00:00Z',
    });
    expect(patched).toMatchObject({ severity: 'critical', tags: ['x'], start_time: '2025-01-01T00:00:00Z' });
    expect(await store.incidents.patch(id, { severity: 'critical' })).toEqual(patched);
    expect(await told(id)).toEqual(['declared', 'updated.severity', 'updated.start_time', 'updated.tags']);
  });

  it('are listed by what is asked for', async () => {
    const { incidents } = store;
    const make = async (name: string, severity: string, start: string): Promise<string> =>
      (await incidents.declare(body({ name, severity, start_time: start }))).id;
    const a = await make('a', 'low', '2025-01-01T00:00:00Z');
    const b = await make('b', 'high', '2025-01-02T00:00:00Z');
    const c = await make('c', 'high', '2025-01-03T00:00:00Z');
    await incidents.resolve(b);
    const found = async (criteria: object, more: object = {}): Promise<string[]> => {
      const list = await incidents.list({ filter: filter(criteria), ...more });
      if (Object.keys(more).length === 0) expect(await incidents.count(filter(criteria))).toBe(list.length);
      return list.map(({ id }) => id);
    };
    expect(await found({})).toEqual([c, b, a]);
    expect(await found({}, { sort: 'START_TIME_ASC', limit: 1, offset: 1 })).toEqual([b]);
    expect(await found({}, { sort: 'NAME_ASC' })).toEqual([a, b, c]);
    expect(await found({ severity: { any_: ['high'] }, status: { any_: ['active'] } })).toEqual([c]);
    expect(await found({ status: { any_: [] } })).toEqual([]);
    expect(await found({ name: { any_: ['a', 'b'] } })).toEqual([b, a]);
    expect(
      await found({ start_time: { after_: '2025-01-02T00:00:00Z', before_: '2025-01-02T12:00:00Z' } }),
    ).toEqual([b]);
  });

  describe('that are not there', () => {
    it.each(['acknowledge', 'resolve', 'reopen'] as const)('cannot be changed: %s', async (change) => {
      await expect(store.incidents[change](randomUUID())).rejects.toMatchObject({ httpStatus: 404 });
      expect(await store.incidents.get(randomUUID())).toBeUndefined();
    });
  });
});
