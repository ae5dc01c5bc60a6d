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

/** Runs the same tests over SQLite and over Postgres. */
export function describeStores(name: string, tests: (bench: StoreBench) => void): void {
  describe.each(['sqlite', 'postgres'] as const)(`${name} over %s`, (dialect) => {
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
    afterAll(() => postgres?.stop());
    tests({
      dialect,
      clock,
      async open(options = {}) {
        const place =
          postgres === undefined
            ? { sqlite: { path: ':memory:' } }
            : { postgres: { url: await postgres.createDatabase() } };
        const store = await openStore({ ...place, clock: clock.read, ...options });
        open.add(store);
        return store;
      },
    });
  });
}
