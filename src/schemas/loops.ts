import type { Action } from './actions.ts';
import type { ResourceSpecification } from './labels.ts';
import type { EventTrigger, Trigger } from './triggers.ts';

/** Events that every run of a deployment causes, and the pattern for all of them. */
const everyRun = new Set([
  'prefect.flow-run.Scheduled',
  'prefect.flow-run.Pending',
  'prefect.flow-run.Running',
  'prefect.flow-run.*',
]);

const inferredLoop =
  'Running an inferred deployment from a flow run state change event will lead to an infinite loop of flow ' +
  'runs. Choose a specific deployment and narrow the trigger with match or match_related.';
const selectedLoop =
  'Running a selected deployment from a flow run state change event may lead to an infinite loop of flow runs. ' +
  'Narrow the trigger with match or match_related so that runs of that deployment do not trigger it.';

/**
 * Whether an automation would keep starting flow runs by the flow runs it starts.
 *
 * @returns the reason to refuse it, or undefined when it is fine
 */
export function runDeploymentLoop(automation: {
  readonly enabled: boolean;
  readonly trigger: Trigger;
  readonly actions: readonly Action[];
}): string | undefined {
  const { enabled, trigger, actions } = automation;
  if (!enabled || trigger.type !== 'event' || trigger.posture !== 'Reactive') return undefined;
  if (!trigger.expect.some((name) => everyRun.has(name))) return undefined;
  for (const action of actions) {
    if (action.type !== 'run-deployment') continue;
    if (action.source === 'inferred') return inferredLoop;
    if (takesAllFlowRuns(trigger)) return selectedLoop;
  }
  return undefined;
}

function takesAllFlowRuns(trigger: EventTrigger): boolean {
  const related = Array.isArray(trigger.match_related) ? trigger.match_related : [trigger.match_related];
  return isWide(trigger.match) && related.some(isWide);
}

/** Does the specification let every flow run through? */
function isWide(specification: ResourceSpecification): boolean {
  const names = Object.keys(specification);
  if (names.length === 0) return true;
  const ids = specification['prefect.resource.id'];
  return names.length === 1 && ids !== undefined && [ids].flat().includes('prefect.flow-run.*');
}
