import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EventReader } from '../../src/gateway/event-reader/event-reader.ts';
import { asString, shareTexts, textAt } from '../../src/store/log/text.ts';
import { eventBody, startGateway, type Reply, type TestGateway } from '../support/gateway.ts';

/** Counts what it is asked. */
class CountedReader extends EventReader {
  asked = 0;
  override read(body: Buffer): ReturnType<EventReader['read']> {
    this.asked += 1;
    return super.read(body);
  }
  async ready(): Promise<void> {
    while (!this.isReady) await sleep(10);
  }
}

/** The body of a list that is long enough for the thread. */
const list = (events: readonly unknown[]): string => JSON.stringify(events).padEnd(40_000);
const ids = (events: readonly Record<string, unknown>[]): string[] => events.map(({ id }) => id as string);

describe('large lists of events', () => {
  const reader = new CountedReader();
  let gateway: TestGateway;
  /** Another one, whose thread is never there. */
  let plain: TestGateway;
  beforeAll(async () => {
    const never = Object.defineProperty(new EventReader(), 'isReady', { value: false });
    [gateway, plain] = await Promise.all([
      startGateway({ eventReader: reader }),
      startGateway({ eventReader: never }),
    ]);
    await reader.ready();
  });
  afterAll(() => Promise.all([gateway.close(), plain.close()]));

  const post = (body: string, headers?: Record<string, string>): Promise<Reply> =>
    gateway.call('POST', '/events', body, headers);

  it('are stored as if they had not been read on a thread', async () => {
    const lead = eventBody('apart.first', { payload: { text: 'ä😀"\\ \u2028', nested: [{ a: null }] } });
    const events = [
      lead,
      eventBody('apart.fields', { follows: lead['id'], received: '2001-01-01T00:00:00Z', colour: 'red' }),
      eventBody('apart.related', {
        related: [{ 'prefect.resource.id': 'r.2', 'prefect.resource.role': 'flow' }],
        occurred: '2026-01-01T01:02:03.000250+01:00',
      }),
      eventBody('apart.nul-\0', { payload: { text: 'a\0b' }, resource: { 'prefect.resource.id': 'ö.1' } }),
      eventBody('apart.held', { follows: 'cccccccc-0000-4000-8000-000000000000' }),
    ].map((event, index): Record<string, unknown> => {
      return { ...event, id: `AAAAAAAA-0000-4000-8000-00000000000${index}` };
    });
    events[1]!['follows'] = events[0]!['id'];
    const body = list(events.filter(({ event }) => !(event as string).includes('\0')));
    const before = reader.asked;
    const replies = await Promise.all(
      [gateway, plain].map((one) => one.call('POST', '/events', body, { 'x-automations-depth': '3' })),
    );
    expect(replies.map(({ status }) => status)).toEqual([204, 204]);
    expect(reader.asked).toBe(before + 1);
    const stored = await Promise.all(
      [gateway, plain].map(async ({ store }) => {
        const entries = await store.log.eventsById(ids(events));
        return entries.map(({ event: { received: _, ...event }, occurred, depth, origin }) => {
          return { event, occurred, depth, origin };
        });
      }),
    );
    expect(stored[0]).toHaveLength(4);
    expect(stored[0]).toEqual(stored[1]);
    expect(stored[0]![0]).toMatchObject({ depth: 3, event: { payload: lead['payload'] } });
    const held = await gateway.call('POST', '/events/filter', { filter: { event: { prefix: ['apart.'] } } });
    expect(held.body.total).toBe(3);
  });

  it('reach whoever follows the log, whole', async () => {
    const after = await gateway.store.log.head();
    const events = Array.from({ length: 200 }, (_, n) =>
      eventBody(`apart.tail.${n}`, { payload: { text: `über ${n}` } }),
    );
    expect((await post(JSON.stringify(events))).status).toBe(204);
    const entries = await gateway.store.log.read(after, 1_000);
    expect(entries.map((entry) => entry.kind === 'event' && entry.event)).toMatchObject(
      events.map(({ id, event, payload, resource }) => ({ id, event, payload, resource, related: [] })),
    );
    const [first] = await gateway.store.log.eventsById(ids(events));
    expect(entries[0]).toMatchObject({ event: first!.event });
  });

  it('are refused in the same words', async () => {
    const good = eventBody('apart.good');
    const bodies = [
      list([good, { ...good, resource: {} }]),
      list([good, { ...good, id: 'x' }, 7]),
      list([{ ...good, event: 'nul-\0' }]),
      list([{ ...good, payload: { text: 'x'.repeat(1_500_000) } }]),
      `${list([good])}]`,
      list([good]).replace('"resource"', '"__proto__":{},"resource"'),
      JSON.stringify({ not: 'a list', filler: 'x'.repeat(40_000) }),
    ];
    const before = reader.asked;
    for (const body of bodies) {
      const replies = await Promise.all([gateway, plain].map((one) => one.call('POST', '/events', body)));
      expect(replies[0]!.status, body.slice(0, 200)).toBe(422);
      expect(replies[0]!.body).toEqual(replies[1]!.body);
    }
    expect(reader.asked).toBe(before + bodies.length);
    const latin = Buffer.from(list([{ ...good, event: 'café' }]), 'latin1');
    for (const { url } of [gateway, plain]) {
      const headers = { 'content-type': 'application/json' };
      const reply = await fetch(`${url}/api/events`, { method: 'POST', body: latin, headers });
      expect([reply.status, await reply.json()]).toEqual([
        400,
        { detail: 'There was an error parsing the body' },
      ]);
    }
  });

  it('are not read on a thread when they are short', async () => {
    const before = reader.asked;
    expect((await post(JSON.stringify([eventBody('apart.short')]))).status).toBe(204);
    expect(reader.asked).toBe(before);
  });

  it('are asked for again when the thread ends, and go on without it', async () => {
    const events = Array.from({ length: 5 }, (_, n) => eventBody(`apart.lost.${n}`));
    const posted = Promise.all(events.map((event) => post(list([event]))));
    while (reader.asked === 0) await sleep(1);
    await reader.close();
    for (const { status } of await posted) expect([204, 503]).toContain(status);
    // As a client does that was answered with 503.
    for (const event of events) expect((await post(list([event]))).status).toBe(204);
    expect(await gateway.store.log.eventsById(ids(events))).toHaveLength(events.length);
    await reader.ready();
    const before = reader.asked;
    expect((await post(list([eventBody('apart.after')]))).status).toBe(204);
    expect(reader.asked).toBe(before + 1);
  });

  it('say 503 for what the thread had taken when it ended', async () => {
    const many = Array.from({ length: 20_000 }, () => eventBody('apart.taken'));
    const taken = reader.read(Buffer.from(list(many)));
    const refused = expect(taken).rejects.toMatchObject({ httpStatus: 503, retryable: true });
    await reader.close();
    await refused;
    await expect(reader.read(Buffer.from('[]'))).rejects.toMatchObject({ code: 'reader_ended' });
  });
});

describe('texts in shared memory', () => {
  it.each([
    ['ASCII', ['a', '', 'bcd']],
    ['anything', ['ä', '', '😀x', 'plain', '\u2028']],
    ['nothing', []],
  ])('are what was put there: %s', (_, texts) => {
    const shared = shareTexts(texts);
    expect(texts.map((_text, index) => asString(textAt(shared, index)))).toEqual(texts);
  });
});
