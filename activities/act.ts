import type { Firing } from '../src/evaluation/evaluator.ts';
import type { ActedFiring, ActionStatus, FiringActionInput } from './types.ts';
import type { WorkMetrics } from '../src/metrics/metrics.ts';
import type { FiringLoader } from './firing-loader.ts';
import type { FiringRunner, LoadedFiring } from './firing-runner.ts';
import { Gathering } from './gathering.ts';
import type { FiringStore } from '../src/store/firings/types.ts';
import { shortSummary } from '../workflows/short-summary.ts';

export interface ActOptions {
  readonly loader: FiringLoader;
  readonly runner: FiringRunner;
  readonly firings: FiringStore;
  readonly metrics?: Pick<WorkMetrics, 'fired'> | undefined;
  readonly pace: Pace;
  /** Starts the workflow in which an action goes on; does nothing when it runs already. */
  readonly startFiringWorkflow: (input: FiringActionInput) => Promise<unknown>;
  /** Who claims attempts that outlive the fast path: this process. */
  readonly owner: string;
}

/**
 * How long the fast path waits for an action, and for one that was slow the last time: in slices of time, so that
 * what the process itself was held up within a slice does not count as the peer's slowness.
 */
const SLICE_MS = 50;
const PATIENCE_SLICES = 20;
const LITTLE_PATIENCE_SLICES = 4;

/** How long a claim holds, in ms: longer than any attempt. */
export const CLAIM_MS = 60_000;

/** Remembers which actions were slow, so that a slow peer does not hold up its automation each time. */
export class Pace {
  readonly #slow = new Set<string>();

  /** The patience (slices) for an action of an automation. */
  patience(automationId: string, index: number): number {
    return this.#slow.has(`${automationId}/${index}`) ? LITTLE_PATIENCE_SLICES : PATIENCE_SLICES;
  }

  record(automationId: string, index: number, slow: boolean): void {
    const key = `${automationId}/${index}`;
    if (slow) this.#slow.add(key);
    else this.#slow.delete(key);
  }
}

/**
 * The fast path: carries out the actions of firings without a round trip to the server. What takes longer than a
 * second, or fails in a way worth retrying, goes on in a workflow of its own. A repetition (the worker was killed
 * before the workflow's task was complete) finds what has ended on record and leaves it alone.
 */
export function createAct(
  options: ActOptions,
): (input: { firings: readonly Firing[] }) => Promise<ActedFiring[]> {
  return async ({ firings }) => {
    const known = new Map<string, ActionStatus>();
    const begun = new Set<string>();
    for (const { firingId, index, status } of await options.firings.outcomes(firings.map(({ id }) => id))) {
      begun.add(firingId);
      known.set(`${firingId}/${index}`, status === 'pending' ? 'deferred' : status);
    }
    // Those with something on record were counted when it got there, as far as anybody can say after a crash.
    options.metrics?.fired(firings.filter(({ id }) => !begun.has(id)).length);
    const loaded = await options.loader.load(firings);
    const together = new Gathering();
    return Promise.all(loaded.map((firing) => actOn(firing, known, together, options)));
  };
}

async function actOn(
  loaded: LoadedFiring,
  known: ReadonlyMap<string, ActionStatus>,
  together: Gathering,
  options: ActOptions,
): Promise<ActedFiring> {
  const { firing, actions } = loaded;
  if (actions.length === 0) await options.runner.endEmpty(loaded);
  const statuses = actions.map(async (_action, index) => {
    const status = known.get(`${firing.id}/${index}`);
    // One that was deferred has its workflow, or gets it now if we were killed in between.
    if (status === 'deferred') return startWorkflow(loaded, index, options);
    return status ?? firstAttempt(loaded, index, together, options);
  });
  return { firing: firing.id, actions: await Promise.all(statuses) };
}

async function firstAttempt(
  loaded: LoadedFiring,
  index: number,
  together: Gathering,
  options: ActOptions,
): Promise<ActionStatus> {
  const { firing, actions } = loaded;
  const { runner, pace } = options;
  const place = { index, type: actions[index]!.type, round: 0 };
  const attempt = runner.attempt(loaded, place, together);
  // Once the peer has answered, what is left is a commit: deferring then would only add work to a busy process.
  const outcome = await within(attempt, pace.patience(firing.automationId, index), () =>
    runner.answered(loaded, place),
  );
  if (outcome && outcome.status !== 'retry') {
    pace.record(firing.automationId, index, false);
    return outcome.status;
  }
  pace.record(firing.automationId, index, outcome === null);
  if (outcome === null) await options.firings.claim(firing.id, index, options.owner, CLAIM_MS);
  await runner.defer(loaded, place, outcome?.reason ?? null);
  return startWorkflow(loaded, index, options);
}

async function startWorkflow(
  loaded: LoadedFiring,
  index: number,
  options: ActOptions,
): Promise<ActionStatus> {
  const { firing, automation, actions } = loaded;
  const summary = shortSummary(`${actions[index]!.type} of ${automation.name}`);
  await options.startFiringWorkflow({ firingId: firing.id, index, round: 0, summary });
  return 'deferred';
}

/** The promise's value, or null when it takes longer than these slices and `nearlyDone` does not hold. */
async function within<T>(promise: Promise<T>, slices: number, nearlyDone: () => boolean): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    let left = slices;
    timer = setInterval(() => {
      left -= 1;
      if (left <= 0 && !nearlyDone()) resolve(null);
    }, SLICE_MS);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearInterval(timer);
  }
}
