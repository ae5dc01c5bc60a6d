import type { Firing } from '../../evaluation/evaluator.ts';
import type { NewEvent } from '../log.ts';

/** A firing as it is put on record. Its id follows from the decision, so that writing it twice is writing it once. */
export interface FiringRow {
  readonly firing: Firing;
  readonly automationId: string;
  readonly version: number;
}

/** How an action stands. `pending`: it goes on in a workflow of its own. `failed` is a dead letter: it can be sent again. */
export type ActionState = 'pending' | 'executed' | 'failed';

/** How an action of a firing stands, or ended. */
export interface ActionOutcome {
  readonly firingId: string;
  /** Place among the firing's actions. */
  readonly index: number;
  readonly type: string;
  /** How often it has been sent again by hand. */
  readonly round: number;
  readonly status: ActionState;
  /** Why it failed, or what the last attempt met; null when there is nothing to say. */
  readonly reason: string | null;
  readonly details: Record<string, unknown>;
  /** Epoch ms; null while pending. */
  readonly ended: number | null;
}

/** A firing as it is read back, with how each of its actions stands. */
export interface RecordedFiring extends FiringRow {
  readonly actions: readonly ActionOutcome[];
}

/** How often an automation has fired, when last (epoch ms), and how many of its actions gave up. */
export interface FiringActivity {
  readonly automationId: string;
  readonly firings: number;
  readonly last: number;
  readonly failedActions: number;
}

/** What the actions write and read of the firings. */
export interface FiringStore {
  /**
   * Puts firings, outcomes and events on record in one commit (a group commit's job). Firings and events that are there
   * already are left alone. An outcome replaces one of an earlier round, or a pending one of the same round; an
   * outcome that ended (executed, failed) is never replaced within its round.
   */
  commit(batch: {
    readonly firings?: readonly FiringRow[];
    readonly actions?: readonly ActionOutcome[];
    readonly events?: readonly NewEvent[];
  }): Promise<void>;
  /** How the actions of these firings stand, as far as there is anything on record. */
  outcomes(firingIds: readonly string[]): Promise<ActionOutcome[]>;
  get(firingId: string): Promise<RecordedFiring | null>;
  /** Newest first. */
  list(query: {
    automationId?: string;
    status?: ActionState;
    limit: number;
    offset: number;
  }): Promise<{ firings: RecordedFiring[]; total: number }>;
  /** What these automations have done, as far as their firings are still on record; those that never fired are left out. */
  activity(automationIds: readonly string[]): Promise<FiringActivity[]>;
  /** Begins a new round of a failed action: it becomes pending. Answers the round, or null when it isn't failed (or does not exist). */
  beginRound(firingId: string, index: number): Promise<number | null>;
  /**
   * Claims the right to attempt an action for `ttlMs`. Over one process's own store (SQLite) always granted; over
   * Postgres refused while another owner's claim holds.
   */
  claim(
    firingId: string,
    index: number,
    owner: string,
    ttlMs: number,
  ): Promise<{ granted: true } | { granted: false; heldUntil: number }>;
  /** Gives the claim up. */
  release(firingId: string, index: number, owner: string): Promise<void>;
}
