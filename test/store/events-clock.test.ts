import { randomUUID } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import { laterInstant } from '../../src/evaluation/clock-course.ts';
import type { Store } from '../../src/store/index.ts';
import { describeStores } from '../support/stores.ts';
import { newEvent } from '../support/store-fixtures.ts';

const zero = Date.UTC(2026, 0, 1);

describeStores("the events' clock", ({ clock, open }) => {
  let store: Store;
  beforeEach(async () => {
    clock.now = zero;
    store = await open();
  });
  /** An event that arrives at a clock time and occurred at another; seconds since zero. */
  const arrive = async (at: number, occurred = at, follows: string | null = null): Promise<void> => {
    clock.now = zero + at * 1000;
    await store.log.append([newEvent({ occurred: zero + occurred * 1000, follows })]);
  };
  const reached = async (pass: number, until?: number): Promise<number | null> => {
    const answer = await store.log.eventsClock(
      zero + pass * 1000,
      until === undefined ? undefined : zero + until * 1000,
    );
    return answer.reached ? (answer.at - zero) / 1000 : null;
  };

  it('is the clock as long as nothing was late', async () => {
    expect(await reached(10)).toBeNull();
    clock.now = zero + 10_000;
    expect(await reached(10)).toBe(10);
    await arrive(20);
    await arrive(30, 40);
    clock.now = zero + 60_000;
    expect(await reached(20)).toBe(20);
    expect(await reached(25)).toBe(25);
    expect(await reached(60)).toBe(60);
    expect(await reached(60.001)).toBeNull();
  });

  it('lags as far as the last event was late', async () => {
    await arrive(10, 6);
    await arrive(50);
    await arrive(55, 54);
    await arrive(58, 55);
    clock.now = zero + 140_000;
    expect(await reached(26)).toBe(30);
    expect(await reached(74)).toBe(77);
    expect(await reached(75)).toBe(78);
  });

  it('jumps when an event on time ends a lag, and says what it showed then', async () => {
    await arrive(100, 40);
    await arrive(120);
    clock.now = zero + 200_000;
    expect(await store.log.eventsClock(zero + 110_000)).toEqual({
      reached: true,
      at: zero + 120_000,
      p: zero + 120_000,
      then: { lag: 0, arrivals: [], until: zero + 200_000 },
    });
    expect(await store.log.eventsClock(zero + 150_000)).toMatchObject({ p: zero + 150_000 });
  });

  it('tells of later passes in one answer what it tells when asked for each', async () => {
    await arrive(10, 6);
    await arrive(20, 19);
    await arrive(30, 25);
    await arrive(31, 30);
    await arrive(50, 48);
    clock.now = zero + 60_000;
    const first = await store.log.eventsClock(zero + 5_000);
    if (!first.reached) throw new Error('not reached');
    for (let pass = 5.5; pass < 65; pass += 0.5) {
      const later = laterInstant(first, zero + pass * 1000);
      const asked = await store.log.eventsClock(zero + pass * 1000);
      const { at, p } = asked.reached ? asked : {};
      expect(later, `${pass}`).toEqual(asked.reached ? { at, p } : { until: zero + 60_000 });
    }
  });

  it('tells nothing of what lies in a downtime', async () => {
    clock.now = zero + 10_000;
    await store.markOnline();
    clock.now = zero + 60_000;
    await store.markOnline();
    clock.now = zero + 90_000;
    const answer = await store.log.eventsClock(zero + 5_000);
    if (!answer.reached) throw new Error('not reached');
    expect(laterInstant(answer, zero + 9_000)).toEqual({ at: zero + 9_000, p: zero + 9_000 });
    const later = laterInstant(answer, zero + 30_000);
    expect(later).toEqual({ until: expect.closeTo(zero + 10_000, 0) as number });
    expect(await store.log.eventsClock(zero + 30_000)).toMatchObject({ resumedAt: zero + 60_000 });
  });

  it('settles and appends a barrier in one go, if the pass is reached', async () => {
    await arrive(10);
    clock.now = zero + 20_000;
    const barrier = { automationId: 'a', partition: 3 };
    const early = await store.log.settle(zero + 30_000, barrier);
    expect(early).toMatchObject({ clock: { reached: false }, head: 1 });
    const { clock: answer, head } = await store.log.settle(zero + 15_000, barrier);
    expect(answer).toMatchObject({ reached: true, at: zero + 15_000 });
    const [entry] = await store.log.read(head - 1, 1);
    expect(entry).toMatchObject({ kind: 'barrier', automationId: 'a', partition: 3, seq: 2 });
    // Nothing gets a place before what was settled, even if the clock steps back.
    clock.now = zero + 18_000;
    await store.log.append([newEvent({ occurred: zero })]);
    const [event] = await store.log.read(head, 1);
    expect(event?.at).toBe(zero + 20_000);
  });

  it('says when it will be reached at the earliest', async () => {
    await arrive(100, 70);
    clock.now = zero + 110_000;
    const answer = await store.log.eventsClock(zero + 105_000);
    expect(answer).toEqual({ reached: false, notBefore: zero + 135_000, now: zero + 110_000 });
    clock.now = zero + 135_000;
    expect(await reached(105)).toBe(135);
    expect(await reached(105, 134)).toBeNull();
  });

  it('answers the same for the same `until` whatever comes later', async () => {
    await arrive(10);
    clock.now = zero + 20_000;
    expect(await reached(20)).toBe(20);
    await arrive(20, 3);
    await arrive(21, 1);
    clock.now = zero + 90_000;
    expect(await reached(20)).toBe(20);
    expect(await reached(20, 20)).toBe(20);
  });

  it('lets nothing come before an answer, even if the clock steps back', async () => {
    clock.now = zero + 20_000;
    expect(await reached(20)).toBe(20);
    await arrive(15);
    const [entry] = await store.log.read(0, 1);
    expect(entry?.at).toBe(zero + 20_000);
  });

  it('counts a held event when it arrives, not when it gets its place', async () => {
    await arrive(10);
    await arrive(100, 40, randomUUID());
    expect(await reached(50)).toBe(50);
    clock.now = zero + 2000_000;
    await store.log.releaseOverdue();
    expect(await reached(98)).toBe(98);
    expect(await reached(101)).toBe(161);
    expect(await reached(1500)).toBe(1560);
    const entries = await store.log.read(0, 10);
    expect(entries.map(({ lag }) => lag)).toEqual([0, 60_000]);
  });

  it('looks at as many arrivals as it takes', async () => {
    // Each one is 60 s late: none of them reaches the pass, it is reached 60 s later.
    for (let at = 0; at < 1_200; at += 1) await arrive(at / 10, at / 10 - 60);
    clock.now = zero + 170_000;
    expect(await reached(0.05)).toBe(60.05);
  });
});
