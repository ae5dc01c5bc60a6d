import { beforeEach, expect, it } from 'vitest';
import type { EventFilter } from '../../src/schemas/event-filters.ts';
import type { ReceivedEvent } from '../../src/schemas/events.ts';
import { formatTime } from '../../src/schemas/times.ts';
import type { Store } from '../../src/store/index.ts';
import type { NewEvent } from '../../src/store/log.ts';
import { describeStores } from '../support/stores.ts';
import { eventFilter, newEvent } from '../support/store-fixtures.ts';

const zero = Date.UTC(2026, 0, 1);
const names = { prefix: null, exclude_prefix: null, name: null, exclude_name: null };
const resource = { id: null, id_prefix: null, labels: null, distinct: false };
const related = { id: null, role: null, resources_in_roles: null, labels: null };
const anyResource = { id: null, id_prefix: null, labels: null };
const idsOf = (events: readonly (ReceivedEvent | NewEvent['event'])[]): string[] =>
  events.map(({ id }) => id);

describeStores('looking up events', ({ clock, open }) => {
  let store: Store;
  beforeEach(async () => {
    clock.now = zero;
    store = await open();
  });
  const append = async (...events: NewEvent[]): Promise<NewEvent['event'][]> => {
    await store.log.append(events);
    return events.map(({ event }) => event);
  };
  /** What a filter means, by query and one by one: both must agree. */
  const found = async (filter: EventFilter): Promise<string[]> => {
    const page = await store.events.filter(filter, { limit: 200 });
    expect(page.total).toBe(page.events.length);
    expect(page.nextPageToken).toBeNull();
    const entries = await store.log.read(0, 1000);
    const events = entries.flatMap((entry) => (entry.kind === 'event' ? [entry.event] : []));
    if (filter.resource?.distinct !== true) {
      const one = events.filter((event) => store.events.matches(filter, event));
      expect(idsOf(page.events).sort()).toEqual(idsOf(one).sort());
    }
    return idsOf(page.events);
  };

  it('goes by time, both ends included, and by name', async () => {
    const [a, b, c, d] = await append(
      newEvent({ event: 'flow.Started', occurred: zero }),
      newEvent({ event: 'flow.started%', occurred: zero + 1000.5 }),
      newEvent({ event: 'flöw.ended', occurred: zero + 2000 }),
      newEvent({ event: 'task', occurred: zero + 3000 }),
    );
    const span = { since: formatTime(zero), until: formatTime(zero + 1000.5) };
    expect(await found(eventFilter({ occurred: span }))).toEqual([a!.id, b!.id]);
    expect(await found(eventFilter({ order: 'DESC' }))).toEqual([d!.id, c!.id, b!.id, a!.id]);
    const byName = (criteria: object): Promise<string[]> =>
      found(eventFilter({ event: { ...names, ...criteria } }));
    expect(await byName({ prefix: ['flow.S', 'task'] })).toEqual([a!.id, d!.id]);
    expect(await byName({ prefix: ['flöw.'] })).toEqual([c!.id]);
    expect(await byName({ prefix: ['flow.started_'] })).toEqual([]);
    expect(await byName({ exclude_prefix: ['flow.', 'fl'] })).toEqual([d!.id]);
    expect(await byName({ name: ['task', 'flow.Started'] })).toEqual([a!.id, d!.id]);
    expect(await byName({ exclude_name: ['task'], prefix: [] })).toEqual([a!.id, b!.id, c!.id]);
    expect(await found(eventFilter({ id: { id: [c!.id, d!.id] } }))).toEqual([c!.id, d!.id]);
  });

  it('goes by resources, their labels, and text', async () => {
    const [a, b, c] = await append(
      newEvent({
        occurred: zero,
        resource: { 'prefect.resource.id': 'run.1', colour: 'dark red' },
        related: [
          { 'prefect.resource.id': 'flow.1', 'prefect.resource.role': 'flow', tier: 'gold' },
          { 'prefect.resource.id': 'pool.1', 'prefect.resource.role': 'work-pool' },
        ],
      }),
      newEvent({
        occurred: zero + 1,
        resource: { 'prefect.resource.id': 'run.2', colour: 'blue' },
        related: [{ 'prefect.resource.id': 'flow.1', 'prefect.resource.role': 'creator' }],
      }),
      newEvent({
        occurred: zero + 2,
        resource: { 'prefect.resource.id': 'flow.1' },
        payload: { message: 'Disk "full" on node 7' },
      }),
    );
    const by = (criteria: object): Promise<string[]> => found(eventFilter(criteria));
    const byResource = (criteria: object): Promise<string[]> =>
      by({ resource: { ...resource, ...criteria } });
    expect(await byResource({ id: ['run.1', 'flow.1'] })).toEqual([a!.id, c!.id]);
    expect(await byResource({ id_prefix: ['run.'] })).toEqual([a!.id, b!.id]);
    expect(await byResource({ labels: { colour: '*red' } })).toEqual([a!.id]);
    expect(await byResource({ labels: { colour: ['!*red'] } })).toEqual([b!.id]);
    expect(
      await byResource({ labels: { 'prefect.resource.id': ['run.?'], colour: ['blue', 'dark*'] } }),
    ).toEqual([a!.id, b!.id]);
    const byRelated = (...criteria: object[]): Promise<string[]> =>
      by({ related: criteria.map((one) => ({ ...related, ...one })) });
    expect(await byRelated({ id: ['flow.1'] })).toEqual([a!.id, b!.id]);
    expect(await byRelated({ id: ['flow.1'], role: ['flow'] })).toEqual([a!.id]);
    expect(await byRelated({ id: ['flow.1'] }, { role: ['work-pool'] })).toEqual([a!.id]);
    expect(await byRelated({ resources_in_roles: [['flow.1', 'creator']] })).toEqual([b!.id]);
    expect(await byRelated({ labels: { tier: 'g*', 'prefect.resource.role': 'flow' } })).toEqual([a!.id]);
    const byAny = (criteria: object): Promise<string[]> =>
      by({ any_resource: { ...anyResource, ...criteria } });
    expect(await byAny({ id: ['flow.1'] })).toEqual([a!.id, b!.id, c!.id]);
    expect(await byAny({ id_prefix: ['pool.', 'run.2'] })).toEqual([a!.id, b!.id]);
    const byText = (query: string): Promise<string[]> => by({ text: { query } });
    expect(await byText('BLUE gold')).toEqual([a!.id, b!.id]);
    expect(await byText('flow.1 -gold -disk')).toEqual([b!.id]);
    expect(await byText('"on node"')).toEqual([c!.id]);
    expect(await byText('+flow +run.2')).toEqual([b!.id]);
  });

  it('shows each resource once when asked to, its first event in the order', async () => {
    const events = await append(
      ...Array.from({ length: 30 }, (_, index) =>
        newEvent({ occurred: zero + index, resource: { 'prefect.resource.id': `r${index % 3}` } }),
      ),
    );
    const distinct = (order: string): EventFilter =>
      eventFilter({ order, resource: { ...resource, distinct: true } });
    expect(await found(distinct('ASC'))).toEqual(idsOf(events.slice(0, 3)));
    expect(await found(distinct('DESC'))).toEqual(idsOf(events.slice(-3).reverse()));
    const first = await store.events.filter(distinct('DESC'), { limit: 2 });
    const second = await store.events.nextPage(first.nextPageToken!, { limit: 2 });
    expect(idsOf([...first.events, ...second.events])).toEqual(idsOf(events.slice(-3).reverse()));
  });

  it('has pages that stay the same while events arrive, also between those shown', async () => {
    // Many at the same time: the place within them must be kept as well.
    const events = await append(
      ...Array.from({ length: 25 }, (_, index) => newEvent({ occurred: zero + Math.floor(index / 10) })),
      newEvent({ occurred: zero + 1, follows: '00000000-0000-4000-8000-000000000000' }),
    );
    for (const order of ['ASC', 'DESC']) {
      clock.advance(1);
      const seen: string[] = [];
      let page = await store.events.filter(eventFilter({ order }), { limit: 4 });
      const { total } = page;
      for (;;) {
        seen.push(...idsOf(page.events));
        expect(page.total).toBe(total);
        clock.advance(1);
        await append(
          newEvent({ occurred: zero }),
          newEvent({ occurred: zero + 1 }),
          newEvent({ occurred: zero + 5 }),
        );
        clock.advance(1);
        await store.log.releaseOverdue();
        if (page.nextPageToken === null) break;
        page = await store.events.nextPage(page.nextPageToken, { limit: 4 });
        clock.advance(5 * 60_000);
      }
      expect(new Set(seen).size).toBe(total);
      expect(seen.length).toBe(total);
      for (const { id } of events) expect(seen).toContain(id);
    }
    await expect(store.events.nextPage('nonsense', { limit: 4 })).rejects.toMatchObject({ httpStatus: 403 });
  });

  it('finds what is rare among many', async () => {
    const needle = newEvent({
      occurred: zero + 7,
      related: [{ 'prefect.resource.id': 'x', 'prefect.resource.role': 'y' }],
    });
    for (let chunk = 0; chunk < 3; chunk += 1) {
      await append(...Array.from({ length: 2_000 }, (_, index) => newEvent({ occurred: zero + index * 10 })));
    }
    await append(needle);
    for (const order of ['ASC', 'DESC']) {
      const byRelated = eventFilter({ order, related: { ...related, id: ['x'] } });
      expect(await store.events.filter(byRelated, { limit: 5 })).toMatchObject({
        total: 1,
        nextPageToken: null,
      });
      const page = await store.events.filter(eventFilter({ order }), { limit: 50 });
      expect(page.total).toBe(6_001);
      const next = await store.events.nextPage(page.nextPageToken!, { limit: 50 });
      const all = [...page.events, ...next.events].map(({ occurred }) => Date.parse(occurred));
      expect(all).toEqual(all.toSorted((a, b) => (order === 'ASC' ? a - b : b - a)));
      expect(all).toHaveLength(100);
    }
  });

  it('counts by time with the empty spans, by name and by resource with its latest name', async () => {
    const hour = 3_600_000;
    const run = (id: string, name?: string): Record<string, string> => ({
      'prefect.resource.id': id,
      ...(name === undefined ? {} : { 'prefect.resource.name': name }),
    });
    await append(
      newEvent({ event: 'a', occurred: zero, resource: run('1', 'old') }),
      newEvent({ event: 'a', occurred: zero + hour - 1, resource: run('1', 'new') }),
      newEvent({ event: 'b', occurred: zero + 2 * hour, resource: run('2') }),
    );
    clock.now = zero + 10 * hour;
    const filter = eventFilter({ occurred: { since: formatTime(zero), until: formatTime(zero + 3 * hour) } });
    const byHour = await store.events.countBy('time', filter, 'hour', 1);
    expect(byHour.map(({ value, count }) => [value, count])).toEqual([
      ['0', 2],
      ['1', 0],
      ['2', 1],
    ]);
    expect(byHour[1]).toEqual({
      value: '1',
      label: '2026-01-01T01:00:00+00:00',
      count: 0,
      start_time: '2026-01-01T01:00:00Z',
      end_time: '2026-01-01T01:59:59.999999Z',
    });
    const labelled = {
      ...filter,
      resource: { ...resource, labels: { 'prefect.resource.id': '*' } },
    } as EventFilter;
    expect(await store.events.countBy('time', labelled, 'hour', 1)).toEqual(byHour);
    expect((await store.events.countBy('day', filter, 'second', 60)).map(({ count }) => count)).toEqual([3]);
    expect(await store.events.countBy('event', filter, 'day', 1)).toEqual([
      {
        value: 'a',
        label: 'a',
        count: 2,
        start_time: formatTime(zero),
        end_time: formatTime(zero + hour - 1),
      },
      {
        value: 'b',
        label: 'b',
        count: 1,
        start_time: formatTime(zero + 2 * hour),
        end_time: formatTime(zero + 2 * hour),
      },
    ]);
    expect(await store.events.countBy('resource', labelled, 'day', 1)).toMatchObject([
      { value: '1', label: 'new', count: 2 },
      { value: '2', label: '2', count: 1 },
    ]);
    await expect(store.events.countBy('time', eventFilter(), 'second', 1)).rejects.toMatchObject({
      httpStatus: 422,
    });
  });
});
