import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EventSocket } from '../support/event-socket.ts';
import { eventBody, startGateway, type TestGateway } from '../support/gateway.ts';

let gateway: TestGateway;
let guarded: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
  guarded = await startGateway({ apiKeys: [{ name: 'ci', key: 's3cret' }] });
});
afterAll(async () => {
  await gateway.close();
  await guarded.close();
});

const stored = async (on: TestGateway, ids: unknown[]) =>
  (await on.store.log.eventsById(ids as string[])).length;
const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

describe('/events/in', () => {
  it('answers a ping only when what came before is stored', async () => {
    const socket = await EventSocket.authenticated(gateway.url, 'in');
    const events = Array.from({ length: 1200 }, (_, n) => eventBody(`in.${n}`));
    for (const event of events) socket.send(event);
    await socket.ping();
    expect(
      await stored(
        gateway,
        events.map(({ id }) => id),
      ),
    ).toBe(1200);
    socket.socket.close();
  });

  it('answers a ping before the hello', async () => {
    const socket = await EventSocket.open(gateway.url, 'in');
    await socket.ping();
    socket.socket.close();
  });

  it('answers a close only when what came before is stored', async () => {
    const socket = await EventSocket.authenticated(gateway.url, 'in');
    const events = Array.from({ length: 800 }, (_, n) => eventBody(`in.${n}`));
    for (const event of events) socket.send(event);
    socket.socket.close();
    await socket.closed;
    expect(
      await stored(
        gateway,
        events.map(({ id }) => id),
      ),
    ).toBe(800);
  });

  it('stores what was received when a client breaks off', async () => {
    const socket = await EventSocket.authenticated(gateway.url, 'in');
    const first = eventBody('in.broken');
    socket.send(first);
    await socket.ping();
    socket.send(eventBody('in.broken'));
    socket.socket.terminate();
    expect(await stored(gateway, [first.id])).toBe(1);
  });

  it('keeps the order and stores a repeated event once', async () => {
    const socket = await EventSocket.authenticated(gateway.url, 'in');
    const head = await gateway.store.log.head();
    const events = Array.from({ length: 50 }, (_, n) => eventBody(`order.${n}`));
    for (const event of [...events, ...events]) socket.send(event);
    await socket.ping();
    const entries = await gateway.store.log.read(head, 1000);
    const names = entries.map((entry) => (entry.kind === 'event' ? entry.event.event : entry.kind));
    // What a client sent that has broken off may still come in between.
    expect(names.filter((name) => name !== 'in.broken')).toEqual(events.map(({ event }) => event));
    socket.socket.close();
  });

  it.each([
    ['text that is no JSON', '{"event":', 'Invalid event'],
    ['an event without a resource', { ...eventBody('x'), resource: undefined }, 'resource: Field required'],
    ['an event with a bad time', { ...eventBody('x'), occurred: 'soon' }, 'occurred'],
    ['__proto__', '{"__proto__":{}}', '__proto__'],
  ])('ends with 1007 at %s, after storing what came before', async (_about, bad, reason) => {
    const socket = await EventSocket.authenticated(gateway.url, 'in');
    const [before, after] = [eventBody('in.before'), eventBody('in.after')];
    socket.send(before);
    socket.send(bad);
    socket.send(after);
    const closed = await socket.closed;
    expect(closed.code).toBe(1007);
    expect(closed.reason).toContain(reason);
    expect(await stored(gateway, [before.id, after.id])).toBe(1);
    expect(gateway.log.join('')).toContain('was refused');
  });

  it('refuses an event that is too large', async () => {
    const socket = await EventSocket.authenticated(gateway.url, 'in');
    socket.send({ ...eventBody('x'), payload: { text: 'x'.repeat(1_500_001) } });
    expect((await socket.closed).code).toBe(1007);
  });

  it('is there in the form of a workspace, too', async () => {
    const id = crypto.randomUUID();
    const socket = await EventSocket.authenticated(
      `${gateway.url}/api/accounts/${id}/workspaces/${id}`,
      'in',
    );
    await socket.ping();
    socket.socket.close();
  });
});

describe('the hello of event websockets', () => {
  it.each([
    ['anything else first', { type: 'filter' }, "Expected 'auth' message"],
    ['no JSON', 'hello', "Expected 'auth' message"],
    ['no token', { type: 'auth', token: null }, 'no token provided'],
    ['a wrong token', { type: 'auth', token: 'wrong' }, 'Invalid token'],
  ])('with %s is refused', async (_about, message, reason) => {
    const socket = await EventSocket.open(guarded.url, 'in');
    socket.send(message);
    const closed = await socket.closed;
    expect(closed.code).toBe(1008);
    expect(closed.reason).toContain(reason);
  });

  it.each(['s3cret', 'ci:s3cret'])('with the token %s is accepted', async (token) => {
    const socket = await EventSocket.authenticated(guarded.url, 'in', token);
    const event = eventBody('in.guarded');
    socket.send(event);
    await socket.ping();
    expect(await stored(guarded, [event.id])).toBe(1);
    socket.socket.close();
  });

  it.each(['Bearer s3cret', basic('ci:s3cret')])(
    'needs no token with %s in the upgrade',
    async (authorization) => {
      const socket = await EventSocket.open(guarded.url, 'in', { headers: { authorization } });
      socket.send({ type: 'auth', token: null });
      await socket.received(1);
      expect(socket.messages).toEqual([{ type: 'auth_success' }]);
      socket.socket.close();
    },
  );

  it('is left out without the subprotocol, when there is nothing to prove or it is proven', async () => {
    for (const [on, headers] of [
      [gateway, {}],
      [guarded, { authorization: 'Bearer s3cret' }],
    ] as const) {
      const socket = await EventSocket.open(on.url, 'in', { subprotocol: null, headers });
      const event = eventBody('in.legacy');
      socket.send(event);
      await socket.ping();
      expect(await stored(on, [event.id])).toBe(1);
      socket.socket.close();
    }
  });

  it('cannot be left out when there is something to prove', async () => {
    const socket = await EventSocket.open(guarded.url, 'in', { subprotocol: null });
    expect((await socket.closed).code).toBe(1002);
  });

  it('is not even begun from a page of another origin, nor at another path', async () => {
    await expect(
      EventSocket.open(gateway.url, 'in', { headers: { origin: 'https://evil.example' } }),
    ).rejects.toThrow('403');
    await expect(EventSocket.open(gateway.url, 'sideways')).rejects.toThrow('404');
  });
});

it('closes websockets with 1001 and stores what they sent', async () => {
  const other = await startGateway();
  const socket = await EventSocket.authenticated(other.url, 'in');
  const events = Array.from({ length: 300 }, (_, n) => eventBody(`bye.${n}`));
  for (const event of events) socket.send(event);
  await socket.ping();
  const closing = other.gateway.close();
  expect((await socket.closed).code).toBe(1001);
  await closing;
  expect(
    await stored(
      other,
      events.map(({ id }) => id),
    ),
  ).toBe(300);
  await other.store.close();
});
