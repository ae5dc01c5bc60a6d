import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCipher } from '../../src/secrets/cipher.ts';
import { openStore, type Store, type StoreOptions } from '../../src/store/index.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';
import { newEvent } from '../support/store-fixtures.ts';

/** Runs the appender for a while, kills it without a warning and answers what it had been promised. */
async function acknowledgedBeforeKill(place: readonly string[], runMs: number): Promise<string[]> {
  const script = join(import.meta.dirname, '../support/append-forever.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...place], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const exit = new Promise((resolve) => child.once('close', resolve));
  const deadline = Date.now() + 30_000;
  while (output === '' && child.exitCode === null && Date.now() < deadline) await setTimeout(5);
  await setTimeout(runMs);
  child.kill('SIGKILL');
  await exit;
  // The last line may have been cut.
  return output.split('\n').slice(0, -1);
}

async function expectStored(store: Store, ids: readonly string[]): Promise<void> {
  const entries = await store.log.eventsById(ids);
  expect(entries.length).toBe(ids.length);
  const head = await store.log.head();
  let seen = 0;
  for (let after = 0; after < head;) {
    const page = await store.log.read(after, 5_000);
    for (const entry of page) expect(entry.seq).toBe(++seen);
    after = page.at(-1)?.seq ?? head;
  }
  expect(seen).toBe(head);
}

describe('what was acknowledged is there after kill -9', () => {
  it('of the only process of a SQLite file', { timeout: 120_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'durability-'));
    const path = join(folder, 'store.sqlite');
    const ids: string[] = [];
    for (const runMs of [50, 200, 400]) {
      ids.push(...(await acknowledgedBeforeKill(['sqlite', path], runMs)));
      const store = await openStore({ sqlite: { path } });
      await expectStored(store, ids);
      await store.close();
    }
    expect(ids.length).toBeGreaterThan(100);
    rmSync(folder, { recursive: true, force: true });
  });

  describe('over Postgres', () => {
    let postgres: TestPostgres;
    const stores: Store[] = [];
    beforeAll(async () => {
      postgres = await startPostgres();
    }, 120_000);
    afterAll(async () => {
      await Promise.all(stores.map((store) => store.close()));
      await postgres.stop();
    });
    const open = async (options: StoreOptions): Promise<Store> => {
      const store = await openStore(options);
      stores.push(store);
      return store;
    };

    it('of one of several processes', { timeout: 120_000 }, async () => {
      const url = await postgres.createDatabase();
      const store = await open({ postgres: { url } });
      const ids = (
        await Promise.all([
          acknowledgedBeforeKill(['postgres', url], 300),
          acknowledgedBeforeKill(['postgres', url], 600),
        ])
      ).flat();
      expect(ids.length).toBeGreaterThan(100);
      await expectStored(store, ids);
    });

    it('lets no reader see a gap while several processes append', { timeout: 120_000 }, async () => {
      const url = await postgres.createDatabase();
      const options = { postgres: { url } };
      // They start at the same time, with a schema to be made.
      const [reader, ...writers] = await Promise.all([open(options), open(options), open(options)]);
      let done = false;
      const reading = (async () => {
        let position = 0;
        let gaps = 0;
        let heard = 0;
        const stop = reader!.log.onAppend(() => (heard += 1));
        for (;;) {
          const last = done;
          const entries = await reader!.log.read(position, 100);
          for (const entry of entries) {
            if (entry.seq !== position + 1) gaps += 1;
            position = entry.seq;
          }
          if (entries.length === 0 && last) break;
        }
        stop();
        return { position, gaps, heard };
      })();
      await Promise.all(
        writers.flatMap((writer) =>
          Array.from({ length: 8 }, async (_, lane) => {
            for (let round = 0; round < 40; round += 1) {
              await writer.log.append(Array.from({ length: 1 + ((lane * round) % 9) }, () => newEvent()));
              if (round % 10 === 0) await writer.log.appendBarrier('00000000-0000-4000-8000-000000000000');
            }
          }),
        ),
      );
      done = true;
      const { position, gaps, heard } = await reading;
      expect(gaps).toBe(0);
      expect(position).toBe(await reader!.log.head());
      expect(position).toBeGreaterThan(2_000);
      expect(heard).toBeGreaterThan(0);
      const ats = (await reader!.log.read(0, 100_000)).map(({ at }) => at);
      expect(ats).toEqual(ats.toSorted((a, b) => a - b));
    });

    it('goes on after a crash of the server, and stores nothing twice', { timeout: 120_000 }, async () => {
      const url = await postgres.createDatabase();
      const store = await open({ postgres: { url } });
      const ids: string[] = [];
      let stopped = false;
      const appending = Array.from({ length: 4 }, async () => {
        while (!stopped) {
          const events = [newEvent(), newEvent()];
          await store.log.append(events);
          ids.push(...events.map(({ event }) => event.id));
        }
      });
      await setTimeout(200);
      await postgres.crash();
      const before = ids.length;
      await expect.poll(() => ids.length, { timeout: 20_000 }).toBeGreaterThan(before + 100);
      stopped = true;
      await Promise.all(appending);
      await expectStored(store, ids);
      expect(await store.log.head()).toBe(ids.length);
      // It listens again as well.
      let heard = 0;
      store.log.onAppend(() => (heard += 1));
      const other = await open({ postgres: { url } });
      await other.log.append([newEvent()]);
      await expect.poll(() => heard, { timeout: 10_000 }).toBeGreaterThan(0);
    });
  });
});

describe('secrets', () => {
  it('stand nowhere in the file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'secrets-'));
    const path = join(folder, 'store.sqlite');
    const store = await openStore({ sqlite: { path }, cipher: createCipher([Buffer.alloc(32, 1)]) });
    const about = { logo_url: null, documentation_url: null, description: null, code_example: null };
    const type = await store.blocks.types.create({ name: 'visible-name', slug: 'webhook', ...about });
    await store.blocks.documents.create({
      name: 'doc',
      block_type_id: type.id,
      block_schema_id: type.id,
      is_anonymous: false,
      data: { token: 'hunter2-secret' },
    });
    const bytes = (): string =>
      readdirSync(folder)
        .map((file) => readFileSync(join(folder, file), 'latin1'))
        .join('');
    expect(bytes()).toContain('visible-name');
    expect(bytes()).not.toContain('hunter2-secret');
    await store.close();
    expect(bytes()).not.toContain('hunter2-secret');
    rmSync(folder, { recursive: true, force: true });
  });
});
