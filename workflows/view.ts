import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { setCurrentDetails, upsertMemo, upsertSearchAttributes } from '@temporalio/workflow';
import type { Evaluator } from '../src/evaluation/evaluator.ts';
import type { AutomationState } from '../src/evaluation/state.ts';
import { describeReason, openWindows, stateSize } from '../src/triggers/index.ts';
import type { AutomationView } from './messages.ts';

const NAME = defineSearchAttributeKey('AutomationName', SearchAttributeType.KEYWORD);
const ENABLED = defineSearchAttributeKey('AutomationEnabled', SearchAttributeType.BOOL);

/** Windows that a query lists; the rest is only counted. */
const LISTED_WINDOWS = 100;

/** The latest decisions that a query explains. */
const LISTED_REASONS = 20;

/** A keyword may have 255 characters. */
const KEYWORD_CHARACTERS = 255;

/** What an automation shows of itself when asked. */
export function viewOf(evaluator: Evaluator, inbox: number): AutomationView {
  const { state, compiled, nextPass } = evaluator;
  return {
    name: state.definition?.name ?? null,
    version: state.version,
    enabled: state.enabled,
    lastSeq: state.lastSeq,
    events: state.events,
    firings: state.firings,
    inbox,
    nextDeadline: nextPass === null ? null : new Date(nextPass).toISOString(),
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

/** Makes a changed definition visible in lists and on the workflow's page of the Temporal UI. */
export function showState(state: AutomationState, searchAttributes: boolean): void {
  const name = state.definition?.name ?? '';
  const status = state.deleted ? 'deleted' : state.enabled ? 'enabled' : 'paused';
  const trigger = JSON.stringify(state.definition?.trigger ?? null, null, 2);
  upsertMemo({
    name,
    version: state.version,
    enabled: state.enabled,
    trigger: state.definition?.trigger ?? null,
  });
  setCurrentDetails(`**${name}** is ${status} (version ${state.version}).\n\n\`\`\`json\n${trigger}\n\`\`\``);
  if (!searchAttributes) return;
  upsertSearchAttributes([
    { key: NAME, value: name.slice(0, KEYWORD_CHARACTERS) },
    { key: ENABLED, value: state.enabled },
  ]);
}
