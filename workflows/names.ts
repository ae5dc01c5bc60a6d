/** The task queue of the automations and their actions. */
export const TASK_QUEUE = 'automations';

/** The id of an automation's workflow, or of the one for a partition of it: the first, 0, has the automation's own. */
export function automationWorkflowId(automationId: string, partition = 0): string {
  return partition === 0 ? `automation/${automationId}` : `automation/${automationId}/${partition}`;
}

/** The id of the workflow in which one action of a firing goes on. */
export function firingWorkflowId(firingId: string, index: number): string {
  return `firing/${firingId}/${index}`;
}

/** Before the flow run's id, in the id of the workflow that carries it out. */
export const FLOW_RUN_PREFIX = 'flow-run/';

/** The id of the workflow that carries out a flow run. */
export function flowRunWorkflowId(flowRunId: string): string {
  return `${FLOW_RUN_PREFIX}${flowRunId}`;
}
