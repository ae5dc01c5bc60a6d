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

const ownLoop =
  'Running a deployment from a state change that each of its own flow runs goes through will lead to an infinite loop ' +
  'of flow runs. Choose another deployment, a state that ends the loop, or narrow the trigger with match.';

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
    if (action.deployment_id !== null && takesRunsOf(trigger, action.deployment_id)) return ownLoop;
  }
  return undefined;
}

function takesAllFlowRuns(trigger: EventTrigger): boolean {
  const related = Array.isArray(trigger.match_related) ? trigger.match_related : [trigger.match_related];
  return isWide(trigger.match) && related.some(isWide);
}

/** Whether each run of this deployment, by itself, makes the trigger fire. */
function takesRunsOf(trigger: EventTrigger, deploymentId: string): boolean {
  const { match, match_related, threshold, after } = trigger;
  const related = Array.isArray(match_related) ? match_related : [match_related];
  const isOwn = (one: ResourceSpecification): boolean => namesDeployment(one, deploymentId);
  return threshold <= 1 && after.length === 0 && isWide(match) && related.length > 0 && related.every(isOwn);
}

/** Does the specification fit the related resource that stands for this deployment? */
function namesDeployment(specification: ResourceSpecification, deploymentId: string): boolean {
  const id = `prefect.deployment.${deploymentId}`;
  const own: Record<string, readonly string[]> = {
    'prefect.resource.id': [id, 'prefect.deployment.*'],
    'prefect.resource.role': ['deployment'],
  };
  return Object.entries(specification).every(([label, patterns]) =>
    [patterns].flat().some((pattern) => own[label]?.includes(pattern) ?? false),
  );
}

/** Does the specification let every flow run through? */
function isWide(specification: ResourceSpecification): boolean {
  const names = Object.keys(specification);
  if (names.length === 0) return true;
  const ids = specification['prefect.resource.id'];
  return names.length === 1 && ids !== undefined && [ids].flat().includes('prefect.flow-run.*');
}
