import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import { openStore, type Store, type StoreOptions } from '../../src/store/index.ts';
import { startPostgres, type TestPostgres } from './postgres.ts';
import { TestClock } from './store-fixtures.ts';

/** What a test of the store works with. Stores are closed after each test. */
export interface StoreBench {
  readonly dialect: 'sqlite' | 'postgres';
  /** The clock of the stores that {@link StoreBench.open} opens. */
  readonly clock: TestClock;
  /** Opens an empty store on the test clock. */
  open(options?: Partial<StoreOptions>): Promise<Store>;
}

/** Where stores can be: in memory nothing is written on a thread of its own. */
export type StorePlace = 'sqlite' | 'sqlite file' | 'postgres';

/** Runs the same tests over SQLite and over Postgres. */
export function describeStores(
  name: string,
  tests: (bench: StoreBench) => void,
  places: readonly StorePlace[] = ['sqlite', 'postgres'],
): void {
  describe.each(places)(`${name} over %s`, (where) => {
    const dialect = where === 'postgres' ? 'postgres' : 'sqlite';
    const folder = where === 'sqlite file' ? mkdtempSync(join(tmpdir(), 'store-')) : undefined;
    let files = 0;
    const open = new Set<Store>();
    const clock = new TestClock();
    let postgres: TestPostgres | undefined;
    beforeAll(async () => {
      if (dialect === 'postgres') postgres = await startPostgres();
    }, 120_000);
    afterEach(async () => {
      await Promise.all([...open].map((store) => store.close()));
      open.clear();
    });
    afterAll(async () => {
      await postgres?.stop();
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    });
    tests({
      dialect,
      clock,
      async open(options = {}) {
        const place =
          postgres === undefined
            ? { sqlite: { path: folder === undefined ? ':memory:' : join(folder, `${(files += 1)}.sqlite`) } }
            : { postgres: { url: await postgres.createDatabase() } };
        const store = await openStore({ ...place, clock: clock.read, ...options });
        open.add(store);
        return store;
      },
    });
  });
}
