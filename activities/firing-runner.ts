import type { Firing } from '../src/evaluation/evaluator.ts';
import type { Action } from '../src/schemas/actions.ts';
import type { ReceivedEvent } from '../src/schemas/events.ts';
import type { WorkMetrics } from '../src/metrics/metrics.ts';
import type { ActionOutcome, FiringRow, FiringStore } from '../src/store/firings/types.ts';
import { actionTemplates } from './action-templates.ts';
import { Attempts, type AttemptOutcome } from './attempts.ts';
import {
  actionEvent,
  triggeredEvent,
  type ActionPlace,
  type FiringAutomation,
  type FiringSubject,
} from './firing-events.ts';
import { invocationId } from './firing-ids.ts';
import type { Gathering } from './gathering.ts';
import type { ActionServices } from './services.ts';

/** A firing with all that its actions need. */
export interface LoadedFiring extends FiringSubject {
  readonly actions: readonly Action[];
  /** Every event that took part, by id: the triggering one and those of a composite's children. */
  readonly events: ReadonlyMap<string, ReceivedEvent>;
}

export interface FiringRunnerOptions {
  readonly firings: FiringStore;
  readonly services: ActionServices;
  /** Hears how actions end. */
  readonly metrics?: WorkMetrics | undefined;
  /** Base of the links that templates make (`ui_url`). */
  readonly uiUrl: string;
}

/** Runs single attempts at actions and puts their ends on record, together with the events that tell of them. */
export class FiringRunner {
  readonly #options: FiringRunnerOptions;
  readonly #attempts = new Attempts();

  constructor(options: FiringRunnerOptions) {
    this.#options = options;
  }

  /**
   * One attempt at one action, or the one under way. What ended for good is on record when this resolves.
   *
   * @param together those that are begun together, so that their ends can share a commit
   */
  attempt(loaded: LoadedFiring, place: ActionPlace, together?: Gathering): Promise<AttemptOutcome> {
    const { firing, automation, event } = loaded;
    together?.expect();
    return this.#attempts.run(
      loaded.actions[place.index]!,
      {
        firing,
        automation,
        event,
        idempotencyKey: invocationId(firing, place.index),
        templates: actionTemplates(loaded, this.#options),
        services: this.#options.services,
        begin: () => this.#begin(loaded, place),
      },
      async (outcome) => {
        const turn = together?.arrive();
        if (outcome.status === 'retry') {
          this.#options.metrics?.deferred(loaded.actions[place.index]!.type);
          return;
        }
        await turn;
        await this.end(loaded, place, outcome);
      },
    );
  }

  /** Whether an attempt under way has been answered by its peer and is only being put on record. */
  answered({ firing }: LoadedFiring, { index }: ActionPlace): boolean {
    return this.#attempts.answered(invocationId(firing, index));
  }

  /** Puts the end of an action on record, once: a second time changes nothing. */
  async end(
    loaded: LoadedFiring,
    place: ActionPlace,
    outcome: Exclude<AttemptOutcome, { status: 'retry' }>,
  ): Promise<void> {
    const { status, ended } = outcome;
    const details = { ...outcome.details };
    const reason = outcome.status === 'failed' ? outcome.reason : null;
    const payload = reason === null ? details : { reason, ...details };
    const { related } = outcome;
    const row: ActionOutcome = { ...rowOf(loaded, place), status, reason, details, ended };
    await this.#options.firings.commit({
      firings: [firingRow(loaded)],
      actions: [row],
      events: [
        triggeredEvent(loaded),
        actionEvent(loaded, place, 'triggered', { occurred: loaded.firing.at, related }),
        actionEvent(loaded, place, status, { occurred: ended, related, details: payload }),
      ],
    });
    this.#options.metrics?.acted(row.type, status, (ended - loaded.firing.at) / 1000);
  }

  /** Puts a firing without any action on record. */
  async endEmpty(loaded: LoadedFiring): Promise<void> {
    await this.#options.firings.commit({ firings: [firingRow(loaded)], events: [triggeredEvent(loaded)] });
  }

  /** Puts on record that an action goes on in a workflow of its own. */
  async defer(loaded: LoadedFiring, place: ActionPlace, reason: string | null): Promise<void> {
    await this.#options.firings.commit({
      firings: [firingRow(loaded)],
      actions: [{ ...rowOf(loaded, place), status: 'pending', reason, details: {}, ended: null }],
      events: [
        triggeredEvent(loaded),
        actionEvent(loaded, place, 'triggered', { occurred: loaded.firing.at }),
      ],
    });
  }

  /** What has begun is on record as an action that goes on in its workflow: there it does, should this process end. */
  async #begin(loaded: LoadedFiring, place: ActionPlace): Promise<boolean> {
    const outcomes = await this.#options.firings.outcomes([loaded.firing.id]);
    if (outcomes.some(({ index }) => index === place.index)) return true;
    await this.defer(loaded, place, null);
    return false;
  }

  /** Resolves when no attempt is under way. */
  drained(): Promise<void> {
    return this.#attempts.drained();
  }
}

function firingRow({ firing, automation }: LoadedFiring): FiringRow {
  return { firing, automationId: automation.id, version: firing.version };
}

function rowOf(
  { firing, actions }: LoadedFiring,
  place: ActionPlace,
): { firingId: string; index: number; type: string; round: number } {
  return { firingId: firing.id, index: place.index, type: actions[place.index]!.type, round: place.round };
}

/**
 * The actions that a firing in this state carries out, in the order of their indexes. As in Prefect, `actions` are carried out
 * whichever state the trigger has come into; those for one state are added to them.
 */
export function actionsOf(automation: FiringAutomation, firing: Firing): Action[] {
  const { actions, actions_on_trigger: onTrigger, actions_on_resolve: onResolve } = automation;
  return [...actions, ...(firing.state === 'Triggered' ? onTrigger : onResolve)];
}
