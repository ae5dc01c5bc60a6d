import type { Logger } from '../logging.ts';
import type { RunningPart } from '../running-part.ts';
import type { Store } from '../store/index.ts';

export interface HousekeepingOptions {
  readonly store: Pick<Store, 'log' | 'retention'>;
  readonly logger: Logger;
  readonly retentionDays: number;
}

const DAY_MS = 86_400_000;

/** Between two looks for what is older than it may be, and before the first one, in ms. */
const RETENTION_MS = 10 * 60_000;
const FIRST_RETENTION_MS = 60_000;

/** Longest time between two looks for followers whose leader did not come, in ms. */
const RELEASE_MS = 30_000;

/** What has to be done in the store from time to time: letting lost followers go, and retention. */
export function startHousekeeping({ store, logger, retentionDays }: HousekeepingOptions): RunningPart {
  const release = repeat(0, logger, 'releasing followers', async () => {
    const due = await store.log.releaseOverdue();
    return due === null ? RELEASE_MS : Math.min(RELEASE_MS, Math.max(50, due - Date.now()));
  });
  const retention = repeat(FIRST_RETENTION_MS, logger, 'retention', async () => {
    const removed = await store.retention.run({ olderThanMs: retentionDays * DAY_MS });
    logger.info(removed, 'retention has run');
    return RETENTION_MS;
  });
  return {
    async stop() {
      await Promise.all([release(), retention()]);
    },
  };
}

/** Runs `task` again and again; it answers how long to wait (ms). Returns the way to end it. */
function repeat(
  first: number,
  logger: Logger,
  name: string,
  task: () => Promise<number>,
): () => Promise<void> {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  const schedule = (ms: number): void => {
    if (stopped) return;
    timer = setTimeout(() => {
      running = task().then(schedule, (error: unknown) => {
        // Loud, since what is not removed grows until the disk is full.
        logger.error({ err: error }, `${name} failed; trying again in a minute`);
        schedule(60_000);
      });
    }, ms);
    timer.unref();
  };
  schedule(first);
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await running;
  };
}
