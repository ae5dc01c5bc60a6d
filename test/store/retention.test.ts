import { randomUUID } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import type { ActionOutcome } from '../../src/store/firings/types.ts';
import type { Store } from '../../src/store/index.ts';
import { describeStores } from '../support/stores.ts';
import { automationBody, eventFilter, firingRow, newEvent } from '../support/store-fixtures.ts';

const zero = Date.UTC(2026, 0, 1);
const day = 86_400_000;

describeStores('retention', ({ clock, open }) => {
  let store: Store;
  beforeEach(async () => {
    clock.now = zero;
    store = await open();
  });
  const run = (olderThanMs = day): ReturnType<Store['retention']['run']> =>
    store.retention.run({ olderThanMs });
  const rows = async (): Promise<number> => (await store.log.read(0, 100_000)).length;
  const evaluateAll = async (): Promise<void> => store.meta.setDispatcherPosition(await store.log.head());
  const outcome = (firingId: string, status: ActionOutcome['status']): ActionOutcome => ({
    firingId,
    index: 0,
    type: 'do-nothing',
    round: 0,
    status,
    reason: null,
    details: {},
    ended: status === 'pending' ? null : clock.now,
  });

  it('keeps the number of rows bounded while time goes on', async () => {
    let most = 0;
    for (let step = 0; step < 40; step += 1) {
      await store.log.append(Array.from({ length: 100 }, () => newEvent({ occurred: clock.now })));
      await store.firings.commit({ firings: [firingRow()], events: [newEvent()] });
      await evaluateAll();
      clock.advance(day / 10);
      await run();
      most = Math.max(most, await rows());
    }
    expect(most).toBeLessThanOrEqual(11 * 101);
    expect(most).toBeGreaterThanOrEqual(10 * 101);
    expect((await store.firings.list({ limit: 1, offset: 0 })).total).toBeLessThanOrEqual(11);
    expect(await store.log.head()).toBe(40 * 101);
  });

  it('waits for workflows that have no worker, and until they have caught up', async () => {
    const { workers } = store.meta;
    const work = async (ms: number): Promise<void> => {
      for (let passed = 0; passed <= ms; passed += 60_000) {
        await workers.beat();
        clock.advance(60_000);
      }
    };
    await work(2 * 3_600_000);
    const lastWork = clock.now;
    clock.advance(3_600_000);
    // Acknowledged by Temporal, but nobody has evaluated it.
    await store.log.append([newEvent({ occurred: clock.now })]);
    await evaluateAll();
    clock.advance(5 * day);
    expect(await run()).toMatchObject({ entries: 0, horizon: expect.closeTo(lastWork - day, -6) as number });
    await workers.beat();
    expect(await run()).toMatchObject({ entries: 0 });
    await work(3_600_000);
    expect(await run()).toMatchObject({ entries: 1 });
  });

  it('never removes what has not been evaluated, nor what is held', async () => {
    const held = newEvent({ follows: randomUUID() });
    await store.log.append([...Array.from({ length: 2_500 }, () => newEvent()), held]);
    await store.meta.setDispatcherPosition(1_500);
    clock.advance(30 * day);
    expect(await run()).toMatchObject({ entries: 1_500 });
    expect((await store.log.read(0, 1))[0]?.seq).toBe(1_501);
    expect(await store.log.eventsById([held.event.id])).toHaveLength(1);
    await store.meta.setDispatcherPosition(2_000);
    // A position never moves back.
    await store.meta.setDispatcherPosition(10);
    expect(await run()).toMatchObject({ entries: 500 });
    expect(await rows()).toBe(500);
  });

  it('keeps the events of firings that have not ended, and their definitions', async () => {
    const automation = await store.automations.create(automationBody());
    const events = [newEvent(), newEvent(), newEvent()];
    await store.log.append(events);
    const [pending, failed, executed] = events.map(({ event }) =>
      firingRow({ automationId: automation.id, eventId: event.id, at: clock.now }),
    );
    await store.firings.commit({
      firings: [pending!, failed!, executed!],
      actions: [
        outcome(pending!.firing.id, 'pending'),
        outcome(failed!.firing.id, 'failed'),
        outcome(executed!.firing.id, 'executed'),
      ],
    });
    await store.automations.replace(automation.id, automationBody({ name: 'second' }));
    await store.automations.delete(automation.id);
    await evaluateAll();
    clock.advance(10 * day);
    expect(await run()).toMatchObject({ firings: 1 });
    const ids = events.map(({ event }) => event.id);
    expect((await store.log.eventsById(ids)).map(({ event }) => event.id)).toEqual(ids.slice(0, 2));
    expect(await store.automations.version(automation.id, 1)).toMatchObject({ name: 'under test' });

    await store.firings.commit({ actions: [outcome(pending!.firing.id, 'executed')] });
    expect(await store.firings.beginRound(failed!.firing.id, 0)).toBe(1);
    await store.firings.commit({ actions: [{ ...outcome(failed!.firing.id, 'executed'), round: 1 }] });
    await run();
    expect(await store.log.eventsById(ids)).toEqual([]);
    expect(await store.automations.version(automation.id, 1)).toBeUndefined();
    expect(await store.automations.version(automation.id, 2)).toBeUndefined();
    expect(await rows()).toBe(0);
  });

  it('lets dead letters go after another 30 days, with their events, and never what is still tried', async () => {
    const automation = await store.automations.create(automationBody());
    const events = [newEvent(), newEvent(), newEvent()];
    await store.log.append(events);
    const [pending, failed, both] = events.map(({ event }) =>
      firingRow({ automationId: automation.id, eventId: event.id, at: clock.now }),
    );
    await store.firings.commit({
      firings: [pending!, failed!, both!],
      actions: [
        outcome(pending!.firing.id, 'pending'),
        outcome(failed!.firing.id, 'failed'),
        outcome(both!.firing.id, 'failed'),
        { ...outcome(both!.firing.id, 'pending'), index: 1 },
      ],
    });
    await evaluateAll();
    clock.advance(30 * day);
    expect(await run()).toMatchObject({ firings: 0 });
    clock.advance(2 * day);
    expect(await run()).toMatchObject({ firings: 1 });
    const ids = events.map(({ event }) => event.id);
    expect((await store.log.eventsById(ids)).map(({ event }) => event.id)).toEqual([ids[0], ids[2]]);
  });

  it('keeps the definitions that are in use, or that were a moment ago', async () => {
    const kept = await store.automations.create(automationBody());
    const replaced = await store.automations.create(automationBody());
    const deleted = await store.automations.create(automationBody());
    clock.advance(10 * day);
    await store.automations.replace(replaced.id, automationBody({ name: 'second' }));
    await store.automations.delete(deleted.id);
    await evaluateAll();
    clock.advance(1000);
    await run();
    for (const { id } of [kept, replaced, deleted])
      expect(await store.automations.version(id, 1)).toBeDefined();
    const head = await store.log.head();
    expect(
      (await store.automations.statesAt(head)).map((state) => [state.automationId, state.version]).sort(),
    ).toEqual(
      [
        [kept.id, 1],
        [replaced.id, 2],
      ].sort(),
    );
    clock.advance(2 * day);
    await run();
    expect(await store.automations.version(kept.id, 1)).toBeDefined();
    expect(await store.automations.version(replaced.id, 1)).toBeUndefined();
    expect(await store.automations.version(replaced.id, 2)).toBeDefined();
    expect(await store.automations.version(deleted.id, 1)).toBeUndefined();
    expect(await store.automations.statesAt(head)).toHaveLength(2);
  });

  it('reaches back as far as the longest window', async () => {
    const leaf = automationBody().trigger;
    const trigger = {
      type: 'compound',
      id: randomUUID(),
      require: 'all',
      within: 5 * 86_400,
      triggers: [leaf, leaf],
    };
    const automation = await store.automations.create(automationBody({ trigger }));
    await store.log.append([newEvent()]);
    await evaluateAll();
    clock.advance(5 * day);
    expect(await run()).toMatchObject({ entries: 0 });
    await store.automations.delete(automation.id);
    expect(await run()).toMatchObject({ entries: 3 });
  });

  it("leaves the events' clock as it was", async () => {
    const pinned = newEvent({ occurred: clock.now });
    await store.log.append([pinned]);
    const pending = firingRow({ eventId: pinned.event.id });
    await store.firings.commit({ firings: [pending], actions: [outcome(pending.firing.id, 'pending')] });
    clock.advance(1000);
    await store.log.append([newEvent({ occurred: clock.now - 400 })]);
    await evaluateAll();
    clock.advance(3 * day);
    const pass = clock.now - 1000;
    const before = await store.log.eventsClock(pass);
    expect(before).toMatchObject({ reached: true, at: pass + 400 });
    expect(await run()).toMatchObject({ entries: 1 });
    expect((await store.events.filter(eventFilter(), { limit: 5 })).total).toBe(1);
    expect(await store.log.eventsClock(pass)).toEqual(before);
  });
});
