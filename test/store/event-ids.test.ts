import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { EventIds, putIds } from '../../src/store/event-ids/event-ids.ts';
import { idBytes, idOf } from '../../src/store/event-ids/id-bytes.ts';
import { hashOf, IdFilter } from '../../src/store/event-ids/id-filter.ts';
import { idTables } from '../../src/store/event-ids/id-tables.ts';
import { openStore } from '../../src/store/index.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A database with the store's schema. */
async function database(): Promise<BetterSqlite3.Database> {
  const folder = mkdtempSync(join(tmpdir(), 'event-ids-'));
  folders.push(folder);
  const path = join(folder, 'test.sqlite');
  await (await openStore({ sqlite: { path } })).close();
  const raw = new BetterSqlite3(path);
  raw.pragma('synchronous = OFF');
  return raw;
}

/** The id of a number, in the form of a UUID; neighbours are neighbours, which is the worst case for a filter. */
function idFor(number: number): string {
  return `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}

/** A log of which only ids and places matter, with its index, as the store uses them. */
class Model {
  readonly raw: BetterSqlite3.Database;
  readonly truth = new Map<string, number>();
  ids: EventIds;
  #head = 0;
  #held = 0;

  constructor(raw: BetterSqlite3.Database) {
    this.raw = raw;
    this.ids = this.opened();
  }

  opened(): EventIds {
    return new EventIds(idTables(this.raw), { idsARun: 8, smallestBucket: 24 });
  }

  /** Appends ids in a transaction; some are held, and held ones may get their place. */
  append(numbers: readonly number[], hold: boolean, outcome: 'commit' | 'rollback'): void {
    const before = { head: this.#head, held: this.#held };
    const changes: [string, number][] = [];
    this.raw.exec('begin');
    for (const id of numbers.map(idFor)) {
      const known = this.ids.places([id], true).get(id);
      if (known !== undefined && known > 0) continue;
      const seq = hold && known === undefined ? -++this.#held : ++this.#head;
      if (known === undefined) this.insert(id, seq);
      else if (!hold) this.raw.prepare('update log set seq = ? where seq = ?').run(seq, known);
      else continue;
      this.ids.stage(id, seq);
      changes.push([id, seq]);
    }
    const chunk = this.ids.carryOn();
    if (chunk !== null) putIds(idTables(this.raw), chunk);
    this.raw.exec(outcome);
    if (outcome === 'commit') {
      this.ids.committed();
      for (const [id, seq] of changes) this.truth.set(id, seq);
    } else {
      this.ids.rolledBack();
      this.#head = before.head;
      this.#held = before.held;
    }
  }

  insert(id: string, seq: number): void {
    this.raw
      .prepare(
        `insert into log (seq, kind, id, at, lag, reached, shown, received, depth) values (?, 'event', ?, 0, 0, 0, 0, 0, 0)`,
      )
      .run(seq, id);
  }

  /** What retention does: the oldest go, but for some. */
  removeUpTo(share: number): void {
    const end = Math.floor(this.#head * share);
    for (const [id, seq] of this.truth) {
      if (seq <= 0 || seq > end || seq % 7 === 0) continue;
      this.raw.prepare('delete from log where seq = ?').run(seq);
      this.truth.delete(id);
    }
    while (this.ids.forget()) {
      // Until there is nothing left to do.
    }
  }
}

const step = fc.oneof(
  fc.record({
    type: fc.constant('append' as const),
    numbers: fc.array(fc.nat(300), { maxLength: 30 }),
    hold: fc.boolean(),
    outcome: fc.constantFrom('commit' as const, 'commit' as const, 'commit' as const, 'rollback' as const),
  }),
  fc.record({ type: fc.constant('reopen' as const) }),
  fc.record({ type: fc.constant('remove' as const), share: fc.double({ min: 0, max: 1, noNaN: true }) }),
);

describe('event ids', () => {
  it('knows the place of each event that the log has, and of no other, whatever happens', async () => {
    const raw = await database();
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        raw.exec('delete from log; delete from log_ids; delete from log_id_buckets');
        const model = new Model(raw);
        for (const what of steps) {
          if (what.type === 'append') model.append(what.numbers, what.hold, what.outcome);
          else if (what.type === 'remove') model.removeUpTo(what.share);
          else model.ids = model.opened();
          const all = Array.from({ length: 301 }, (_, number) => idFor(number));
          expect(model.ids.places(all, false)).toEqual(
            new Map(all.flatMap((id) => (model.truth.has(id) ? [[id, model.truth.get(id)!]] : []))),
          );
        }
      }),
      { numRuns: 150 },
    );
    raw.close();
  });

  it('keeps little in memory, and its tables do not outgrow the log', async () => {
    const raw = await database();
    const model = new Model(raw);
    for (let start = 0; start < 3_000; start += 10) {
      model.append(
        Array.from({ length: 10 }, (_, index) => start + index),
        false,
        'commit',
      );
      expect(model.ids.inMemory).toBeLessThan(100);
    }
    model.removeUpTo(1);
    const rows = raw.prepare('select count(*) from log_ids').pluck().get() as number;
    expect(rows).toBeLessThan(model.truth.size + 100);
    expect(rows).toBeGreaterThan(100);
    raw.close();
  });

  it('forgets what a savepoint has undone', async () => {
    const model = new Model(await database());
    model.ids.stage(idFor(1), -1);
    const mark = model.ids.staged;
    model.ids.stage(idFor(1), 5);
    model.ids.stage(idFor(2), 6);
    model.ids.unstage(mark);
    expect(model.ids.places([idFor(1), idFor(2)], true)).toEqual(new Map([[idFor(1), -1]]));
    model.raw.close();
  });
});

describe('the filter', () => {
  it('has all that was added, and little else', () => {
    const filter = new IdFilter(20_000);
    for (let number = 0; number < 20_000; number += 1) filter.add(hashOf(idFor(number)));
    let wrong = 0;
    for (let number = 0; number < 20_000; number += 1) {
      expect(filter.mayHave(hashOf(idFor(number)))).toBe(true);
      if (filter.mayHave(hashOf(idFor(1_000_000 + number)))) wrong += 1;
    }
    expect(wrong).toBeLessThan(400);
  });

  it('reads ids in both directions', () => {
    fc.assert(fc.property(fc.uuid(), (id) => idOf(idBytes(id)) === id));
  });
});
