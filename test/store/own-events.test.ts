import { expect, it } from 'vitest';
import { describeStores } from '../support/stores.ts';
import { newEvent } from '../support/store-fixtures.ts';

describeStores(
  "events of automations and the events' clock",
  ({ clock, open }) => {
    it('leave the lag as it is: they do not tell how late other events are', async () => {
      const store = await open();
      const start = clock.now;
      await store.log.append([newEvent({ occurred: start - 60_000 })]);
      clock.advance(5_000);
      const own = newEvent({ event: 'prefect.automation.triggered', occurred: clock.now });
      await store.log.append([{ ...own, origin: '5d3a9c52-8d0b-4a0e-9f43-2f1b7a6c5e01', depth: 1 }]);
      expect((await store.log.read(0, 10)).map(({ lag }) => lag)).toEqual([60_000, 60_000]);
      clock.advance(100_000);
      const answer = await store.log.eventsClock(start + 1_000, clock.now);
      expect(answer).toMatchObject({ reached: true, at: start + 61_000, p: start + 1_000 });
      await store.close();
    });
  },
  ['sqlite', 'sqlite file', 'postgres'],
);
