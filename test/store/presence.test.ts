import { beforeAll, afterAll, beforeEach, afterEach, describe, expect, it } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, type Store } from '../../src/store/index.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';
import { describeStores } from '../support/stores.ts';
import { newEvent, TestClock } from '../support/store-fixtures.ts';

const zero = Date.UTC(2026, 0, 1);

describe('downtimes', () => {
  const clock = new TestClock();
  let folder: string;
  beforeEach(() => {
    clock.now = zero;
    folder = mkdtempSync(join(tmpdir(), 'presence-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const open = (): Promise<Store> =>
    openStore({ sqlite: { path: join(folder, 'store.sqlite') }, clock: clock.read });
  const online = async (store: Store): Promise<unknown[]> =>
    (await store.log.read(0, 100)).flatMap((entry) => (entry.kind === 'online' ? [entry] : []));

  it('are on record from the last sign of life, but not before the first start', async () => {
    const first = await open();
    await first.markOnline();
    expect(await online(first)).toEqual([]);
    clock.advance(60_000);
    await first.close();

    clock.advance(1_000);
    const second = await open();
    await second.markOnline();
    expect(await online(second)).toEqual([]);
    await second.log.append([newEvent({ occurred: clock.now })]);
    clock.advance(100);
    await second.close();

    clock.advance(600_000);
    const third = await open();
    await third.markOnline();
    const downSince = zero + 61_100;
    expect(await online(third)).toMatchObject([{ downSince, at: clock.now }]);
    const resumedAt = clock.now;
    clock.advance(60_000);
    // A pass within the downtime was reached then, and could be acted on from the end of it.
    expect(await third.log.eventsClock(downSince + 300_000)).toMatchObject({
      at: downSince + 300_000,
      resumedAt,
    });
    expect(await third.log.eventsClock(resumedAt + 1)).not.toHaveProperty('resumedAt');
    expect(await third.log.eventsClock(downSince - 1)).not.toHaveProperty('resumedAt');
    await third.close();
  });

  it('are known even if the process had no time to say goodbye', async () => {
    const first = await open();
    await first.markOnline();
    clock.advance(600);
    await first.log.append([newEvent()]);
    // No close: as after a kill, only the log's last entry tells.
    clock.advance(30_000);
    const second = await open();
    await second.markOnline();
    expect(await online(second)).toMatchObject([{ downSince: zero + 600 }]);
    await second.close();
    await first.close();
  });

  it('are not shortened by what a worker writes while no gateway is there', async () => {
    const first = await open();
    await first.markOnline();
    clock.advance(20_000);
    expect(await first.isReceiving()).toBe(false);
    await first.log.append([newEvent()]);
    clock.advance(20_000);
    const second = await open();
    await second.markOnline();
    expect(await second.isReceiving()).toBe(true);
    expect(await online(second)).toMatchObject([{ downSince: zero + 1_000 }]);
    await second.close();
    await first.close();
  });
});

describe('downtimes of several processes', () => {
  let postgres: TestPostgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  }, 120_000);
  afterAll(() => postgres.stop());

  it('are put on record once, by the first that comes back', async () => {
    const clock = new TestClock(zero);
    const url = await postgres.createDatabase();
    const open = (): Promise<Store> => openStore({ postgres: { url }, clock: clock.read });
    const first = await open();
    await first.markOnline();
    await first.log.append([newEvent()]);
    await first.close();
    clock.advance(3_600_000);
    const back = await Promise.all([open(), open(), open()]);
    await Promise.all(back.map((store) => store.markOnline()));
    const entries = await back[0]!.log.read(0, 10);
    expect(entries.map(({ kind }) => kind)).toEqual(['event', 'online']);
    await Promise.all(back.map((store) => store.close()));
  });
});

describeStores('meta', ({ clock, open }) => {
  it('keeps numbers under a name, which may get smaller and go away', async () => {
    const { meta } = await open();
    await meta.setPosition('hour', 5);
    await meta.setTallies('other', new Map([[1, 1]]), []);
    expect(await meta.tallies('hour')).toEqual(new Map());
    const many = Array.from({ length: 192 }, (_, n): [number, number] => [490_000 + n, n]);
    await meta.setTallies('hour', new Map(many), []);
    expect(await meta.tallies('hour')).toEqual(new Map(many));
    await meta.setTallies('hour', new Map([[490_191, 1]]), [490_000, 490_001]);
    const left = new Map(many.slice(2)).set(490_191, 1);
    expect(await meta.tallies('hour')).toEqual(left);
    expect(await meta.tallies('other')).toEqual(new Map([[1, 1]]));
    expect(await meta.position('hour')).toBe(5);
  });

  it('holds a position that never moves back, leases and snapshots', async () => {
    const store = await open();
    const { meta, snapshots } = store;
    expect(await meta.dispatcherPosition()).toBe(0);
    await Promise.all([7, 3].map((seq) => meta.setDispatcherPosition(seq)));
    expect(await meta.dispatcherPosition()).toBe(7);

    expect(await meta.leases.tryAcquire('dispatcher', 'a', 1_000)).toBe(true);
    expect(await meta.leases.tryAcquire('dispatcher', 'b', 1_000)).toBe(false);
    expect(await meta.leases.tryAcquire('other', 'b', 1_000)).toBe(true);
    clock.advance(999);
    expect(await meta.leases.renew('dispatcher', 'a', 1_000)).toBe(true);
    expect(await meta.leases.renew('dispatcher', 'b', 1_000)).toBe(false);
    clock.advance(1_000);
    expect(await meta.leases.tryAcquire('dispatcher', 'b', 1_000)).toBe(true);
    expect(await meta.leases.renew('dispatcher', 'a', 1_000)).toBe(false);
    await meta.leases.release('dispatcher', 'a');
    expect(await meta.leases.tryAcquire('dispatcher', 'a', 1_000)).toBe(false);
    await meta.leases.release('dispatcher', 'b');
    expect(await meta.leases.tryAcquire('dispatcher', 'a', 1_000)).toBe(true);

    const automationId = 'x';
    for (const snapshot of ['1', '2', '3', '4', '5']) {
      clock.advance(1);
      for (const chunk of [0, 1])
        await snapshots.save({ automationId, snapshot, chunk, text: `${snapshot}/${chunk}` });
    }
    expect(await snapshots.load({ automationId, snapshot: '5', chunk: 1 })).toBe('5/1');
    expect(await snapshots.load({ automationId, snapshot: '4', chunk: 0 })).toBe('4/0');
    await expect(snapshots.load({ automationId, snapshot: '1', chunk: 1 })).rejects.toMatchObject({
      code: 'snapshot_missing',
    });
  });
});
