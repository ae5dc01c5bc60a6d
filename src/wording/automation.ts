import { actionsInWords, type FlowRunWord } from './action.ts';
import type { NameOf, WordedAutomation, WordedTrigger } from './definition.ts';
import { familyOf } from './family.ts';
import { triggerClause } from './trigger.ts';

const unknown: NameOf = () => undefined;

/**
 * What an automation does, in one sentence. What was written down (names of events, labels) stands between backticks.
 *
 * @param nameOf tells names of deployments, blocks and others by id; those it does not know are left unnamed
 * @example describeAutomation({ trigger, actions: [{ type: 'cancel-flow-run' }] })
 * // 'When no `Completed` within 30 minutes after `Running`, for each flow run: cancel it.'
 */
export function describeAutomation(automation: WordedAutomation, nameOf: NameOf = unknown): string {
  const { trigger, actions = [], actions_on_trigger = [], actions_on_resolve = [] } = automation;
  const run: FlowRunWord = isAboutFlowRuns(trigger) ? 'it' : 'the flow run';
  const parts = [
    ...(actions.length > 0 ? [actionsInWords(actions, nameOf, run)] : []),
    ...(actions_on_trigger.length > 0
      ? [`${actions.length > 0 ? 'once triggered, ' : ''}${actionsInWords(actions_on_trigger, nameOf, run)}`]
      : []),
    ...(actions_on_resolve.length > 0
      ? [`once resolved, ${actionsInWords(actions_on_resolve, nameOf, run)}`]
      : []),
  ];
  return `${describeTrigger(trigger, nameOf)}: ${parts.length > 0 ? parts.join('; ') : 'do nothing'}.`;
}

/** When a trigger fires: the sentence of {@link describeAutomation} up to its colon. */
export function describeTrigger(trigger: WordedTrigger, nameOf: NameOf = unknown): string {
  return `When ${triggerClause(trigger, nameOf)}`;
}

/** Whether the sentence has spoken of one flow run, so that "it" is clear. */
function isAboutFlowRuns(trigger: WordedTrigger): boolean {
  return trigger.triggers === undefined && trigger.metric === undefined && familyOf(trigger) === 'flow-run';
}
