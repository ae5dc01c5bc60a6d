import { proxyLocalActivities, uuid4, workflowInfo } from '@temporalio/workflow';
import { completeEvent, type EmitOptions, type Event, type RelatedResource } from '../events/event.ts';
import type { EmitActivities } from './emit-activity.ts';

const { automationsEmitEvent } = proxyLocalActivities<EmitActivities>({
  startToCloseTimeout: '30 seconds',
  localRetryThreshold: '10 seconds',
  retry: { initialInterval: '100 milliseconds', maximumInterval: '30 seconds' },
});

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Emits an event from a workflow, exactly once whatever is tried again or replayed: its id and its time follow from the
 * workflow's history. A workflow that is the run of a deployment is among its related resources, with the role `flow-run`.
 * The worker needs `withAutomations`.
 *
 * @returns the event, when the gateway has it on disk; for as long as the gateway is away it is tried again
 * @throws ActivityFailure when the gateway refuses the event, with its reason
 * @example await emitEvent({ event: 'order.paid', resource: { 'prefect.resource.id': `order.${id}` } });
 */
export async function emitEvent(options: EmitOptions): Promise<Event> {
  const { related = [] } = options;
  const event = completeEvent({ ...options, related: [...related, ...ownRun(related)] }, uuid4, Date.now());
  await automationsEmitEvent(event);
  return event;
}

/** The flow run that the workflow carries out. */
function ownRun(related: readonly RelatedResource[]): RelatedResource[] {
  const { workflowId, parent } = workflowInfo();
  if (!UUID.test(workflowId) || parent?.workflowId !== `flow-run/${workflowId}`) return [];
  const id = `prefect.flow-run.${workflowId}`;
  if (related.some((one) => one['prefect.resource.id'] === id)) return [];
  return [{ 'prefect.resource.id': id, 'prefect.resource.role': 'flow-run' }];
}
