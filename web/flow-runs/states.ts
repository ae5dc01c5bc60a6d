import type { FlowRun } from '../api/types.ts';

/** A type of state, as the API names it. */
export type StateType = NonNullable<FlowRun['state_type']>;

// As a record, so that a type that the API adds is missed by the compiler.
const LABELS: Readonly<Record<StateType, string>> = {
  SCHEDULED: 'Scheduled',
  PENDING: 'Pending',
  RUNNING: 'Running',
  PAUSED: 'Paused',
  COMPLETED: 'Completed',
  FAILED: 'Failed',
  CRASHED: 'Crashed',
  CANCELLING: 'Cancelling',
  CANCELLED: 'Cancelled',
};

/** The types of states, as a select offers them. */
export const stateOptions = Object.entries(LABELS).map(([value, label]) => ({
  value: value as StateType,
  label,
}));
