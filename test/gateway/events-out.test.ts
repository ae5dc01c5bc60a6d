import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EventSocket } from '../support/event-socket.ts';
import { eventBody, startGateway, type TestGateway } from '../support/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

const post = (...events: Record<string, unknown>[]) => gateway.call('POST', '/events', events);
const secondsAgo = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();

/** Opens a stream of the events whose names begin so. */
async function stream(prefix: string, more: Record<string, unknown> = {}): Promise<EventSocket> {
  const socket = await EventSocket.authenticated(gateway.url, 'out');
  const { backfill, ...filter } = more;
  socket.send({
    type: 'filter',
    filter: { event: { prefix: [prefix] }, ...filter },
    ...(backfill === undefined ? {} : { backfill }),
  });
  return socket;
}

describe('/events/out', () => {
  it('sends the past in the order of occurrence, then what is live', async () => {
    await post(
      eventBody('out-a.2', { occurred: secondsAgo(20) }),
      eventBody('out-a.1', { occurred: secondsAgo(30) }),
      eventBody('other.1'),
      eventBody('out-a.old', { occurred: secondsAgo(3600) }),
    );
    const socket = await stream('out-a.');
    await socket.received(2);
    await post(
      eventBody('out-a.3'),
      eventBody('other.2'),
      eventBody('out-a.4', { occurred: secondsAgo(40) }),
    );
    await socket.received(4);
    expect(socket.events).toEqual(['out-a.1', 'out-a.2', 'out-a.3', 'out-a.4']);
    expect(socket.messages[0]).toMatchObject({
      type: 'event',
      event: { resource: { 'prefect.resource.id': 'test.resource.1' } },
    });
    expect(socket.messages[0].event.received).toMatch(/Z$/);
    socket.socket.close();
  });

  it('goes back as far as it is told', async () => {
    await post(eventBody('out-b.old', { occurred: secondsAgo(86_400) }));
    const socket = await stream('out-b.', { occurred: { since: secondsAgo(90_000) } });
    await socket.received(1);
    expect(socket.events).toEqual(['out-b.old']);
    socket.socket.close();
  });

  it('leaves the past out when told so', async () => {
    await post(eventBody('out-c.1'));
    const socket = await stream('out-c.', { backfill: false });
    await socket.ping();
    await new Promise((resolve) => setTimeout(resolve, 100));
    await post(eventBody('out-c.2'));
    await socket.received(1);
    expect(socket.events).toEqual(['out-c.2']);
    socket.socket.close();
  });

  it('misses nothing and repeats nothing while events pour in', async () => {
    const total = 3000;
    const names = Array.from({ length: total }, (_, n) => `out-d.${n}`);
    let posted = 0;
    const pour = (async () => {
      for (; posted < total; posted += 100) {
        await post(...names.slice(posted, posted + 100).map((name) => eventBody(name)));
      }
    })();
    const sockets: EventSocket[] = [];
    for (let n = 0; n < 5; n++) {
      sockets.push(await stream('out-d.'));
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
    await pour;
    for (const socket of sockets) {
      await socket.received(total);
      expect(new Set(socket.events).size).toBe(total);
      expect(socket.events).toHaveLength(total);
      socket.socket.close();
    }
  });

  it('sends a held event when it gets its place', async () => {
    const leader = eventBody('out-e.leader');
    const follower = eventBody('out-e.follower', { follows: leader.id });
    const before = await stream('out-e.');
    await post(follower);
    const during = await stream('out-e.');
    await during.ping();
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect([...before.events, ...during.events]).toEqual([]);
    await post(leader);
    for (const socket of [before, during]) {
      await socket.received(2);
      expect(socket.events).toEqual(['out-e.leader', 'out-e.follower']);
      socket.socket.close();
    }
  });

  it.each([
    [{ resource: { id: ['r-2'] } }, ['out-f.2']],
    [{ resource: { labels: { kind: ['a*'] } } }, ['out-f.1']],
    [{ related: { role: ['owner'] } }, ['out-f.2']],
    [{ any_resource: { id_prefix: ['own'] } }, ['out-f.2']],
    [{ event: { prefix: ['out-f.'], exclude_name: ['out-f.1'] } }, ['out-f.2']],
  ])('filters by %o, in the past and live', async (filter, expected) => {
    const events = () => [
      eventBody('out-f.1', { resource: { 'prefect.resource.id': 'r-1', kind: 'abc' } }),
      eventBody('out-f.2', {
        resource: { 'prefect.resource.id': 'r-2', kind: 'xyz' },
        related: [{ 'prefect.resource.id': 'owner-1', 'prefect.resource.role': 'owner' }],
      }),
    ];
    const since = new Date().toISOString();
    await post(...events());
    const socket = await stream('out-f.', { occurred: { since }, ...filter });
    await socket.received(1);
    await post(...events(), eventBody('out-f.end'));
    await socket.received(2);
    expect(socket.events.slice(0, 2)).toEqual([...expected, ...expected]);
    socket.socket.close();
  });

  it('does not fall over a client that reads nothing, and loses nothing for it', async () => {
    const since = new Date().toISOString();
    const socket = await EventSocket.authenticated(gateway.url, 'out');
    socket.socket.pause();
    socket.send({ type: 'filter', filter: { event: { prefix: ['out-g.'] }, occurred: { since } } });
    const payload = { text: 'x'.repeat(100_000) };
    for (let n = 0; n < 10; n++) {
      await post(...Array.from({ length: 20 }, (_, k) => eventBody(`out-g.${n * 20 + k}`, { payload })));
    }
    // 20 MB wait in the log, not in this process.
    const other = await stream('out-h.');
    await post(eventBody('out-h.1'));
    await other.received(1);
    socket.socket.resume();
    await socket.received(200);
    expect(socket.events).toEqual(Array.from({ length: 200 }, (_, n) => `out-g.${n}`));
    socket.socket.close();
    other.socket.close();
  });

  it.each([
    [{ type: 'filter', filter: { colour: 1 } }, 'colour'],
    [{ type: 'filter', filter: { occurred: { since: 'never' } } }, 'occurred.since'],
    [{ type: 'filter', filter: 5 }, 'Invalid filter'],
    [{ type: 'filter' }, 'Invalid filter'],
    [{ type: 'event' }, "Expected 'filter' message"],
    ['nonsense', "Expected 'filter' message"],
  ])('refuses %o with 1002', async (message, reason) => {
    const socket = await EventSocket.authenticated(gateway.url, 'out');
    socket.send(message);
    const closed = await socket.closed;
    expect(closed.code).toBe(1002);
    expect(closed.reason).toContain(reason);
  });

  it('closes with 1001 when the server goes away', async () => {
    const other = await startGateway();
    const socket = await EventSocket.authenticated(other.url, 'out');
    socket.send({ type: 'filter', filter: {} });
    await socket.ping();
    await other.close();
    expect((await socket.closed).code).toBe(1001);
  });
});
