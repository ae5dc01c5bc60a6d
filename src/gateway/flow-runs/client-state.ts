import { randomUUID } from 'node:crypto';
import type { OrchestrationResult, StateCreate } from '../../schemas/states.ts';
import { orchestrationResult } from '../../orchestrators/orchestration-result.ts';
import { stateOf } from '../../store/objects/flow-run-rows.ts';
import type { Store } from '../../store/store.ts';

/** A state that the client which carries out a run tells us of: it knows, and we write it down. */
export async function setClientState(
  store: Store,
  id: string,
  state: StateCreate,
  force: boolean,
): Promise<OrchestrationResult> {
  const { run, refused } = await store.flowRuns.setState(id, { key: randomUUID(), state, force });
  return orchestrationResult(stateOf(run), refused);
}
