import { AutomationError } from '../../errors.ts';
import { isObject } from '../../schemas/scalars.ts';
import type { Done, Request } from '../orchestrator.ts';
import type { PrefectCalls } from './calls.ts';

/** For so long what was brought about is taken for the work of an attempt whose reply was lost, in milliseconds. */
export const RECENT_MS = 300_000;

/** A state as it is asked for. */
export interface StateBody {
  readonly type: string;
  readonly name: string | null;
  readonly message: string;
  readonly state_details?: Readonly<Record<string, unknown>>;
}

/** A state in which a flow run was. */
export interface PastState {
  readonly type: string;
  readonly name: string;
  readonly message: string | null;
  readonly timestamp: string;
}

/**
 * Puts a flow run into a state. What the server's rules reject is a failure, unless an attempt before whose reply was lost
 * has already brought the state about.
 *
 * @throws AutomationError, final, with the server's reason
 */
export async function setState(
  calls: PrefectCalls,
  type: string,
  id: string,
  state: StateBody,
  force: boolean,
  request: Request,
): Promise<Done> {
  // A forced state is accepted as often as it is asked for: look first.
  if (force && (await wasIn(calls, id, state, request, 1)))
    return { details: { status_code: 200 }, related: [] };
  const reply = await calls.make(type, request, {
    method: 'POST',
    path: `/flow_runs/${id}/set_state`,
    json: { state, force },
  });
  const reason = rejection(reply.body);
  const isDone =
    reason === null ||
    (await wasIn(calls, id, state, request)) ||
    (state.type === 'CANCELLING' && (await wasCancelled(calls, id, request, reply.at)));
  if (!isDone) {
    throw new AutomationError('state_rejected', `Failed to set state: ${reason}`, {
      details: { status_code: reply.status },
    });
  }
  return { details: { status_code: reply.status }, related: [] };
}

/** Why the server's rules did not take a state; null when they did. */
export function rejection(body: unknown): string | null {
  const result = isObject(body) ? body : {};
  if (result['status'] === 'ACCEPT') return null;
  const details = isObject(result['details']) ? result['details'] : {};
  return String(details['reason'] ?? result['status'] ?? 'no reason given');
}

/** The states of a flow run, the newest first. */
export async function statesOf(calls: PrefectCalls, id: string, request: Request): Promise<PastState[]> {
  const { body, status } = await calls.client.call({
    method: 'GET',
    path: `/flow_run_states/?flow_run_id=${id}`,
    signal: request.signal,
  });
  if (status >= 300 || !Array.isArray(body)) return [];
  const states = body as PastState[];
  return states.toSorted((a, b) => Date.parse(b.timestamp) - Date.parse(a.timestamp));
}

/**
 * Whether it was cancelled a moment ago. One that nobody runs (scheduled, suspended) needs no cancelling: the server says
 * no and makes it a cancelled one at once.
 */
async function wasCancelled(
  calls: PrefectCalls,
  id: string,
  request: Request,
  now: number,
): Promise<boolean> {
  const [newest] = await statesOf(calls, id, request);
  return newest?.type === 'CANCELLED' && now - Date.parse(newest.timestamp) < RECENT_MS;
}

async function wasIn(
  calls: PrefectCalls,
  id: string,
  state: StateBody,
  request: Request,
  newest?: number,
): Promise<boolean> {
  const states = (await statesOf(calls, id, request)).slice(0, newest);
  return states.some(
    ({ type, name, message }) =>
      type === state.type && message === state.message && (state.name === null || state.name === name),
  );
}
