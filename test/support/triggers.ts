import { triggerSchema } from '../../src/schemas/triggers.ts';
import type { TriggerDefinition } from '../../src/triggers/index.ts';

/** A trigger as the API reads it, defaults filled in. */
export function readTrigger(trigger: object): TriggerDefinition {
  return triggerSchema.parse(trigger);
}
