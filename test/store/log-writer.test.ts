import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { openSqlite } from '../../src/store/backends/sqlite.ts';
import { batchOf } from '../../src/store/batch.ts';
import { CommitQueue } from '../../src/store/commit-queue.ts';
import { toDraft } from '../../src/store/log/entry.ts';
import { WriterGone } from '../../src/store/log-writer/log-writer.ts';
import { migrate } from '../../src/store/migrations/migrate.ts';
import { newEvent } from '../support/store-fixtures.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A backend on a new file, with the queue of what is written to it. */
async function openBackend() {
  const folder = mkdtempSync(join(tmpdir(), 'log-writer-'));
  folders.push(folder);
  const path = join(folder, 'log.sqlite');
  const backend = openSqlite(path, Date.now);
  await migrate(backend.db, backend.dialect);
  const queue = new CommitQueue(backend, () => undefined);
  const append = (...events: ReturnType<typeof newEvent>[]): Promise<void> =>
    queue.put(batchOf({ events: events.map(toDraft) }));
  const seqs = async (): Promise<number[]> =>
    (await backend.db.selectFrom('log').select('seq').orderBy('seq').execute()).map(({ seq }) => seq);
  return { backend, path, append, seqs };
}

describe("the writer's thread", () => {
  it('may end at any moment: what it was asked to write is written once', async () => {
    const { backend, append, seqs } = await openBackend();
    const events = Array.from({ length: 400 }, () => newEvent());
    await append(events[0]!);
    const appending = events.map(async (event, index) => {
      await new Promise((resolve) => setTimeout(resolve, index));
      await append(event);
    });
    for (let end = 0; end < 4; end += 1) {
      await new Promise((resolve) => setTimeout(resolve, 90));
      const { writer } = backend;
      await writer?.close();
      expect(writer?.isThere).toBe(false);
    }
    await Promise.all(appending);
    expect(await seqs()).toEqual(events.map((_, index) => index + 1));
    await append(...events);
    expect(await seqs()).toHaveLength(400);
    await backend.close();
  });

  it('is not ahead of who looks for an event by its id: what is on disk is found', async () => {
    const { backend, path, append } = await openBackend();
    await append(newEvent());
    await new Promise((resolve) => setTimeout(resolve, 50));
    const added = newEvent();
    const appended = append(added);
    // No turn of the event loop from here on: the thread's answer waits.
    for (let n = 0; n < 10_000 && backend.eventIds?.staged === 0; n++) await Promise.resolve();
    const other = new BetterSqlite3(path, { readonly: true });
    const onDisk = other.prepare('select count(*) from log').pluck();
    const deadline = Date.now() + 10_000;
    while (onDisk.get() === 1 && Date.now() < deadline);
    other.close();
    const head = await backend.db.selectFrom('log_head').select('seq').executeTakeFirstOrThrow();
    const rows = await backend.db
      .selectFrom('log')
      .select('id')
      .where(backend.whereIds([added.event.id]))
      .execute();
    expect({ head, rows }).toEqual({ head: { seq: 2 }, rows: [{ id: added.event.id }] });
    expect(backend.eventIds?.staged).toBe(1);
    await appended;
    await backend.close();
  });

  it('refuses, once it has ended, and leaves nothing of a commit that fails', async () => {
    const { backend, append, seqs } = await openBackend();
    await append(newEvent());
    await backend.db.schema.alterTable('log').renameTo('elsewhere').execute();
    await expect(append(newEvent())).rejects.toThrow(/no such table/);
    await backend.db.schema.alterTable('elsewhere').renameTo('log').execute();
    await append(newEvent());
    expect(await seqs()).toEqual([1, 2]);
    const { writer } = backend;
    await writer?.close();
    const nothing = {
      numbers: new Float64Array(0),
      ids: [],
      events: [],
      resourceIds: [],
      bodies: [],
      shared: [],
    };
    const head = { seq: 0, at: 0, lag: 0, reached: 0, shown: 0, clock: 0, held: 0, heldNumber: 0 };
    const commit = writer?.commit({
      packed: nothing,
      others: [],
      releases: [],
      head,
      ids: null,
      firings: null,
      positions: [],
    });
    await expect(commit).rejects.toThrow(WriterGone);
    await backend.close();
  });
});
