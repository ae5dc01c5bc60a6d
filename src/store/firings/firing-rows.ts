import type { Firing } from '../../evaluation/evaluator.ts';
import type { FiringActionTable, FiringTable } from '../schema.ts';
import type { ActionOutcome, FiringRow, RecordedFiring } from './types.ts';

/** A firing on its way to the tables, with the ids of the events that took part in it. */
export interface FiringDraft {
  readonly row: Omit<FiringTable, 'recorded' | 'open'>;
  readonly events: readonly string[];
}

/** Makes a firing ready to be written. */
export function toFiringDraft({ firing, automationId, version }: FiringRow): FiringDraft {
  return {
    row: {
      id: firing.id,
      automation_id: automationId,
      version,
      triggered: firing.at,
      body: JSON.stringify(firing),
    },
    events: [...new Set([...eventsOf(firing), ...(firing.test === undefined ? [] : [firing.test.request])])],
  };
}

/** Makes an outcome ready to be written. */
export function toActionRow(outcome: ActionOutcome): FiringActionTable {
  const { firingId, index, type, round, status, reason, details, ended } = outcome;
  return {
    firing_id: firingId,
    idx: index,
    type,
    round,
    status,
    reason,
    details: JSON.stringify(details),
    ended,
  };
}

/** Reads an outcome from its row. */
export function toOutcome(row: FiringActionTable): ActionOutcome {
  const { firing_id: firingId, idx: index, type, round, status, reason, ended } = row;
  const details = JSON.parse(row.details) as ActionOutcome['details'];
  return { firingId, index, type, round, status, reason, details, ended };
}

/** Reads a firing from its row and those of its actions. */
export function toRecordedFiring(row: FiringTable, actions: readonly FiringActionTable[]): RecordedFiring {
  return {
    firing: JSON.parse(row.body) as Firing,
    automationId: row.automation_id,
    version: row.version,
    actions: actions.map(toOutcome),
  };
}

function eventsOf({ event, children }: Pick<Firing, 'event' | 'children'>): string[] {
  return [...(event === null ? [] : [event.id.toLowerCase()]), ...(children ?? []).flatMap(eventsOf)];
}
