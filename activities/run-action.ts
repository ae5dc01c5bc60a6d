import { ApplicationFailure, Context } from '@temporalio/activity';
import type { ActionOutcome, FiringStore } from '../src/store/firings/types.ts';
import { CLAIM_MS } from './act.ts';
import type { FiringLoader } from './firing-loader.ts';
import type { FiringRunner, LoadedFiring } from './firing-runner.ts';
import type { FiringActionInput, FiringActivities } from './types.ts';

export interface FiringActivitiesOptions {
  readonly loader: FiringLoader;
  readonly runner: FiringRunner;
  readonly firings: FiringStore;
  readonly owner: string;
}

/** Between two signs of life of an attempt, in ms. */
const HEARTBEAT_MS = 5_000;

/** The activities of the workflow `firing`: what could not be done on the fast path. */
export function createFiringActivities(options: FiringActivitiesOptions): FiringActivities {
  const { firings, runner, owner } = options;

  return {
    async runAction(input) {
      const ended = await endOnRecord(firings, input);
      if (ended) return ended;
      if (input.round > 0) await beginRound(firings, input);
      const claim = await firings.claim(input.firingId, input.index, owner, CLAIM_MS);
      if (!claim.granted) {
        const wait = Math.max(1_000, claim.heldUntil - Date.now());
        throw ApplicationFailure.create({
          message: 'An attempt is under way in another worker',
          nextRetryDelay: wait,
        });
      }
      const loaded = await load(options, input);
      const place = placeOf(loaded, input);
      const beat = setInterval(() => Context.current().heartbeat(), HEARTBEAT_MS);
      try {
        const outcome = await runner.attempt(loaded, place);
        if (outcome.status !== 'retry') return outcome.status;
        await runner.defer(loaded, place, outcome.reason);
        throw ApplicationFailure.create({
          message: outcome.reason,
          ...(outcome.retryAfterMs !== undefined && { nextRetryDelay: outcome.retryAfterMs }),
        });
      } finally {
        clearInterval(beat);
        await firings.release(input.firingId, input.index, owner);
      }
    },

    async giveUp(input) {
      if (await endOnRecord(firings, input)) return;
      const loaded = await load(options, input);
      const reason = `${input.reason} (gave up after the last retry)`;
      await runner.end(loaded, placeOf(loaded, input), {
        status: 'failed',
        reason,
        details: {},
        related: [],
        ended: Date.now(),
      });
    },
  };
}

/** Sent again by hand: the first attempt of the new round makes the failed action a pending one. */
async function beginRound(firings: FiringStore, input: FiringActionInput): Promise<void> {
  const outcome = await onRecord(firings, input);
  if (outcome && outcome.round < input.round) await firings.beginRound(input.firingId, input.index);
}

/** How the action ended in this round, if it did: what has reported success is not repeated. */
async function endOnRecord(
  firings: FiringStore,
  input: FiringActionInput,
): Promise<'executed' | 'failed' | null> {
  const outcome = await onRecord(firings, input);
  if (!outcome || outcome.status === 'pending' || outcome.round < input.round) return null;
  return outcome.status;
}

async function onRecord(firings: FiringStore, input: FiringActionInput): Promise<ActionOutcome | undefined> {
  return (await firings.outcomes([input.firingId])).find(({ index }) => index === input.index);
}

async function load(options: FiringActivitiesOptions, input: FiringActionInput): Promise<LoadedFiring> {
  const recorded = await options.firings.get(input.firingId);
  if (!recorded) throw ApplicationFailure.nonRetryable(`Firing ${input.firingId} is not on record`);
  const [loaded] = await options.loader.load([recorded.firing]);
  return loaded!;
}

function placeOf(
  loaded: LoadedFiring,
  input: FiringActionInput,
): { index: number; type: string; round: number } {
  const action = loaded.actions[input.index];
  if (!action) throw ApplicationFailure.nonRetryable(`Firing ${input.firingId} has no action ${input.index}`);
  return { index: input.index, type: action.type, round: input.round };
}
