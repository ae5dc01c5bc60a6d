import { randomUUID } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import type { ActionOutcome, FiringRow } from '../../src/store/firings/types.ts';
import type { Store } from '../../src/store/index.ts';
import { describeStores } from '../support/stores.ts';
import { firingRow, newEvent } from '../support/store-fixtures.ts';

describeStores(
  'firings',
  ({ clock, dialect, open }) => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
    });
    const outcome = (row: FiringRow, parts: Partial<ActionOutcome> = {}): ActionOutcome => ({
      firingId: row.firing.id,
      index: 0,
      type: 'do-nothing',
      round: 0,
      status: 'executed',
      reason: null,
      details: {},
      ended: clock.now,
      ...parts,
    });

    it('are put on record with outcomes and events at once, and a second time changes nothing', async () => {
      const row = firingRow({ eventId: randomUUID() });
      const event = newEvent({ event: 'prefect.automation.triggered' });
      const batch = {
        firings: [row],
        actions: [outcome(row, { details: { status_code: 200 } })],
        events: [event],
      };
      await Promise.all([store.firings.commit(batch), store.firings.commit(batch)]);
      await store.firings.commit(batch);
      expect(await store.firings.get(row.firing.id)).toEqual({ ...row, actions: batch.actions });
      expect(await store.log.read(0, 10)).toHaveLength(1);
      expect(await store.firings.outcomes([row.firing.id, randomUUID()])).toEqual(batch.actions);
      expect(await store.firings.get(randomUUID())).toBeNull();
    });

    it('keep an end within its round, and begin a new round only after a failure', async () => {
      const row = firingRow();
      const id = row.firing.id;
      const status = async (): Promise<string[]> =>
        (await store.firings.outcomes([id])).map((action) => `${action.status} ${action.round}`);
      await store.firings.commit({
        firings: [row],
        actions: [
          outcome(row, { status: 'pending', ended: null }),
          outcome(row, { status: 'failed', reason: 'no' }),
        ],
      });
      expect(await status()).toEqual(['failed 0']);
      await store.firings.commit({ actions: [outcome(row)] });
      expect(await status()).toEqual(['failed 0']);
      expect(await store.firings.beginRound(id, 0)).toBe(1);
      expect(await store.firings.beginRound(id, 0)).toBeNull();
      expect(await store.firings.beginRound(id, 7)).toBeNull();
      expect(await status()).toEqual(['pending 1']);
      await store.firings.commit({ actions: [outcome(row, { status: 'failed', reason: 'late' })] });
      expect(await status()).toEqual(['pending 1']);
      await store.firings.commit({ actions: [outcome(row, { round: 1 })] });
      expect(await status()).toEqual(['executed 1']);
    });

    it('are listed newest first, by automation and by how their actions stand', async () => {
      const automationId = randomUUID();
      const rows = [1, 2, 3].map((at) => firingRow({ automationId, at }));
      const other = firingRow({ at: 4 });
      await store.firings.commit({
        firings: [...rows, other],
        actions: [
          outcome(rows[0]!, { status: 'failed' }),
          outcome(rows[1]!),
          outcome(other, { status: 'failed' }),
        ],
      });
      const ids = async (query: object): Promise<(string | number)[]> => {
        const { firings, total } = await store.firings.list({ limit: 2, offset: 0, ...query });
        return [total, ...firings.map(({ firing }) => firing.id)];
      };
      const [a, b, c] = rows.map(({ firing }) => firing.id);
      expect(await ids({ automationId })).toEqual([3, c, b]);
      expect(await ids({ automationId, offset: 2 })).toEqual([3, a]);
      expect(await ids({ status: 'failed' })).toEqual([2, other.firing.id, a]);
      expect(await ids({ status: 'failed', automationId })).toEqual([1, a]);
    });

    it('are attempted by one owner at a time, where there can be several', async () => {
      const id = randomUUID();
      expect(await store.firings.claim(id, 0, 'a', 60_000)).toEqual({ granted: true });
      const held = { granted: false, heldUntil: clock.now + 60_000 };
      const second = await store.firings.claim(id, 0, 'b', 60_000);
      expect(second).toEqual(dialect === 'postgres' ? held : { granted: true });
      if (dialect === 'sqlite') return;
      expect(await store.firings.claim(id, 0, 'a', 60_000)).toEqual({ granted: true });
      await store.firings.release(id, 0, 'b');
      expect(await store.firings.claim(id, 0, 'b', 60_000)).toEqual(held);
      clock.advance(60_000);
      expect(await store.firings.claim(id, 0, 'b', 60_000)).toEqual({ granted: true });
      await store.firings.release(id, 0, 'b');
      expect(await store.firings.claim(id, 0, 'c', 60_000)).toEqual({ granted: true });
    });
  },
  ['sqlite', 'sqlite file', 'postgres'],
);
