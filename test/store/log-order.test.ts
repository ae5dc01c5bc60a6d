import { randomUUID } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import type { Store } from '../../src/store/index.ts';
import { describeStores } from '../support/stores.ts';
import type { EventEntry, LogEntry } from '../../src/store/log.ts';
import { newEvent } from '../support/store-fixtures.ts';

const minute = 60_000;
const ids = (entries: LogEntry[]): string[] =>
  entries.filter((entry): entry is EventEntry => entry.kind === 'event').map((entry) => entry.event.id);

describeStores(
  'the order of the log',
  ({ clock, open }) => {
    let store: Store;
    beforeEach(async () => {
      clock.now = Date.UTC(2026, 0, 1);
      store = await open();
    });

    it('gives each event the next seq, in the order given, whoever appends', async () => {
      const events = Array.from({ length: 50 }, () => newEvent());
      await Promise.all([store.log.append(events.slice(0, 20)), store.log.append(events.slice(20))]);
      const entries = await store.log.read(0, 100);
      expect(entries.map((entry) => entry.seq)).toEqual(events.map((_, index) => index + 1));
      expect(ids(entries)).toEqual(events.map(({ event }) => event.id));
      expect(await store.log.head()).toBe(50);
      expect(ids(await store.log.read(48, 10))).toHaveLength(2);
    });

    it('gives back what was appended, with the time of receipt', async () => {
      const event = newEvent({ payload: { text: 'ä\u0000\n"' }, related: [{ 'prefect.resource.id': 'x' }] });
      clock.advance(1234.5);
      await store.log.append([{ ...event, origin: 'some-automation', depth: 3 }]);
      const [entry] = await store.log.read(0, 1);
      expect(entry).toMatchObject({
        event: { ...event.event, received: '2026-01-01T00:00:01.234500Z' },
        origin: 'some-automation',
        depth: 3,
        at: clock.now,
        received: clock.now,
        lag: 0,
      });
    });

    it('never lets `at` go back, even if the clock does', async () => {
      clock.advance(5000);
      await store.log.append([newEvent()]);
      clock.advance(-3000);
      await store.log.append([newEvent()]);
      const [first, second] = await store.log.read(0, 10);
      expect(second?.at).toBe(first?.at);
    });

    it('stores an id once, within a batch, across batches, and while it is held', async () => {
      const [event, held] = [newEvent(), newEvent({ follows: randomUUID() })];
      await store.log.append([event, event, held]);
      await store.log.append([event, held, held]);
      await store.log.append([{ event: { ...event.event, id: event.event.id.toUpperCase() } }]);
      expect(ids(await store.log.read(0, 10))).toEqual([event.event.id]);
      clock.advance(15 * minute);
      await store.log.releaseOverdue();
      expect(ids(await store.log.read(0, 10))).toEqual([event.event.id, held.event.id]);
    });

    it('keeps an event name with a NUL', async () => {
      await store.log.append([newEvent({ event: 'a\u0000b' })]);
      expect(await store.log.read(0, 1)).toMatchObject([{ event: { event: 'a\u0000b' } }]);
    });

    it('tells listeners of a commit, and no longer once they have gone', async () => {
      let calls = 0;
      const stop = store.log.onAppend(() => (calls += 1));
      await store.log.append([newEvent()]);
      // Once or more: over Postgres the slow poll that stands in for lost notifications may tell of it as well.
      await expect.poll(() => calls).toBeGreaterThanOrEqual(1);
      stop();
      const before = calls;
      await store.log.append([newEvent()]);
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(calls).toBe(before);
    });

    it('finds entries by id in the order asked, held ones as well', async () => {
      const [first, second, held] = [newEvent(), newEvent(), newEvent({ follows: randomUUID() })];
      await store.log.append([first, second, held]);
      const wanted = [held.event.id, randomUUID(), second.event.id, first.event.id];
      const entries = await store.log.eventsById(wanted);
      expect(ids(entries)).toEqual([held.event.id, second.event.id, first.event.id]);
      expect(entries[0]?.seq).toBeLessThan(0);
    });
  },
  ['sqlite', 'sqlite file', 'postgres'],
);

describeStores(
  'followers',
  ({ clock, open }) => {
    let store: Store;
    beforeEach(async () => {
      clock.now = Date.UTC(2026, 0, 1);
      store = await open();
    });
    const order = async (): Promise<string[]> => ids(await store.log.read(0, 1000));
    const chain = (length: number): ReturnType<typeof newEvent>[] => {
      const names = Array.from({ length }, () => randomUUID());
      return names.map((id, index) => newEvent({ id, follows: names[index - 1] ?? null }));
    };

    it('come right behind their leader, their own followers behind them in turn', async () => {
      const [a, b, c] = chain(3);
      const other = newEvent({ id: randomUUID(), follows: a!.event.id, occurred: Date.UTC(2026, 0, 2) });
      const [before, after] = [newEvent(), newEvent()];
      await store.log.append([c!, before]);
      await store.log.append([other]);
      await store.log.append([b!]);
      expect(await order()).toEqual([before.event.id]);
      await store.log.append([a!, after]);
      const expected = [before, a!, b!, c!, other, after].map(({ event }) => event.id);
      expect(await order()).toEqual(expected);
      expect((await store.log.read(0, 10)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
    });

    it('are not held when the leader is in the log or earlier in the batch', async () => {
      const [a, b, c] = chain(3);
      await store.log.append([a!, b!]);
      await store.log.append([c!]);
      expect(await order()).toEqual([a, b, c].map((event) => event!.event.id));
    });

    it('wait within a batch for a leader that comes later in it', async () => {
      const [a, b, c] = chain(3);
      const other = newEvent();
      await store.log.append([c!, other, b!, a!]);
      expect(await order()).toEqual([other, a, b, c].map((event) => event!.event.id));
    });

    it('that follow themselves are not held; those in a circle wait their time', async () => {
      const id = randomUUID();
      await store.log.append([newEvent({ id, follows: id })]);
      expect(await order()).toEqual([id]);
      const [x, y] = [randomUUID(), randomUUID()];
      await store.log.append([newEvent({ id: x, follows: y }), newEvent({ id: y, follows: x })]);
      expect(await order()).toEqual([id]);
      clock.advance(15 * minute);
      await store.log.releaseOverdue();
      expect(await order()).toEqual([id, x, y]);
    });

    it('are released after 15 minutes, not earlier, with what is held behind them', async () => {
      const [, b, c] = chain(3);
      await store.log.append([b!]);
      clock.advance(10 * minute);
      await store.log.append([c!]);
      expect(await store.log.releaseOverdue()).toBe(Date.UTC(2026, 0, 1) + 15 * minute);
      clock.advance(5 * minute - 1);
      await store.log.releaseOverdue();
      expect(await order()).toEqual([]);
      clock.advance(1);
      expect(await store.log.releaseOverdue()).toBeNull();
      expect(await order()).toEqual([b!.event.id, c!.event.id]);
      const [entry] = (await store.log.read(0, 1)) as EventEntry[];
      expect(entry).toMatchObject({ at: clock.now, received: Date.UTC(2026, 0, 1) });
    });

    it('that are overdue come before whatever is appended next, and once', async () => {
      const [a, b] = chain(2);
      await store.log.append([b!]);
      clock.advance(16 * minute);
      await store.log.append([a!]);
      expect(await order()).toEqual([b!.event.id, a!.event.id]);
      await store.log.append([newEvent({ follows: b!.event.id })]);
      expect(await store.log.head()).toBe(3);
      expect(await store.log.releaseOverdue()).toBeNull();
    });

    it('may be a long chain that arrives backwards', async () => {
      const events = chain(3000);
      await store.log.append([...events].reverse().slice(0, 2000));
      await store.log.append([...events].reverse().slice(2000));
      expect(ids(await store.log.read(0, 5000))).toEqual(events.map(({ event }) => event.id));
    });

    it('that come early in the order of occurrence come early among followers of one leader', async () => {
      const leader = newEvent();
      const base = Date.UTC(2026, 0, 1);
      const followers = [30, 10, 20, 10].map((offset) =>
        newEvent({ follows: leader.event.id, occurred: base - offset }),
      );
      await store.log.append(followers);
      await store.log.append([leader]);
      const [f30, f10, f20, f10b] = followers;
      expect(await order()).toEqual([leader, f30, f20, f10, f10b].map((event) => event!.event.id));
    });
  },
  ['sqlite', 'sqlite file', 'postgres'],
);
