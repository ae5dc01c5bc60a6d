import type { FiringActionTable, FiringEventTable, FiringTable } from '../schema.ts';
import type { FiringDraft } from './firing-rows.ts';

/** The rows of firings and of how their actions stand. */
export interface FiringChanges {
  /** Left alone when they are there. */
  readonly firings: readonly FiringTable[];
  /** Left alone when they are there. */
  readonly links: readonly FiringEventTable[];
  /** One for each action; what is there and has ended in its round is left alone. */
  readonly actions: readonly FiringActionTable[];
  /** The ids of the firings whose actions these are: they may be open, or open no more. */
  readonly touched: readonly string[];
}

/**
 * Makes the rows out of what is to be written.
 *
 * @param at when they are recorded, epoch ms
 */
export function firingChanges(
  firings: readonly FiringDraft[],
  actions: readonly FiringActionTable[],
  at: number,
): FiringChanges {
  const fresh = [...new Map(firings.map((firing) => [firing.row.id, firing])).values()];
  return {
    firings: fresh.map(({ row }) => ({ ...row, recorded: at, open: 0 })),
    links: fresh.flatMap(({ row, events }) => events.map((id) => ({ firing_id: row.id, event_id: id }))),
    actions: latest(actions),
    touched: [...new Set(actions.map((action) => action.firing_id))],
  };
}

/** One row for each action, by the same rule that holds in the table: Postgres updates no row twice in a statement. */
function latest(actions: readonly FiringActionTable[]): FiringActionTable[] {
  const kept = new Map<string, FiringActionTable>();
  for (const action of actions) {
    const key = `${action.firing_id}/${action.idx}`;
    const old = kept.get(key);
    const replaces =
      old === undefined ||
      old.round < action.round ||
      (old.round === action.round && old.status === 'pending');
    if (replaces) kept.set(key, action);
  }
  return [...kept.values()];
}
