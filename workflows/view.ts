import { setCurrentDetails, upsertMemo, upsertSearchAttributes } from '@temporalio/workflow';
import type { Evaluator } from '../src/evaluation/evaluator.ts';
import type { AutomationState } from '../src/evaluation/state.ts';
import { describeReason, openMetrics, openWindows, stateSize } from '../src/triggers/index.ts';
import { showInstant } from './instant.ts';
import { memoOf } from './memo.ts';
import type { AutomationView } from './messages.ts';
import { searchAttributesOf } from './search-attributes.ts';

/** Windows that a query lists; the rest is only counted. */
const LISTED_WINDOWS = 100;

/** The latest decisions that a query explains. */
const LISTED_REASONS = 20;

/** What an automation shows of itself when asked. */
export function viewOf(evaluator: Evaluator, inbox: number): AutomationView {
  const { state, compiled, nextPass, passAtLatest } = evaluator;
  const metrics = compiled ? openMetrics(compiled, state.trigger) : [];
  return {
    name: state.definition?.name ?? null,
    version: state.version,
    enabled: state.enabled,
    lastSeq: state.lastSeq,
    events: state.events,
    firings: state.firings,
    inbox,
    // A pass that can wait decides nothing.
    nextDeadline: nextPass === null || passAtLatest !== nextPass ? null : showInstant(nextPass),
    ...(metrics.length > 0 && { metrics }),
    partitions: state.partitions ?? 1,
    openWindows: {
      count: stateSize(state.trigger),
      first: compiled ? openWindows(compiled, state.trigger, LISTED_WINDOWS) : [],
    },
    latestReasons: state.trigger.reasons.recent
      .slice(-LISTED_REASONS)
      .map((reason) => ({ ...reason, text: describeReason(reason) })),
    decisions: state.trigger.reasons.counts,
  };
}

/**
 * Makes a definition visible on the workflow's page of the Temporal UI and, when it has changed since the workflow
 * was started with it, in lists.
 */
export function showState(state: AutomationState, changed: boolean, searchAttributes: boolean): void {
  const name = state.definition?.name ?? '';
  const status = state.deleted ? 'deleted' : state.enabled ? 'enabled' : 'paused';
  const trigger = JSON.stringify(state.definition?.trigger ?? null, null, 2);
  setCurrentDetails(`**${name}** is ${status} (version ${state.version}).\n\n\`\`\`json\n${trigger}\n\`\`\``);
  if (!changed || !state.definition) return;
  upsertMemo(memoOf(state.definition, state.version, state.enabled));
  if (!searchAttributes) return;
  upsertSearchAttributes(searchAttributesOf(state.automationId, name, state.enabled));
}
