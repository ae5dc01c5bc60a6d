import type { MatchableEvent, MetricDefinition } from '../definition.ts';
import { boundedText } from '../keys.ts';
import { labelOf } from '../matching.ts';

/** What a flow run has come to, as far as metrics care. `ended` is any end but a failure; `other` is everything else. */
export type RunState =
  | 'scheduled'
  | 'late'
  | 'pending'
  | 'running'
  | 'retrying'
  | 'failed'
  | 'crashed'
  | 'ended'
  | 'cancelling'
  | 'other';

/** One state change of a flow run. */
export interface RunStep {
  /** The flow run's resource id. */
  readonly id: string;
  readonly state: RunState;
}

/** What the names of all events begin with that metrics are derived from. */
export const FLOW_RUN_EVENTS = 'prefect.flow-run.';

const BY_TYPE: ReadonlyMap<string, RunState> = new Map([
  ['SCHEDULED', 'scheduled'],
  ['PENDING', 'pending'],
  ['RUNNING', 'running'],
  ['COMPLETED', 'ended'],
  ['FAILED', 'failed'],
  ['CRASHED', 'crashed'],
  ['CANCELLED', 'ended'],
  ['CANCELLING', 'cancelling'],
  ['PAUSED', 'other'],
]);

/** Names of states, for events that come without the label `prefect.state-type`. */
const BY_NAME: ReadonlyMap<string, RunState> = new Map([
  ['Scheduled', 'scheduled'],
  ['Late', 'late'],
  ['AwaitingRetry', 'other'],
  ['AwaitingConcurrencySlot', 'other'],
  ['Pending', 'pending'],
  ['Running', 'running'],
  ['Retrying', 'retrying'],
  ['Completed', 'ended'],
  ['Cached', 'ended'],
  ['Failed', 'failed'],
  ['TimedOut', 'failed'],
  ['Crashed', 'crashed'],
  ['Cancelled', 'ended'],
  ['Cancelling', 'cancelling'],
  ['Paused', 'other'],
  ['Suspended', 'other'],
]);

/** The states that say something about each metric; the others are not even sent to the automation. */
const RELEVANT: Readonly<Record<MetricDefinition['name'], ReadonlySet<RunState>>> = {
  successes: new Set([
    'scheduled',
    'late',
    'pending',
    'running',
    'retrying',
    'failed',
    'crashed',
    'ended',
    'cancelling',
    'other',
  ]),
  duration: new Set([
    'scheduled',
    'late',
    'pending',
    'running',
    'retrying',
    'failed',
    'crashed',
    'ended',
    'other',
  ]),
  lateness: new Set(['scheduled', 'late', 'running', 'retrying', 'failed', 'crashed', 'ended']),
};

function stateOf(event: MatchableEvent): RunState | undefined {
  const suffix = event.event.slice(FLOW_RUN_EVENTS.length);
  const type = labelOf(event.resource, 'prefect.state-type');
  if (type === undefined) return BY_NAME.get(suffix);
  const state = BY_TYPE.get(type.toUpperCase());
  // Prefect has one type for all that is still to come, and one for all that runs: which it is stands in the name.
  const name = labelOf(event.resource, 'prefect.state-name') ?? suffix;
  if (state === 'running') return name === 'Retrying' ? 'retrying' : 'running';
  if (state !== 'scheduled') return state;
  if (name === 'Late') return 'late';
  return name.startsWith('Awaiting') ? 'other' : 'scheduled';
}

/** The state change that an event tells of; null when it says nothing about this metric. */
export function runStep(metric: MetricDefinition['name'], event: MatchableEvent): RunStep | null {
  if (!event.event.startsWith(FLOW_RUN_EVENTS)) return null;
  const state = stateOf(event);
  const id = labelOf(event.resource, 'prefect.resource.id');
  if (state === undefined || id === undefined || !RELEVANT[metric].has(state)) return null;
  return { id: boundedText(id), state };
}
