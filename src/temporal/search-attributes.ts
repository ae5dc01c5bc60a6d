/** The search attributes by which the Temporal UI finds automations and firings, with Temporal's type names. */
export const SEARCH_ATTRIBUTES = {
  AutomationId: 'Keyword',
  AutomationName: 'Keyword',
  AutomationEnabled: 'Bool',
  FiringReason: 'Keyword',
} as const;

/** Name of one of our search attributes. */
export type SearchAttributeName = keyof typeof SEARCH_ATTRIBUTES;
