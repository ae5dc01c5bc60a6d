import { derivedId } from '../../../store/ids.ts';

/** The id of the flow run that an execution of others is; it follows from the first run of its chain. */
export function executionRunId(namespace: string, workflowId: string, firstRunId: string): string {
  return derivedId('execution', namespace, workflowId, firstRunId);
}

/** A flow run's id in events. */
export function flowRunResourceId(id: string): string {
  return `prefect.flow-run.${id}`;
}
