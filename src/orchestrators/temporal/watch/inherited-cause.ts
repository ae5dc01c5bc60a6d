import { FLOW_RUN_PREFIX } from '../../../../workflows/names.ts';
import type { FlowRunTable } from '../../../store/objects/tables.ts';
import type { Store } from '../../../store/store.ts';
import type { Ancestor } from './execution-history.ts';
import { executionRunId, flowRunResourceId } from './ids.ts';

/** What led to an execution: how many automations in a row, and the last one of them when it is known. */
export interface InheritedCause {
  readonly depth: number;
  readonly source: string | null;
}

/**
 * The cause of a child workflow: that of the flow run whose workflow has started it. Without this a loop through the children of
 * a deployment's workflow would look like many chains that begin from outside.
 *
 * @returns null when none of the ancestors is a flow run that an automation has led to
 */
export async function inheritedCause(
  { flowRuns, runCauses }: Pick<Store, 'flowRuns' | 'runCauses'>,
  namespace: string,
  ancestors: readonly Ancestor[],
): Promise<InheritedCause | null> {
  if (ancestors.length === 0) return null;
  const wanted = ancestors.map(({ workflowId }) => withoutPrefix(workflowId));
  const rows = (await flowRuns.ofExecutions([...new Set(wanted)])).filter((row) =>
    ancestors.some((ancestor) => isOf(row, ancestor, namespace)),
  );
  const [deepest] = rows.filter(({ depth }) => depth > 0).sort((a, b) => b.depth - a.depth);
  if (deepest === undefined) return null;
  const { id, depth, created_by_id: creator, created_by_type: type } = deepest;
  const source =
    type === 'AUTOMATION' ? creator : ((await runCauses.get(flowRunResourceId(id)))?.source ?? null);
  return { depth, source };
}

/** Ids of workflows are used again: it must be this very run, or the first one of its chain. */
function isOf(row: FlowRunTable, { workflowId, runId }: Ancestor, namespace: string): boolean {
  if (row.carrier === 'workflow') return row.id === withoutPrefix(workflowId);
  return row.run_id === runId || row.id === executionRunId(namespace, workflowId, runId);
}

/** Our own workflow above a deployment's has the flow run's id in its own. */
function withoutPrefix(workflowId: string): string {
  return workflowId.startsWith(FLOW_RUN_PREFIX) ? workflowId.slice(FLOW_RUN_PREFIX.length) : workflowId;
}
