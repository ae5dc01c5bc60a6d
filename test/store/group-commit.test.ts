import { expect, it, describe, afterEach, beforeEach } from 'vitest';
import { openSqlite } from '../../src/store/backends/sqlite.ts';
import type { Backend } from '../../src/store/backends/backend.ts';
import { batchOf } from '../../src/store/batch.ts';
import { CommitQueue } from '../../src/store/commit-queue.ts';
import { toDraft } from '../../src/store/log/entry.ts';
import { migrate } from '../../src/store/migrations/migrate.ts';
import { newEvent } from '../support/store-fixtures.ts';

describe('group commit', () => {
  let backend: Backend;
  let transactions = 0;
  let queue: CommitQueue;
  beforeEach(async () => {
    const opened = openSqlite(':memory:', Date.now);
    await migrate(opened.db, 'sqlite');
    // Counts what each transaction begins with.
    backend = {
      ...opened,
      lockHead(trx) {
        transactions += 1;
        return opened.lockHead(trx);
      },
    };
    transactions = 0;
    queue = new CommitQueue(backend, () => undefined);
  });
  afterEach(async () => {
    await queue.close();
    await backend.close();
  });
  const put = (count = 1): Promise<void> =>
    queue.put(batchOf({ events: Array.from({ length: count }, () => toDraft(newEvent())) }));
  const rows = async (): Promise<number> => {
    const row = await backend.db
      .selectFrom('log')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    return row.count;
  };

  it('puts what is submitted together into one transaction', async () => {
    await Promise.all(Array.from({ length: 300 }, () => put()));
    expect(transactions).toBe(1);
    expect(await rows()).toBe(300);
  });

  it('puts what arrives during a commit into the next one', async () => {
    const first = put();
    await new Promise<void>((resolve) => queueMicrotask(resolve));
    const more = Array.from({ length: 50 }, () => put());
    await Promise.all([first, ...more]);
    expect(transactions).toBe(2);
  });

  it('starts a new transaction once one is full', async () => {
    await Promise.all(Array.from({ length: 10 }, () => put(500)));
    expect(transactions).toBe(3);
    expect(await rows()).toBe(5_000);
  });

  it('lets a job that fails spoil neither those before nor those behind it', async () => {
    const results = await Promise.allSettled([
      put(),
      queue.run(async (write) => {
        await write.append([toDraft(newEvent())]);
        await write.trx.insertInto('meta').values({ key: 'a', value: 'b' }).execute();
        throw new Error('on purpose');
      }),
      put(),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await backend.db.selectFrom('meta').selectAll().execute()).toEqual([]);
    const seqs = await backend.db.selectFrom('log').select('seq').orderBy('seq').execute();
    expect(seqs).toEqual([{ seq: 1 }, { seq: 2 }]);
  });

  it('runs jobs in the order of submission', async () => {
    const order: number[] = [];
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => queue.run(() => Promise.resolve(void order.push(index)))),
    );
    expect(order).toEqual(Array.from({ length: 20 }, (_, index) => index));
  });

  it('leaves the event loop to others during a large commit', async () => {
    const batches = Array.from({ length: 20 }, () =>
      batchOf({ events: Array.from({ length: 1_000 }, () => toDraft(newEvent())) }),
    );
    let longest = 0;
    let last = performance.now();
    const watch = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    longest = 0;
    await Promise.all(batches.map((batch) => queue.put(batch)));
    clearInterval(watch);
    expect(await rows()).toBe(20_000);
    // Some 20 ms on a machine with nothing else to do.
    expect(longest).toBeLessThan(250);
  });

  it('finishes what was submitted before it closes, and takes nothing afterwards', async () => {
    const last = put();
    await queue.close();
    await last;
    expect(await rows()).toBe(1);
    await expect(put()).rejects.toMatchObject({ code: 'store_closed' });
  });
});
