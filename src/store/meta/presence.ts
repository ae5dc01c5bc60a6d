import type { Reader } from '../backends/backend.ts';
import type { CommitQueue } from '../commit-queue.ts';

const KEY = 'alive';
/** Between two signs of life, in ms. */
const BEAT_MS = 1_000;
/** A silence that is longer is a downtime, in ms. */
const SILENCE_MS = 2_500;

/** Knows when nothing could be received. */
export interface Presence {
  /**
   * Says that events can be received from now on. If nobody was there before, for longer than a moment, an `online`
   * entry tells since when; of several processes that come back, the first one appends it.
   */
  markOnline(): Promise<void>;
  /** Gives the last sign of life. */
  stop(): Promise<void>;
}

/** Presence over a database. */
export function createPresence(queue: CommitQueue): Presence {
  let timer: NodeJS.Timeout | undefined;
  let beat: Promise<unknown> = Promise.resolve();
  const sayAlive = (): void => {
    beat = queue
      .run((write) => setAlive(write.trx, write.now), { idempotent: true })
      .catch(() => {
        // The queue has tried for a while. The next beat will tell, and a downtime on record is the truth.
      });
  };
  return {
    async markOnline() {
      await queue.run(
        async (write) => {
          const alive = await readAlive(write.trx);
          const downSince = Math.max(alive ?? 0, write.previousAt);
          const isFirstStart = alive === undefined && write.head.seq === 0;
          if (!isFirstStart && write.now - downSince > SILENCE_MS)
            await write.mark('online', null, { downSince });
          await setAlive(write.trx, write.now);
        },
        { idempotent: true },
      );
      timer ??= setInterval(sayAlive, BEAT_MS).unref();
    },
    async stop() {
      if (timer === undefined) return;
      clearInterval(timer);
      timer = undefined;
      await beat;
      sayAlive();
      await beat;
    },
  };

  async function readAlive(reader: Reader): Promise<number | undefined> {
    const row = await reader.selectFrom('meta').select('value').where('key', '=', KEY).executeTakeFirst();
    return row && Number(row.value);
  }

  async function setAlive(reader: Reader, at: number): Promise<void> {
    await reader
      .insertInto('meta')
      .values({ key: KEY, value: String(at) })
      .onConflict((c) => c.column('key').doUpdateSet({ value: String(at) }))
      .execute();
  }
}
