import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { Tail, type TailEntry } from '../../src/store/log/tail.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { newEvent, TestClock } from '../support/store-fixtures.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function entries(from: number, to: number, characters = 10): TailEntry[] {
  return Array.from({ length: to - from + 1 }, (_, index) => ({
    entry: { kind: 'online', seq: from + index, at: 0, lag: 0, reached: 0, shown: 0, downSince: 0 },
    characters,
  }));
}

const seqs = (tail: Tail, after: number, limit = 100_000): number[] | undefined =>
  tail.read(after, limit)?.map(({ seq }) => seq);

describe('the tail of the log', () => {
  it('answers what it has without a gap, and nothing else', () => {
    const tail = new Tail();
    expect(tail.read(0, 10)).toBeNull();
    tail.add(5, entries(6, 9), 9);
    tail.add(9, entries(10, 10), 10);
    expect(seqs(tail, 5)).toEqual([6, 7, 8, 9, 10]);
    expect(seqs(tail, 7, 2)).toEqual([8, 9]);
    expect(tail.read(4, 10)).toBeNull();
    expect(tail.read(10, 10)).toBeNull();
  });

  it('starts afresh behind what it does not know', () => {
    const tail = new Tail();
    tail.add(0, entries(1, 3), 3);
    // Another process appended 4 and 5.
    tail.add(5, entries(6, 6), 6);
    expect(tail.read(2, 10)).toBeNull();
    expect(seqs(tail, 5)).toEqual([6]);
    tail.add(6, null, 8);
    expect(tail.read(5, 10)).toBeNull();
    tail.add(8, entries(9, 9), 10);
    expect(tail.read(8, 10)).toBeNull();
  });

  it('lets go of what has been read, but for the latest of it', () => {
    const tail = new Tail();
    tail.add(0, entries(1, 4_000), 4_000);
    tail.read(0, 3_000);
    expect(seqs(tail, 0)).toHaveLength(4_000);
    tail.add(4_000, entries(4_001, 4_001), 4_001);
    tail.read(0, 4_001);
    tail.add(4_001, entries(4_002, 4_002), 4_002);
    expect(tail.read(3_400, 1)).toBeNull();
    expect(seqs(tail, 3_500)).toHaveLength(502);
  });

  it('holds a bounded number of entries and characters', () => {
    const many = new Tail();
    for (let seq = 1; seq <= 20_000; seq += 100) many.add(seq - 1, entries(seq, seq + 99), seq + 99);
    expect(seqs(many, 19_000)).toHaveLength(1_000);
    expect(many.read(10_000, 1)).toBeNull();
    const large = new Tail();
    for (let seq = 1; seq <= 40; seq += 1) large.add(seq - 1, entries(seq, seq, 1_000_000), seq);
    expect(seqs(large, 35)).toEqual([36, 37, 38, 39, 40]);
    expect(large.read(20, 1)).toBeNull();
  });

  it('says the same as the database', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tail-'));
    folders.push(folder);
    const clock = new TestClock();
    const open = (): Promise<Store> =>
      openStore({ sqlite: { path: join(folder, 'log.sqlite') }, clock: clock.read });
    const store = await open();
    const late = newEvent({ occurred: clock.now - 5_000 });
    const [leader, follower] = [newEvent(), newEvent()];
    const odd = newEvent({ payload: { text: 'ä\u0000\n"', no: null }, id: randomUUID().toUpperCase() });
    await store.log.append([newEvent(), late, { ...odd, origin: 'somebody', depth: 3 }]);
    clock.advance(10.25);
    await store.log.append([{ event: { ...follower.event, follows: leader.event.id } }, newEvent(), leader]);
    await store.log.appendBarrier(randomUUID());
    const fromMemory = await store.log.read(0, 100);
    await store.close();
    const again = await open();
    expect(await again.log.read(0, 100)).toEqual(fromMemory);
    expect(fromMemory.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    await again.close();
  });
});
