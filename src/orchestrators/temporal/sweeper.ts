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
 * Tells Temporal what is on record and may not have reached it, since a process was killed in between: runs to be
 * started, and cancellations. Both do no harm when told again, so several gateways may sweep.
 */
export function startSweeper({ store, control, logger }: SweeperOptions): RunningPart {
  const stopping = new AbortController();
  const running = (async () => {
    while (!stopping.signal.aborted) {
      try {
        for (const run of await store.flowRuns.leftBehind(LEFT_AFTER_MS, MOST_AT_ONCE)) {
          if (run.workflow_id === null) await control.start(run);
          else await control.cancelAgain(run.id);
        }
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
