import type { AutomationDefinition } from '../src/evaluation/items.ts';

/** The SDK warns of memos over 2 KB, and lists get slow: a large definition is read by the query or the API. */
const MEMO_CHARACTERS = 1_500;

/** What lists of the Temporal UI show of an automation: its name, and its trigger unless that is large. */
export function memoOf(
  definition: AutomationDefinition,
  version: number,
  enabled: boolean,
): Record<string, unknown> {
  const { name, trigger } = definition;
  const small = JSON.stringify(trigger).length <= MEMO_CHARACTERS;
  return { name: name.slice(0, MEMO_CHARACTERS / 5), version, enabled, trigger: small ? trigger : null };
}
