import { NotFoundError } from '../../errors.ts';
import { stateNames, type StateCreate } from '../../schemas/states.ts';
import { derivedId } from '../ids.ts';
import { toDraft } from '../log/entry.ts';
import type { Write } from '../log/write.ts';
import { readTime, toMicrosecond } from '../time.ts';
import { stateEvent } from './flow-run-events.ts';
import { isFinal, stateOf, type FlowRunBody } from './flow-run-rows.ts';
import type { FlowRunTable } from './tables.ts';

/** A change of a run's state. */
export interface Transition {
  /** Names it among the changes of this run: one that is made again changes nothing. */
  readonly key: string;
  readonly state: StateCreate;
  /** When it happened, epoch ms; now when absent. */
  readonly at?: number;
  /** Also out of a state that is final. */
  readonly force?: boolean;
  /** The Temporal run that does the work from now on. */
  readonly runId?: string;
}

/** What became of a change: `refused` says why it was not made. */
export interface TransitionOutcome {
  readonly run: FlowRunTable;
  readonly refused: string | null;
}

/**
 * Puts a run into a state: its row, the state's row and the event in one transaction, so that each change is told
 * exactly once and in the order in which they were made.
 *
 * @throws {NotFoundError}
 */
export async function changeState(
  write: Write,
  id: string,
  transition: Transition,
): Promise<TransitionOutcome> {
  const old = await write.trx.selectFrom('flow_runs').selectAll().where('id', '=', id).executeTakeFirst();
  if (old === undefined) throw new NotFoundError('Flow run');
  const stateId = derivedId('flow-run-state', id, transition.key);
  const known = await write.trx
    .selectFrom('flow_run_states')
    .select('id')
    .where('id', '=', stateId)
    .executeTakeFirst();
  if (known !== undefined) return { run: old, refused: null };
  const refused = transition.force === true ? null : refusal(old, transition.state);
  if (refused !== null) return { run: old, refused };
  return { run: await enter(write, old, stateId, transition), refused: null };
}

/** What stands for a state in the note that a run goes on in another run of its workflow. */
export const CONTINUED = 'ContinuedAsNew';

/** Notes once that a run goes on in another run of its workflow; its state stays as it is. */
export async function continueRun(write: Write, id: string, runId: string): Promise<void> {
  const note = {
    id: derivedId('flow-run-state', id, `continued/${runId}`),
    flow_run_id: id,
    at: write.now,
    type: 'RUNNING',
    name: CONTINUED,
    body: '{}',
  };
  const noted = await write.trx
    .insertInto('flow_run_states')
    .values(note)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (noted === undefined) return;
  await write.trx.updateTable('flow_runs').set({ run_id: runId }).where('id', '=', id).execute();
}

/** Enters a run's first state, or the next one. */
export async function enter(
  write: Write,
  old: FlowRunTable,
  stateId: string,
  transition: Transition,
): Promise<FlowRunTable> {
  const { state } = transition;
  const from = stateOf(old);
  // Always after the state that it follows, whatever the clocks of others say: lists are sorted by the time.
  const after = old.state_at === null ? 0 : toMicrosecond(old.state_at + 0.001);
  const at = Math.max(transition.at ?? write.now, after);
  const { message, data, state_details } = state;
  const body = JSON.stringify({ message, data, state_details });
  const name = state.name ?? stateNames[state.type];
  const row: FlowRunTable = {
    ...old,
    ...timesAfter(old, state, at),
    run_id: transition.runId ?? old.run_id,
    state_id: stateId,
    state_type: state.type,
    state_name: name,
    state_at: at,
    updated: write.now,
    body: JSON.stringify({
      ...(JSON.parse(old.body) as FlowRunBody),
      state: { message, data, state_details },
    } satisfies FlowRunBody),
  };
  await write.trx.updateTable('flow_runs').set(row).where('id', '=', old.id).execute();
  await write.trx
    .insertInto('flow_run_states')
    .values({ id: stateId, flow_run_id: old.id, at, type: state.type, name, body })
    .execute();
  await write.append([toDraft(await stateEvent(write.trx, row, from, at))]);
  return row;
}

/** Start, end and length of a run, as the new state makes them. */
function timesAfter(old: FlowRunTable, { type, state_details: details }: StateCreate, at: number) {
  const scheduled = details['scheduled_time'];
  const start = typeof scheduled === 'string' ? readTime(scheduled) : at;
  const ran = old.state_type === 'RUNNING' ? at - (old.state_at ?? at) : 0;
  return {
    run_ms: old.run_ms + ran,
    run_count: old.run_count + (type === 'RUNNING' ? 1 : 0),
    start_time: type === 'RUNNING' ? (old.start_time ?? at) : old.start_time,
    end_time: isFinal(type) ? at : null,
    expected_start: type === 'SCHEDULED' ? start : (old.expected_start ?? at),
    next_start: type === 'SCHEDULED' ? start : null,
  };
}

function refusal(old: FlowRunTable, next: StateCreate): string | null {
  if (isFinal(old.state_type)) return `The flow run has ended already, as ${old.state_name}`;
  if (old.state_type === 'CANCELLING' && !isFinal(next.type)) return 'The flow run is being cancelled';
  return null;
}
