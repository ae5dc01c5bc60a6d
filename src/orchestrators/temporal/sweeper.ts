import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../../logging.ts';
import type { RunningPart } from '../../running-part.ts';
import type { Store } from '../../store/store.ts';
import type { FlowRunControl } from '../flow-run-control.ts';

export interface SweeperOptions {
  readonly store: Pick<Store, 'flowRuns'>;
  readonly control: FlowRunControl;
  readonly logger: Logger;
}

/** Between two sweeps, and how old something must be to count as left behind, in ms. */
const SWEEP_MS = 5_000;
const LEFT_AFTER_MS = 5_000;
const MOST_AT_ONCE = 500;

/**
 * Starts the runs that are on record and have not reached Temporal, since a process was killed in between. Starting
 * one twice does no harm, so several gateways may sweep.
 */
export function startSweeper({ store, control, logger }: SweeperOptions): RunningPart {
  const stopping = new AbortController();
  const running = (async () => {
    while (!stopping.signal.aborted) {
      try {
        for (const run of await store.flowRuns.leftBehind(LEFT_AFTER_MS, MOST_AT_ONCE))
          await control.start(run);
      } catch (error) {
        logger.warn({ err: error }, 'flow runs could not be swept; trying again');
      }
      await sleep(SWEEP_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
