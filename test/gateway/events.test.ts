import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventBody, startGateway, type TestGateway } from '../support/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

const post = (body: unknown) => gateway.call('POST', '/events', body);
const query = (filter: unknown, limit?: number) =>
  gateway.call('POST', '/events/filter', limit === undefined ? { filter } : { filter, limit });
const named = (name: string) => ({ event: { name: [name] } });

describe('POST /events', () => {
  it('stores a list in its order, durably, with the time of receipt', async () => {
    const events = Array.from({ length: 20 }, (_, n) => eventBody(`post.${n}`));
    expect(await post(events)).toMatchObject({ status: 204, body: '' });
    const stored = await gateway.store.log.eventsById(events.map(({ id }) => id as string));
    const seqs = stored.map(({ seq }) => seq);
    expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
    const { body } = await gateway.call('GET', `/events/${events[0]?.['id'] as string}`);
    expect(body).toMatchObject({ event: 'post.0', related: [], payload: {}, follows: null });
    expect(body.received).toMatch(/Z$/);
  });

  it('ignores what clients say of the receipt, and fields that events do not have', async () => {
    const event = eventBody('post.extra', { received: '2001-01-01T00:00:00Z', colour: 'red' });
    expect((await post([event])).status).toBe(204);
    const { body } = await gateway.call('GET', `/events/${event['id'] as string}`);
    expect(body.received).not.toContain('2001');
    expect(body).not.toHaveProperty('colour');
  });

  it('takes an empty list, and the same event twice', async () => {
    expect((await post([])).status).toBe(204);
    const event = eventBody('post.twice');
    expect((await post([event, event])).status).toBe(204);
    expect((await post([{ ...event, payload: { changed: true } }])).status).toBe(204);
    const { body } = await query(named('post.twice'));
    expect(body).toMatchObject({ total: 1, events: [{ payload: {} }] });
  });

  const labels = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, n) => [`label-${n}`, 'x']));
  const related = (count: number) =>
    Array.from({ length: count }, (_, n) => ({
      'prefect.resource.id': `r-${n}`,
      'prefect.resource.role': 'x',
    }));

  it('takes events up to the limits', async () => {
    const resource = { 'prefect.resource.id': 'r', ...labels(499) };
    expect((await post([eventBody('limit.labels', { resource })])).status).toBe(204);
    expect((await post([eventBody('limit.related', { related: related(100) })])).status).toBe(204);
    const text = 'x'.repeat(1_490_000);
    expect((await post([eventBody('limit.size', { payload: { text } })])).status).toBe(204);
  });

  it.each([
    [
      'too many labels',
      { resource: { 'prefect.resource.id': 'r', ...labels(500) } },
      'maximum number of labels',
    ],
    ['too many related resources', { related: related(101) }, 'maximum number of related resources'],
    ['too large a payload', { payload: { text: 'x'.repeat(1_500_001) } }, 'too large'],
    ['too long a name', { event: 'x'.repeat(1025) }, 'at most 1024'],
    ['no id', { id: undefined }, 'Field required'],
    ['an id that is no UUID', { id: 'one' }, 'valid UUID'],
    ['no time', { occurred: undefined }, 'Field required'],
    ['a bad time', { occurred: 'soon' }, 'valid datetime'],
    ['no resource id', { resource: { a: 'b' } }, 'prefect.resource.id'],
    ['a label that is no text', { resource: { 'prefect.resource.id': 'r', n: 1 } }, 'valid string'],
    [
      'a related resource without a role',
      { related: [{ 'prefect.resource.id': 'r' }] },
      'prefect.resource.role',
    ],
    ['a payload that is no object', { payload: [1] }, 'valid dictionary'],
  ])('refuses the whole list for one event with %s, naming its place', async (_about, fault, message) => {
    const good = eventBody('refused.good');
    const head = await gateway.store.log.head();
    const reply = await post([good, { ...eventBody('refused.bad'), ...fault }]);
    expect(reply.status).toBe(422);
    const [detail] = reply.body.exception_detail;
    expect(detail.loc.slice(0, 2)).toEqual(['body', 1]);
    expect(detail.msg).toContain(message);
    expect(await gateway.store.log.head()).toBe(head);
  });

  it.each([
    ['one event that is no list', eventBody('x')],
    ['nothing', undefined],
    ['a text', '"event"'],
  ])('refuses %s', async (_about, body) => {
    expect((await post(body)).status).toBe(422);
  });

  it('refuses a body above 32 MB', async () => {
    expect((await post(`["${'x'.repeat(32_000_001)}"]`)).status).toBe(413);
  });
});

describe('POST /events/filter', () => {
  it('gives pages that do not shift while events arrive', async () => {
    const occurred = (n: number) => new Date(Date.now() - 60_000 + n).toISOString();
    await post(
      Array.from({ length: 120 }, (_, n) => eventBody('paged', { occurred: occurred(n), payload: { n } })),
    );
    const seen: number[] = [];
    let page = await query(named('paged'), 50);
    expect(page.body.total).toBe(120);
    for (;;) {
      seen.push(...page.body.events.map((event: { payload: { n: number } }) => event.payload.n));
      if (page.body.next_page === null) break;
      expect(page.body.next_page).toContain(`${gateway.url}/api/events/filter/next?page-token=`);
      await post([eventBody('paged', { payload: { n: -1 } })]);
      page = await gateway.call('GET', page.body.next_page.replace(`${gateway.url}/api`, ''));
      expect(page.status).toBe(200);
    }
    expect(seen).toEqual(Array.from({ length: 120 }, (_, n) => 119 - n));
  });

  it('gives the next page in the form of the URL that was used', async () => {
    await post([eventBody('form'), eventBody('form')]);
    const id = crypto.randomUUID();
    const workspace = `/accounts/${id}/workspaces/${id}`;
    const page = await gateway.call('POST', `${workspace}/events/filter`, {
      filter: named('form'),
      limit: 1,
    });
    expect(page.body.next_page).toContain(`${gateway.url}/api${workspace}/events/filter/next`);
    const next = await gateway.call('GET', page.body.next_page.replace(`${gateway.url}/api`, ''));
    expect(next.body.events).toHaveLength(1);
    expect(next.body.next_page).toBeNull();
  });

  it('needs neither a filter nor a body', async () => {
    expect((await gateway.call('POST', '/events/filter')).body.events.length).toBeGreaterThan(0);
    expect((await gateway.call('POST', '/events/filter', { filter: null, limit: null })).status).toBe(200);
  });

  it.each([
    ['an unknown criterion', { filter: { colour: 1 } }],
    ['a limit above 50', { filter: {}, limit: 51 }],
    ['a negative limit', { filter: {}, limit: -1 }],
    ['an unknown order', { filter: { order: 'SIDEWAYS' } }],
    ['ids that are none', { filter: { id: { id: ['x'] } } }],
  ])('refuses %s', async (_about, body) => {
    expect((await gateway.call('POST', '/events/filter', body)).status).toBe(422);
  });

  it.each(['', 'x', '!!!', Buffer.from('{"filter":{}}').toString('base64url')])(
    'refuses the page token "%s"',
    async (token) => {
      expect((await gateway.call('GET', `/events/filter/next?page-token=${token}`)).status).toBe(403);
    },
  );

  it('says that a page token is missing', async () => {
    const reply = await gateway.call('GET', '/events/filter/next');
    expect(reply.status).toBe(422);
    expect(reply.body.exception_detail[0].loc).toEqual(['query', 'page-token']);
  });
});

describe('POST /events/count-by', () => {
  it('counts by event, resource and day', async () => {
    const since = new Date(Date.now() - 3_600_000).toISOString();
    const until = new Date(Date.now() + 3_600_000).toISOString();
    await post([
      eventBody('count.a', { resource: { 'prefect.resource.id': 'c-1' } }),
      eventBody('count.a', { resource: { 'prefect.resource.id': 'c-2' } }),
      eventBody('count.b', { resource: { 'prefect.resource.id': 'c-1' } }),
    ]);
    const filter = { occurred: { since, until }, event: { prefix: ['count.'] } };
    const by = async (what: string) =>
      (await gateway.call('POST', `/events/count-by/${what}`, { filter })).body;
    expect(await by('event')).toMatchObject([
      { value: 'count.a', label: 'count.a', count: 2 },
      { value: 'count.b', label: 'count.b', count: 1 },
    ]);
    expect(await by('resource')).toMatchObject([
      { value: 'c-1', count: 2 },
      { value: 'c-2', count: 1 },
    ]);
    const days = (await by('day')) as { count: number }[];
    expect(days.reduce((sum, { count }) => sum + count, 0)).toBe(3);
  });

  it.each([
    ['an unknown dimension', 'colour', { filter: {} }, 422],
    ['no filter', 'event', {}, 422],
    ['too small an interval', 'time', { filter: {}, time_interval: 0.001 }, 422],
    ['too many spans', 'time', { filter: {}, time_unit: 'second' }, 422],
  ])('refuses %s', async (_about, countable, body, status) => {
    expect((await gateway.call('POST', `/events/count-by/${countable}`, body)).status).toBe(status);
  });
});

it('answers 404 for an event that does not exist', async () => {
  expect((await gateway.call('GET', `/events/${crypto.randomUUID()}`)).status).toBe(404);
  expect((await gateway.call('GET', '/events/x')).status).toBe(404);
});
