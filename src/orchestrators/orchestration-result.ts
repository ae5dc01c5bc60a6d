import type { OrchestrationResult } from '../schemas/states.ts';

/** The answer to a request for a state: accepted, or why not. */
export function orchestrationResult(
  state: OrchestrationResult['state'],
  refused: string | null,
): OrchestrationResult {
  return refused === null
    ? { status: 'ACCEPT', state, details: { type: 'accept_details' } }
    : { status: 'ABORT', state, details: { type: 'abort_details', reason: refused } };
}
