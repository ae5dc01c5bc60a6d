import type { Backend, Reader } from '../backends/backend.ts';
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
  /**
   * Whether events can be received at the moment, as far as the signs of life tell. While they cannot, no absence is to be
   * declared. True as long as nobody has ever given one.
   */
  isReceiving(): Promise<boolean>;
  /** Gives the last sign of life. */
  stop(): Promise<void>;
}

/** Presence over a database. */
export function createPresence(backend: Backend, queue: CommitQueue): Presence {
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
          // The log's last entry tells of the time since the last beat; later ones are a worker's, which goes on
          // acting while no gateway is there.
          const downSince = Math.max(alive ?? 0, Math.min(write.previousAt, (alive ?? Infinity) + BEAT_MS));
          const isFirstStart = alive === undefined && write.head.seq === 0;
          if (!isFirstStart && write.now - downSince > SILENCE_MS)
            await write.mark('online', null, { downSince });
          await setAlive(write.trx, write.now);
        },
        { idempotent: true },
      );
      timer ??= setInterval(sayAlive, BEAT_MS).unref();
    },
    async isReceiving() {
      const alive = await readAlive(backend.db);
      return alive === undefined || (await backend.now()) - alive <= SILENCE_MS;
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
