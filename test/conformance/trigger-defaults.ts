import type { EventTriggerDefinition, TriggerDefinition } from '../../src/triggers/index.ts';

/** A trigger as in a request with its defaults filled in, for tests that go without the schemas. */
export function withDefaults(trigger: Record<string, unknown>): TriggerDefinition {
  if (trigger['type'] === 'compound' || trigger['type'] === 'sequence') {
    const triggers = (trigger['triggers'] as Record<string, unknown>[]).map(withDefaults);
    return { within: null, ...trigger, triggers } as unknown as TriggerDefinition;
  }
  if (trigger['type'] === 'metric') return trigger as unknown as TriggerDefinition;
  const defaults: EventTriggerDefinition = {
    type: 'event',
    posture: 'Reactive',
    expect: [],
    after: [],
    match: {},
    match_related: {},
    for_each: [],
    threshold: 1,
    within: 0,
  };
  return { ...defaults, ...trigger };
}
