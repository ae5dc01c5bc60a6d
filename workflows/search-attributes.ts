import { defineSearchAttributeKey, SearchAttributeType, type SearchAttributePair } from '@temporalio/common';

const ID = defineSearchAttributeKey('AutomationId', SearchAttributeType.KEYWORD);
const NAME = defineSearchAttributeKey('AutomationName', SearchAttributeType.KEYWORD);
const ENABLED = defineSearchAttributeKey('AutomationEnabled', SearchAttributeType.BOOL);

/** A keyword may have 255 characters. */
const KEYWORD_CHARACTERS = 255;

/** By what automations are found in the Temporal UI. */
export function searchAttributesOf(
  automationId: string,
  name: string,
  enabled: boolean,
): SearchAttributePair[] {
  return [
    { key: ID, value: automationId },
    { key: NAME, value: name.slice(0, KEYWORD_CHARACTERS) },
    { key: ENABLED, value: enabled },
  ];
}
