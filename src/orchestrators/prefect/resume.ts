import { AutomationError } from '../../errors.ts';
import type { Done, Request } from '../orchestrator.ts';
import type { PrefectCalls } from './calls.ts';
import { RECENT_MS, rejection, statesOf } from './flow-run-states.ts';
import { readObject } from './objects.ts';

/** Goes on with a paused or suspended flow run. */
export async function resume(calls: PrefectCalls, id: string, request: Request): Promise<Done> {
  // Prefect's server answers 500 for one that is not there.
  if ((await readObject(calls.client, 'flow-run', id, request.signal)) === null) {
    throw calls.missing(`Flow run ${id}`);
  }
  const call = { method: 'POST', path: `/flow_runs/${id}/resume` } as const;
  const reply = await calls.make('resume-flow-run', request, call);
  const reason = rejection(reply.body);
  if (reason !== null && !(await wasResumed(calls, id, request, reply.at))) {
    throw new AutomationError('state_rejected', `Failed to resume flow run: ${reason}`, {
      details: { status_code: reply.status },
    });
  }
  return { details: { status_code: reply.status }, related: [] };
}

/** Whether it went on a moment ago: then the reply to an attempt before was lost. */
async function wasResumed(calls: PrefectCalls, id: string, request: Request, now: number): Promise<boolean> {
  const states = await statesOf(calls, id, request);
  const paused = states.findIndex(({ type }) => type === 'PAUSED');
  const after = states[paused - 1];
  return after !== undefined && now - Date.parse(after.timestamp) < RECENT_MS;
}
